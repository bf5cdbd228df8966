import { useQuery } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client'
import type { Calendar } from '../../api/types'
import { useWrite } from '../../api/useWrite'
import { PageHead } from '../../shell/PageHead'
import { useActing } from '../../shell/roles'
import { Icon } from '../../ui/Icon'
import { Empty, Loaded } from '../../ui/Loaded'
import { Panel } from '../../ui/Panel'
import { When } from '../../ui/When'
import { list, text } from '../scoring/json'
import { LoadDocument, type JsonObject } from './LoadDocument'
import { useRule } from './strings'

function days(calendar: Calendar, ...names: string[]): string {
  const found = names.flatMap((name) => list(calendar.document, name))
  return found.map((d) => (text(d) ?? text(d, 'date') ?? '').slice(5)).join('　') || '—'
}

function CalendarPanel({ calendar }: { calendar: Calendar }) {
  const t = useRule()
  return (
    <Panel title={calendar.year} sub={calendar.id} actions={<span className="s13 muted"><When at={calendar.loadedAt} /></span>}>
      <dl className="facts">
        <dt>{t('calendars.holidays')}</dt>
        <dd>{days(calendar, 'holidays', 'off')}</dd>
        <dt>{t('calendars.workdays')}</dt>
        <dd>{days(calendar, 'makeUpWorkdays', 'workdays', 'makeUp')}</dd>
      </dl>
    </Panel>
  )
}

export default function CalendarsPage() {
  const t = useRule()
  const { role } = useActing()
  const { message } = App.useApp()
  const [loading, setLoading] = useState(false)
  const calendars = useQuery({ queryKey: ['calendars'], queryFn: ({ signal }) => api.get('/calendars', { signal }) })
  const load = useWrite({
    send: (body: JsonObject, key) => api.post('/calendars', { body, key }),
    stale: () => [['calendars']],
    done: () => {
      void message.success(t('calendars.loaded'))
      setLoading(false)
    },
  })
  return (
    <>
      <PageHead
        title={t('calendars.title')}
        tags={<span className="s13 muted">{t('calendars.sub')}</span>}
        actions={
          role === 'platform_administrator' && (
            <Button type="primary" icon={<Icon name="upload" small />} onClick={() => setLoading(true)}>
              {t('calendars.load')}
            </Button>
          )
        }
      />
      <Loaded query={calendars}>
        {({ items }) =>
          items.length === 0 ? (
            <Panel>
              <Empty icon="clock" title={t('calendars.empty')} text={t('calendars.emptyText')} />
            </Panel>
          ) : (
            <div className="stack">
              {[...items].sort((a, b) => b.year - a.year).map((c) => (
                <CalendarPanel key={c.id} calendar={c} />
              ))}
            </div>
          )
        }
      </Loaded>
      {loading && (
        <LoadDocument
          title={t('calendars.load')}
          busy={load.isPending}
          error={load.error}
          onLoad={(document) => load.mutate(document)}
          onClose={() => {
            load.reset()
            setLoading(false)
          }}
        />
      )}
    </>
  )
}

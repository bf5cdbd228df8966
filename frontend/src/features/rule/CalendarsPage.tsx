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

/** 10-01 to 10-07 for a range, 10-10 for a day. */
function days(calendar: Calendar, name: string): string {
  const spans = list(calendar.document, name).map((d) => {
    const from = text(d) ?? text(d, 'from') ?? ''
    const to = text(d, 'to') ?? from
    const span = from === to ? from.slice(5) : `${from.slice(5)} – ${to.slice(5)}`
    return [text(d, 'name'), span].filter(Boolean).join(' ')
  })
  return spans.join('；') || '—'
}

function CalendarPanel({ calendar }: { calendar: Calendar }) {
  const t = useRule()
  return (
    <Panel title={calendar.year} sub={calendar.id} actions={<span className="s13 muted"><When at={calendar.loadedAt} /></span>}>
      <dl className="facts">
        <dt>{t('calendars.holidays')}</dt>
        <dd>{days(calendar, 'holidays')}</dd>
        <dt>{t('calendars.workdays')}</dt>
        <dd>{days(calendar, 'makeUpWorkdays')}</dd>
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

import { useQuery } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { api } from '../../api/client'
import type { RuleSetSummary } from '../../api/types'
import { useWrite } from '../../api/useWrite'
import { usePick } from '../../i18n'
import { useTerms } from '../../i18n/terms'
import { PageHead } from '../../shell/PageHead'
import { useActing } from '../../shell/roles'
import { shortDigest } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { Empty, Loaded } from '../../ui/Loaded'
import { Panel } from '../../ui/Panel'
import { When } from '../../ui/When'
import { LoadDocument, type JsonObject } from './LoadDocument'
import { useRule } from './strings'

function RuleSetTable({ items }: { items: RuleSetSummary[] }) {
  const t = useRule()
  const terms = useTerms()
  const pick = usePick()
  return (
    <div className="scroll-x">
      <table className="t">
        <thead>
          <tr>
            {(['id', 'name', 'regime', 'from', 'to', 'digest', 'at'] as const).map((c) => (
              <th key={c} scope="col">
                {t(`sets.${c}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((s) => (
            <tr key={s.id}>
              <th scope="row">
                <Link to={`/rule-sets/${s.id}`}>{s.id}</Link>
              </th>
              <td>{pick(s.titleZh, s.titleEn)}</td>
              <td>{terms(`regime.${s.regime}`)}</td>
              <td>{s.effectiveFrom}</td>
              <td>{s.effectiveTo ?? <span className="muted">{t('sets.open')}</span>}</td>
              <td>
                <span className="mono" title={s.digest}>
                  {shortDigest(s.digest)}
                </span>
              </td>
              <td>
                <When at={s.loadedAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

export default function RuleSetsPage() {
  const t = useRule()
  const { role } = useActing()
  const { message } = App.useApp()
  const [loading, setLoading] = useState(false)
  const sets = useQuery({ queryKey: ['rule-sets'], queryFn: ({ signal }) => api.get('/rule-sets', { signal }) })
  const load = useWrite({
    send: (body: JsonObject, key) => api.post('/rule-sets', { body, key }),
    stale: () => [['rule-sets']],
    done: () => {
      void message.success(t('sets.loaded'))
      setLoading(false)
    },
  })
  const isAdministrator = role === 'platform_administrator'
  return (
    <>
      <PageHead
        title={t('sets.title')}
        tags={<span className="s13 muted">{t('sets.sub')}</span>}
        actions={
          isAdministrator && (
            <Button type="primary" icon={<Icon name="upload" small />} onClick={() => setLoading(true)}>
              {t('sets.load')}
            </Button>
          )
        }
      />
      <Loaded query={sets}>
        {({ items }) => <Panel flush>{items.length === 0 ? <Empty title={t('sets.empty')} text={t('sets.emptyText')} /> : <RuleSetTable items={items} />}</Panel>}
      </Loaded>
      {loading && (
        <LoadDocument
          title={t('sets.load')}
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

import { App, Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { api } from '../../api/client'
import { useWrite } from '../../api/useWrite'
import { usePick } from '../../i18n'
import { PageHead } from '../../shell/PageHead'
import { useActing } from '../../shell/roles'
import { shortDigest } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { Empty, Loaded } from '../../ui/Loaded'
import { Panel } from '../../ui/Panel'
import { Tag } from '../../ui/Tag'
import { LoadDocument, type JsonObject } from '../rule/LoadDocument'
import { depositKeys, usePolicies } from './queries'
import { ReliefParts } from './ReliefParts'
import { useDepositStrings } from './strings'
import type { WaiverPolicySummary } from './types'
import './deposit.css'

function PolicyTable({ items }: { items: WaiverPolicySummary[] }) {
  const t = useDepositStrings()
  const pick = usePick()
  return (
    <div className="scroll-x">
      <table className="t">
        <thead>
          <tr>
            {(['id', 'name', 'from', 'to', 'digest'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`pol.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((set) => (
            <tr key={set.id}>
              <th scope="row" className="nowrap">
                <Link to={`/relief/policies/${set.id}`}>{set.id}</Link>
              </th>
              <td>
                {pick(set.titleZh, set.titleEn)} {set.sample && <Tag tone="warm">{t('mine.sample')}</Tag>}
              </td>
              <td className="nowrap">{set.effectiveFrom}</td>
              <td className="nowrap">{set.effectiveTo ?? <span className="muted">{t('pol.open')}</span>}</td>
              <td className="mono" title={set.digest}>
                {shortDigest(set.digest ?? '')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Versions of the relief policies; the platform administrator loads another. */
export default function PoliciesPage() {
  const t = useDepositStrings()
  const { role } = useActing()
  const { message } = App.useApp()
  const [loading, setLoading] = useState(false)
  const policies = usePolicies()
  const load = useWrite({
    send: (body: JsonObject, key) => api.post('/deposits/policies', { body, key }),
    stale: () => [depositKeys.policies],
    done: () => {
      void message.success(t('pol.loaded'))
      setLoading(false)
    },
  })
  return (
    <>
      <PageHead
        title={t('pol.title')}
        tags={<span className="s13 muted">{t('pol.sub')}</span>}
        actions={
          role === 'platform_administrator' && (
            <Button type="primary" icon={<Icon name="upload" small />} onClick={() => setLoading(true)}>
              {t('pol.load')}
            </Button>
          )
        }
      />
      <div className="stack">
        <ReliefParts />
        <Loaded query={policies}>
          {({ items }) => (
            <Panel flush>{items.length === 0 ? <Empty title={t('pol.empty')} text={t('pol.emptyText')} /> : <PolicyTable items={items} />}</Panel>
          )}
        </Loaded>
      </div>
      {loading && (
        <LoadDocument
          title={t('pol.load')}
          busy={load.isPending}
          error={load.error}
          happens={[t('pol.load1'), t('pol.load2'), t('pol.load3')]}
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

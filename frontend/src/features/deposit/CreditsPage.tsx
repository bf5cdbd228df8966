import { Button } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { useTerms as useWords } from '../../i18n/terms'
import { PageHead } from '../../shell/PageHead'
import { Icon } from '../../ui/Icon'
import { Empty, Loaded } from '../../ui/Loaded'
import { Panel } from '../../ui/Panel'
import { useUi } from '../../ui/strings'
import { Tag } from '../../ui/Tag'
import { When } from '../../ui/When'
import { OrganisationSelect } from '../organisation/OrganisationSelect'
import { RecordCredit } from './RecordCredit'
import { useCredits } from './queries'
import { ReliefParts } from './ReliefParts'
import { useDepositStrings } from './strings'
import type { BidderCredit } from './types'
import './deposit.css'

function CreditTable({ items }: { items: BidderCredit[] }) {
  const t = useDepositStrings()
  const terms = useWords()
  return (
    <div className="scroll-x">
      <table className="t">
        <thead>
          <tr>
            {(['firm', 'class', 'size', 'asOf', 'source', 'at'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`cred.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((credit) => (
            <tr key={credit.id}>
              <th scope="row">
                {credit.organisationName}
                <div className="s12 muted mono">{credit.creditCode}</div>
              </th>
              <td className="nowrap">
                <b>{credit.creditClass}</b> {credit.holds && <Tag tone="ok">{t('cred.holds')}</Tag>}
              </td>
              <td>{credit.firmSize ? terms(`firmSize.${credit.firmSize}`) : <span className="muted">{t('cred.unknown')}</span>}</td>
              <td className="nowrap">{credit.asOf}</td>
              <td>{credit.source}</td>
              <td className="nowrap">
                <When at={credit.recordedAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Credit and size classes of firms, as they were recorded with source and date. */
export default function CreditsPage() {
  const t = useDepositStrings()
  const ui = useUi()
  const [search, setSearch] = useSearchParams()
  const [recording, setRecording] = useState(false)
  const firm = search.get('firm') ?? undefined
  const credits = useCredits(firm)
  return (
    <>
      <PageHead
        title={t('relief.credits')}
        tags={<span className="s13 muted">{t('cred.sub')}</span>}
        actions={
          <Button type="primary" icon={<Icon name="plus" small />} onClick={() => setRecording(true)}>
            {t('cred.record')}
          </Button>
        }
      />
      <div className="stack">
        <ReliefParts />
        <div className="row wrap">
          <label htmlFor="credit-firm">{t('cred.filter')}</label>
          <div style={{ width: 320 }}>
            <OrganisationSelect id="credit-firm" kind="BIDDER" value={firm} onChange={(id) => setSearch(id ? { firm: id } : {}, { replace: true })} />
          </div>
          {firm !== undefined && <Button onClick={() => setSearch({}, { replace: true })}>{t('fig.clear')}</Button>}
        </div>
        <Loaded query={credits}>
          {(data) => {
            const items = data.pages.flatMap((page) => page.items)
            return (
              <Panel flush>
                {items.length === 0 ? (
                  <Empty icon="shield" title={t(firm === undefined ? 'cred.empty' : 'cred.noMatch')} text={t('cred.emptyText')} />
                ) : (
                  <CreditTable items={items} />
                )}
              </Panel>
            )
          }}
        </Loaded>
        {credits.hasNextPage && (
          <div>
            <Button loading={credits.isFetchingNextPage} onClick={() => void credits.fetchNextPage()}>
              {ui('more')}
            </Button>
          </div>
        )}
      </div>
      {recording && <RecordCredit firm={firm} onClose={() => setRecording(false)} />}
    </>
  )
}

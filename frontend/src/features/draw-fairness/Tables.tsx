import type { DrawFairness, ExpertUse } from '../../api/types'
import { Panel } from '../../ui/Panel'
import { Tag } from '../../ui/Tag'
import { useFairness } from './strings'

function Lead({ lead }: { lead: boolean }) {
  const t = useFairness()
  return lead ? (
    <Tag tone="yellow" icon="flag" strong>
      {t('lead')}
    </Tag>
  ) : null
}

/** @param none what is said where there is nobody to list */
export function UseTable({ title, sub, uses, none }: { title: string; sub?: string; uses: ExpertUse[]; none: string }) {
  const t = useFairness()
  return (
    <Panel flush title={title} sub={sub}>
      {uses.length === 0 ? (
        <p className="bd muted">{none}</p>
      ) : (
        <div className="scroll-x" tabIndex={0} role="region" aria-label={title}>
          <table className="t">
            <thead>
              <tr>
                <th scope="col">{t('use.code')}</th>
                <th scope="col" className="num">{t('use.served')}</th>
                <th scope="col" className="num">{t('use.calls')}</th>
                <th scope="col" className="num">{t('use.refused')}</th>
                <th scope="col" className="num">{t('use.percent')}</th>
              </tr>
            </thead>
            <tbody>
              {uses.map((use) => (
                <tr key={use.code}>
                  <th scope="row">
                    <span className="mono">{use.code}</span> <Lead lead={use.lead} />
                  </th>
                  <td className="num">{use.served}</td>
                  <td className="num">{use.calls}</td>
                  <td className="num">{use.refused}</td>
                  <td className="num">{use.refusalPercent} %</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  )
}

export function PairTable({ pairs }: { pairs: DrawFairness['pairs'] }) {
  const t = useFairness()
  return (
    <Panel flush title={t('pairs.title')} sub={t('pairs.sub')}>
      {pairs.length === 0 ? (
        <p className="bd muted">{t('pairs.none')}</p>
      ) : (
        <table className="t">
          <thead>
            <tr>
              <th scope="col">{t('pairs.a')}</th>
              <th scope="col">{t('pairs.b')}</th>
              <th scope="col" className="num">{t('bidders.meetings')}</th>
            </tr>
          </thead>
          <tbody>
            {pairs.map((pair) => (
              <tr key={pair.a + pair.b}>
                <th scope="row" className="mono">{pair.a}</th>
                <td className="mono">{pair.b}</td>
                <td className="num">
                  <Lead lead={pair.lead} /> {pair.meetings}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  )
}

export function BidderTable({ bidders }: { bidders: DrawFairness['bidders'] }) {
  const t = useFairness()
  return (
    <Panel flush title={t('bidders.title')} sub={t('bidders.sub')}>
      {bidders.length === 0 ? (
        <p className="bd muted">{t('bidders.none')}</p>
      ) : (
        <div className="scroll-x" tabIndex={0} role="region" aria-label={t('bidders.title')}>
          <table className="t">
            <thead>
              <tr>
                <th scope="col">{t('use.code')}</th>
                <th scope="col">{t('bidders.bidder')}</th>
                <th scope="col" className="num">{t('bidders.meetings')}</th>
                <th scope="col" className="num">{t('bidders.won')}</th>
              </tr>
            </thead>
            <tbody>
              {bidders.map((each) => (
                <tr key={each.expert + each.bidder}>
                  <th scope="row">
                    <span className="mono">{each.expert}</span> <Lead lead={each.lead} />
                  </th>
                  <td>{each.bidder}</td>
                  <td className="num">{each.meetings}</td>
                  <td className="num">{each.won}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  )
}

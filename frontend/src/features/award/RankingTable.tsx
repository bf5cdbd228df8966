import type { CandidateList } from '../../api/types'
import { useLanguage } from '../../i18n'
import { formatInstant, formatYuan } from '../../ui/format'
import { Panel } from '../../ui/Panel'
import { Tag } from '../../ui/Tag'
import { useAward } from './strings'

/** The ranking with every score; a rejected bid stays with its ground, page and reason. */
export function RankingTable({ list, partNames }: { list: CandidateList; partNames: Record<string, string> }) {
  const t = useAward()
  const language = useLanguage()
  const ranking = [...list.ranking].sort((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity))
  const parts = [...new Set(ranking.flatMap((r) => Object.keys(r.parts ?? {})))]
  return (
    <Panel flush title={t('ranking.title')} sub={list.reportReceivedAt && t('ranking.sub', { at: formatInstant(list.reportReceivedAt, language) })}>
      <div className="scroll-x">
        <table className="t" data-testid="ranking">
          <thead>
            <tr>
              <th scope="col">{t('ranking.rank')}</th>
              <th scope="col">{t('ranking.bidder')}</th>
              <th scope="col" className="num">{t('ranking.price')}</th>
              <th scope="col" className="num">{t('ranking.priceScore')}</th>
              {parts.map((p) => (
                <th key={p} scope="col" className="num">{partNames[p] ?? p}</th>
              ))}
              <th scope="col" className="num">{t('ranking.total')}</th>
              <th scope="col" className="num">{t('ranking.period')}</th>
              <th scope="col">{t('ranking.manager')}</th>
            </tr>
          </thead>
          <tbody>
            {ranking.map((r) => (
              <tr key={r.bidId} className={r.rejected ? 'attention' : ''}>
                <td className="b">{r.rank ?? '—'}</td>
                <th scope="row">
                  {r.bidderName}{' '}
                  {r.bidId === list.winnerBidId ? (
                    <Tag tone="ok" icon="check" strong>
                      {t('ranking.winner')}
                    </Tag>
                  ) : (
                    r.rank !== undefined && r.rank <= list.maxCandidates && !r.rejected && <Tag tone="blue">{t('ranking.candidate')}</Tag>
                  )}
                  {r.rejected && (
                    <div className="s12 muted plain">
                      <Tag tone="orange" icon="close">
                        {t('ranking.rejected')}
                      </Tag>{' '}
                      {t('ranking.rejectedWhy', { ground: r.rejected.ground ?? '', page: r.rejected.page ?? '', reason: r.rejected.reason ?? '' })}
                    </div>
                  )}
                </th>
                <td className="num">{formatYuan(r.price)}</td>
                <td className="num">{r.priceScore ?? '—'}</td>
                {parts.map((p) => (
                  <td key={p} className="num">{r.parts?.[p] ?? '—'}</td>
                ))}
                <td className="num b">{r.total ?? '—'}</td>
                <td className="num">{r.periodDays ?? '—'}</td>
                <td>{r.projectManager ?? '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

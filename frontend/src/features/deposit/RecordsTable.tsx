import { Button } from 'antd'
import { Link } from 'react-router'
import { CardLoading } from '../../ui/Loaded'
import { formatYuan } from '../../ui/format'
import { Panel } from '../../ui/Panel'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { useRecords, type FiguresBy, type FiguresFilter } from './queries'
import { useDepositStrings } from './strings'
import { sumOf } from './sums'
import type { DepositRecord } from './types'

/** The filter that leaves the records of one group alone. */
function within(by: FiguresBy, filter: FiguresFilter, key: string | undefined): FiguresFilter {
  if (key === undefined) return filter
  switch (by) {
    case 'REGION':
      return { ...filter, region: key }
    case 'PROJECT_TYPE':
      return { ...filter, projectType: key }
    case 'POLICY':
      return key === 'none' ? filter : { ...filter, policy: key }
    case 'MONTH': {
      const last = new Date(Date.UTC(Number(key.slice(0, 4)), Number(key.slice(5, 7)), 0)).getUTCDate()
      const from = `${key}-01`
      const to = `${key}-${String(last).padStart(2, '0')}`
      return { ...filter, from: filter.from !== undefined && filter.from > from ? filter.from : from, to: filter.to !== undefined && filter.to < to ? filter.to : to }
    }
  }
}

function Derivation({ record }: { record: DepositRecord }) {
  if (record.kind === 'RELEASED') return <>{record.startedOn}</>
  const asked = record.rate ? `${record.base} × ${record.rate}% = ${record.asked}` : record.asked
  return (
    <span className="s12 muted">
      {asked} × {record.percent}%
    </span>
  )
}

/** The records that a figure is the sum of, and their sum. */
export function RecordsTable({ by, filter, kind, group }: { by: FiguresBy; filter: FiguresFilter; kind: DepositRecord['kind']; group: string | undefined }) {
  const t = useDepositStrings()
  const records = useRecords(within(by, filter, group), kind)
  const items = (records.data?.pages.flatMap((page) => page.items) ?? []).filter((r) => group !== 'none' || r.policy === undefined)
  const sum = (amounts: (string | undefined)[]) => (records.hasNextPage ? '…' : sumOf(amounts))
  const firms = new Set(items.map((r) => r.creditCode)).size
  return (
    <Panel flush id="records" title={t('fig.list')} sub={`${t(kind === 'WAIVED' ? 'fig.waived' : 'fig.released')}${group ? ` · ${group === 'none' ? t('fig.none') : group}` : ''}`}>
      {records.isError && <ProblemNotice error={records.error} />}
      {records.data === undefined ? (
        !records.isError && <CardLoading />
      ) : (
        <div className="scroll-x">
          <table className="t">
            <thead>
              <tr>
                <th scope="col">{t('fig.project')}</th>
                <th scope="col">{t('fig.bidder')}</th>
                <th scope="col">{t('fig.day')}</th>
                <th scope="col">{t('fig.basis')}</th>
                <th scope="col">{t('fig.derivation')}</th>
                <th scope="col" className="num">
                  {t('fig.amount')}
                </th>
                {kind === 'RELEASED' && (
                  <>
                    <th scope="col" className="num">
                      {t('fig.interest')}
                    </th>
                    <th scope="col" className="num">
                      {t('fig.fee')}
                    </th>
                  </>
                )}
              </tr>
            </thead>
            <tbody>
              {items.map((r) => (
                <tr key={r.key}>
                  <th scope="row">
                    <Link to={`/projects/${r.projectId}/deposits?lot=${r.lotId}`}>{r.projectTitle}</Link>
                    <div className="s12 muted">
                      {r.projectCode} · {r.lotNo} · {r.region}
                    </div>
                  </th>
                  <td>
                    {r.bidderName}
                    <div className="s12 muted">{r.creditCode}</div>
                  </td>
                  <td className="num nowrap">{r.day}</td>
                  <td className="s13">
                    {r.basis ?? (r.form ? t(`form.${r.form as 'TRANSFER'}`) : '—')}
                    {r.policy && <div className="s12 muted">{r.policy}</div>}
                  </td>
                  <td>
                    <Derivation record={r} />
                  </td>
                  <td className="num">{formatYuan(r.amount)}</td>
                  {kind === 'RELEASED' && (
                    <>
                      <td className="num">{formatYuan(r.interest ?? '0.00')}</td>
                      <td className="num">{formatYuan(r.fee ?? '0.00')}</td>
                    </>
                  )}
                </tr>
              ))}
              <tr>
                <th scope="row" colSpan={5}>
                  {t('fig.sum')}
                  {kind === 'WAIVED' && !records.hasNextPage && <span className="s12 muted">　{t('fig.firms', { n: firms })}</span>}
                </th>
                <td className="num b">{sum(items.map((r) => r.amount))}</td>
                {kind === 'RELEASED' && (
                  <>
                    <td className="num b">{sum(items.map((r) => r.interest))}</td>
                    <td className="num b">{sum(items.map((r) => r.fee))}</td>
                  </>
                )}
              </tr>
            </tbody>
          </table>
          {records.hasNextPage && (
            <div className="ft">
              <Button loading={records.isFetchingNextPage} onClick={() => void records.fetchNextPage()}>
                {t('fig.more')}
              </Button>
            </div>
          )}
        </div>
      )}
    </Panel>
  )
}

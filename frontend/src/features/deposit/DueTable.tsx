import { Checkbox } from 'antd'
import { Fragment } from 'react'
import { usePick } from '../../i18n'
import { bareCitation } from '../../ui/citation'
import { Tag } from '../../ui/Tag'
import { Yuan } from './parts'
import { useDepositStrings } from './strings'
import type { Deposit } from './types'

interface DueTableProps {
  due: Deposit[]
  chosen: ReadonlySet<string>
  /** Absent for those who look on. */
  onChoose?: (chosen: ReadonlySet<string>) => void
}

/** What is due for refund, grouped by its last day, the oldest first. */
export function DueTable({ due, chosen, onChoose }: DueTableProps) {
  const t = useDepositStrings()
  const pick = usePick()
  const byDay = new Map<string, Deposit[]>()
  for (const deposit of [...due].sort((a, b) => (a.refund?.lastDay ?? '').localeCompare(b.refund?.lastDay ?? ''))) {
    const day = deposit.refund?.lastDay ?? '—'
    byDay.set(day, [...(byDay.get(day) ?? []), deposit])
  }
  const all = due.length > 0 && due.every((d) => chosen.has(d.id))
  const toggle = (ids: string[], on: boolean) => {
    const next = new Set(chosen)
    for (const id of ids) {
      if (on) next.add(id)
      else next.delete(id)
    }
    onChoose?.(next)
  }
  return (
    <div className="scroll-x">
      <table className="t">
        <thead>
          <tr>
            {onChoose && (
              <th scope="col">
                <Checkbox aria-label={t('desk.selectAll')} checked={all} indeterminate={!all && due.some((d) => chosen.has(d.id))} onChange={(e) => toggle(due.map((d) => d.id), e.target.checked)} />
              </th>
            )}
            <th scope="col">{t('desk.bidder')}</th>
            <th scope="col">{t('desk.cause')}</th>
            <th scope="col">{t('desk.form')}</th>
            <th scope="col" className="num">
              {t('desk.amount')}
            </th>
            <th scope="col" className="num">
              {t('desk.owed')}
            </th>
          </tr>
        </thead>
        <tbody>
          {[...byDay].map(([day, deposits]) => {
            const first = deposits[0]?.refund
            return (
              <Fragment key={day}>
                <tr>
                  <th scope="colgroup" colSpan={onChoose ? 6 : 5} className={`dep-day${first?.overdue ? ' late' : ''}`}>
                    {t('desk.by')} {day}{' '}
                    {first?.overdue && (
                      <Tag tone="red" icon="warning" strong>
                        {t('refund.overdue')}
                      </Tag>
                    )}{' '}
                    {first?.toVerify && <Tag tone="warm">{t('mine.toVerify')}</Tag>}{' '}
                    {first?.ruleId && (
                      <span className="s12 muted">
                        {first.ruleId} · {bareCitation(pick(first.articleZh, first.articleEn))}
                      </span>
                    )}
                  </th>
                </tr>
                {deposits.map((deposit) => (
                  <tr key={deposit.id}>
                    {onChoose && (
                      <td>
                        <Checkbox aria-label={t('desk.select', { name: deposit.bidder?.name ?? '' })} checked={chosen.has(deposit.id)} onChange={(e) => toggle([deposit.id], e.target.checked)} />
                      </td>
                    )}
                    <th scope="row">
                      {deposit.bidder?.name}
                      {deposit.account && (
                        <div className="s12 muted">
                          {deposit.account.bank} {deposit.account.number}
                        </div>
                      )}
                    </th>
                    <td>{deposit.refund && t(`cause.${deposit.refund.cause}`)}</td>
                    <td>{t(`form.${deposit.form}`)}</td>
                    <td className="num">
                      <Yuan amount={deposit.balances.held} />
                    </td>
                    <td className="num" title={pick(deposit.refund?.derivationZh, deposit.refund?.derivationEn)}>
                      <Yuan amount={deposit.refund?.fee !== '0.00' ? deposit.refund?.fee : deposit.refund.interest} />
                    </td>
                  </tr>
                ))}
              </Fragment>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

import type { ReactNode } from 'react'
import { usePick } from '../../i18n'
import { bareCitation } from '../../ui/citation'
import { formatYuan } from '../../ui/format'
import type { IconName } from '../../ui/Icon'
import { Tag, type Tone } from '../../ui/Tag'
import { When } from '../../ui/When'
import { EvidenceLink } from './EvidenceField'
import { useDepositStrings } from './strings'
import type { Deposit, DepositState } from './types'

const looks: Record<DepositState, [Tone, IconName]> = {
  REQUIRED: ['yellow', 'clock'],
  WAIVED: ['ok', 'check'],
  LODGED: ['blue', 'doc'],
  VERIFIED: ['ok', 'check'],
  HELD: ['blue', 'lock'],
  REFUND_DUE: ['orange', 'clock'],
  REFUNDED: ['ok', 'check'],
  RETAINED: ['red', 'stop'],
  DISPUTED: ['orange', 'warning'],
  REPLACED: ['plain', 'minus'],
}

export function StateTag({ state }: { state: DepositState }) {
  const t = useDepositStrings()
  const [tone, icon] = looks[state]
  return (
    <Tag tone={tone} icon={icon} strong>
      {t(`state.${state}`)}
    </Tag>
  )
}

export function Yuan({ amount }: { amount: string | undefined }) {
  return <span className="num nowrap">{formatYuan(amount)}</span>
}

/** The last day of a refund with the rule that sets it. */
export function RefundDay({ refund }: { refund: NonNullable<Deposit['refund']> }) {
  const t = useDepositStrings()
  const pick = usePick()
  return (
    <span>
      <span className="row wrap tight">
      <b className="num nowrap">{refund.lastDay ?? '—'}</b>
      {refund.overdue && (
        <Tag tone="red" icon="warning" strong>
          {t('refund.overdue')}
        </Tag>
      )}
      {refund.toVerify && <Tag tone="warm">{t('mine.toVerify')}</Tag>}
      {refund.provisional && <Tag tone="warm">{t('refund.provisional')}</Tag>}
      </span>
      {refund.ruleId && (
        <div className="s12 muted">
          {refund.ruleId} · {bareCitation(pick(refund.articleZh, refund.articleEn))}
        </div>
      )}
    </span>
  )
}

const shownMembers = ['reason', 'article', 'issuer', 'number', 'reference', 'payerName', 'payerAccount', 'derivation', 'bidderCause'] as const

/** The ledger of a deposit, line by line. */
export function History({ place, deposit, extra }: { place: { projectId: string; lotId: string }; deposit: Deposit; extra?: ReactNode }) {
  const t = useDepositStrings()
  return (
    <div className="scroll-x">
      <table className="t">
        <tbody>
          {deposit.events.map((event, i) => {
            const body = event.body as Record<string, string | undefined>
            const said = shownMembers.flatMap((name) => (body[name] ? [body[name]] : []))
            return (
              <tr key={i}>
                <th scope="row" className="nowrap">
                  {t(`event.${event.kind}`)}
                </th>
                <td className="nowrap">
                  <When at={event.at} />
                </td>
                <td className="num">{event.amount === '0.00' ? '' : formatYuan(event.amount)}</td>
                <td className="s13 muted">
                  {said.join(' · ')} {body['evidenceSha256'] && <EvidenceLink place={{ ...place, depositId: deposit.id }} sha256={body['evidenceSha256']} />}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {extra}
    </div>
  )
}

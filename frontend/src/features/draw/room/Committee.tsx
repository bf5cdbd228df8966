import { useMemo } from 'react'
import { Icon } from '../../../ui/Icon'
import { Panel } from '../../../ui/Panel'
import { Tag } from '../../../ui/Tag'
import { useCallingStrings } from '../../draw-calling/strings'
import { committeeOf, type Change, type CommitteeSeat } from '../committee'
import { codesOf } from '../ranking'
import { useDrawStrings } from '../strings'
import type { StratumResult } from '../verify/bundle'

/** Who left a seat or did not come to it, and why. */
function Changes({ seat, code }: { seat: CommitteeSeat; code: (pid: string) => string }) {
  const t = useDrawStrings()
  const calling = useCallingStrings()
  const why = (reason: string) => calling(`reason.${reason}` as 'reason.DECLINED')
  if (seat.changes.length === 0) return <span className="muted">—</span>
  return (
    <ol className="draw-changes s13">
      {seat.changes.map(({ vacated, reason, calls, seated }) => (
        <li key={vacated}>
          <span className="mono" title={vacated}>
            {code(vacated)}
          </span>{' '}
          {why(reason)}
          {(calls ?? [])
            .filter(({ outcome }) => outcome !== 'ACCEPTED')
            .map(({ pid, outcome }) => (
              <span key={pid} className="muted">
                {t('comma')}
                <span className="mono" title={pid}>
                  {code(pid)}
                </span>{' '}
                {why(outcome)}
              </span>
            ))}
          {' → '}
          {seated === undefined ? t('committee.nobody') : <span className="mono">{code(seated)}</span>}
        </li>
      ))}
    </ol>
  )
}

interface CommitteeProps {
  result: StratumResult[]
  replacements: Change[]
  /** What the board of calls says of the seats, to be held against this. */
  board?: { stratum: string; pid: string }[]
}

/** Who sits on the committee, by code: first drawn, replaced by whom and why, and at last. */
export function Committee({ result, replacements, board }: CommitteeProps) {
  const t = useDrawStrings()
  const seats = useMemo(() => committeeOf(result, replacements), [result, replacements])
  const codes = useMemo(() => codesOf([...result.flatMap(({ selected, alternates }) => [...selected.map(({ pid }) => pid), ...alternates])]), [result])
  const code = (pid: string) => codes.get(pid) ?? `E-${pid.slice(0, 4).toUpperCase()}`
  const seen = board?.map(({ stratum, pid }) => `${stratum} ${pid}`)
  const agrees = seen === undefined || seats.every(({ stratum, now }) => now === undefined || seen.includes(`${stratum} ${now}`))
  return (
    <Panel flush title={t('committee.title')} sub={t('committee.sub')}>
      {!agrees && (
        <p className="draw-none differ" role="alert">
          <Icon name="stop" small /> {t('committee.differs')}
        </p>
      )}
      <div className="scroll-x" tabIndex={0} role="region" aria-label={t('committee.title')}>
        <table className="t" data-testid="committee">
          <thead>
            <tr>
              <th scope="col">{t('committee.seat')}</th>
              <th scope="col">{t('result.stratum')}</th>
              <th scope="col">{t('committee.first')}</th>
              <th scope="col">{t('committee.changes')}</th>
              <th scope="col">{t('committee.now')}</th>
            </tr>
          </thead>
          <tbody>
            {seats.map((seat, i) => (
              <tr key={`${seat.stratum} ${seat.chosen}`}>
                <th scope="row">{i + 1}</th>
                <td>{seat.stratum}</td>
                <td className="mono" title={seat.chosen}>
                  {code(seat.chosen)}
                </td>
                <td>
                  <Changes seat={seat} code={code} />
                </td>
                <td title={seat.now}>{seat.now === undefined ? <Tag tone="orange">{t('committee.vacant')}</Tag> : <b className="mono">{code(seat.now)}</b>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

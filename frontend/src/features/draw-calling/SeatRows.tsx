import { Countdown, When } from '../../ui/When'
import { Tag, type Tone } from '../../ui/Tag'
import type { IconName } from '../../ui/Icon'
import { codeOf } from './code'
import type { Board, Filling, Seat } from './queries'
import { useCallingStrings } from './strings'

const look: Record<Seat['state'], [Tone, IconName]> = {
  OPEN: ['plain', 'minus'],
  CALLING: ['blue', 'clock'],
  CONFIRMED: ['ok', 'check'],
  VACANT: ['warm', 'right'],
  SHORT: ['orange', 'warning'],
  RELEASED: ['plain', 'close'],
}

/** Who was passed on the way to filling a seat: the one who left, then every alternate who did not come. */
function passed(fillings: Filling[]): { pid: string; reason: Filling['reason']; at?: string }[] {
  return fillings.flatMap((filling) => [
    { pid: filling.vacated, reason: filling.reason },
    ...filling.calls.filter(({ outcome }) => outcome !== 'ACCEPTED').map(({ pid, t, outcome }) => ({ pid, reason: outcome as Filling['reason'], at: t })),
  ])
}

function Passed({ pid, reason, at, stratum }: { pid: string; reason: Filling['reason']; at?: string; stratum: string }) {
  const t = useCallingStrings()
  return (
    <li className="calling-seat passed">
      <span className="calling-no" aria-hidden="true">
        —
      </span>
      <span className="calling-who">
        <b className="mono" title={t('board.code', { pid })}>
          {codeOf(pid)}
        </b>
        <small>
          {stratum}
          {at !== undefined && (
            <>
              {' · '}
              <When at={at} style="time" />
            </>
          )}
        </small>
      </span>
      <Tag tone="warm" icon="right">
        {t('replaced', { reason: t(`reason.${reason}`) })}
      </Tag>
    </li>
  )
}

function SeatRow({ seat }: { seat: Seat }) {
  const t = useCallingStrings()
  const [tone, icon] = look[seat.state]
  const pid = seat.call?.pid ?? seat.pid
  const where = [seat.stratum, seat.venue, seat.city, seat.place].filter((each) => each !== undefined && each !== '')
  const tries = seat.call?.tries.map(({ channel, state }) => `${t(`channel.${channel}`)}${t(`try.${state}`)}`).join('、')
  return (
    <li className={`calling-seat ${seat.state.toLowerCase()}`} aria-label={t('seat.aria', { n: seat.no })}>
      <span className="calling-no">{seat.no}</span>
      <span className="calling-who">
        <b className="mono" title={t('board.code', { pid })}>
          {codeOf(pid)}
        </b>
        <small title={tries}>
          {where.join(' · ')}
          {' · '}
          {seat.call?.endsAt === undefined ? (
            <When at={seat.since} style="time" />
          ) : (
            <>
              {t('board.left')} <Countdown to={seat.call.endsAt} />
            </>
          )}
        </small>
      </span>
      <Tag tone={tone} icon={icon} {...(tries !== undefined && { title: tries })}>
        {t(`seat.${seat.state}`)}
      </Tag>
    </li>
  )
}

/** The seats in their order; before each, those who were called for it and did not come. */
export function SeatRows({ board }: { board: Board }) {
  return (
    <ol className="calling-seats">
      {board.seats.map((seat) => [
        ...passed(board.replacements.filter((each) => each.seat === seat.no)).map((each, i) => <Passed key={`${seat.no} ${i}`} stratum={seat.stratum} {...each} />),
        <SeatRow key={seat.no} seat={seat} />,
      ])}
    </ol>
  )
}

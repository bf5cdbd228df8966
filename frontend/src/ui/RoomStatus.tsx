import type { RoomEnd, RoomState, RoomView } from '../api/room'
import { useTerms } from '../i18n/terms'
import type { IconName } from './Icon'
import { useUi } from './strings'
import { Tag, type Tone } from './Tag'

const stateLook: Record<Exclude<RoomState, 'ended'>, [Tone, IconName]> = {
  connecting: ['plain', 'clock'],
  'catching-up': ['plain', 'clock'],
  live: ['ok', 'check'],
  reconnecting: ['orange', 'warning'],
}

const endLook: Record<RoomEnd, [Tone, IconName]> = {
  closed: ['plain', 'lock'],
  'login-ended': ['red', 'stop'],
  'not-admitted': ['red', 'stop'],
  defect: ['red', 'stop'],
}

/** How the line to a room is: a word and a shape, said aloud when it changes; what to do is in the title. */
export function RoomStatus({ room }: { room: Pick<RoomView, 'state' | 'end'> }) {
  const t = useUi()
  const [tone, icon] = room.state === 'ended' ? endLook[room.end ?? 'defect'] : stateLook[room.state]
  const key = room.state === 'ended' ? (room.end ?? 'defect') : room.state
  return (
    <span role="status" aria-live="polite" className="room-status">
      <Tag tone={tone} icon={icon} title={t(`room.${key}.detail`)}>
        {t(`room.${key}`)}
      </Tag>
    </span>
  )
}

/** Who is in the room now, as counts by side. */
export function RoomPresence({ room }: { room: Pick<RoomView, 'state' | 'presence'> }) {
  const t = useUi()
  const terms = useTerms()
  if (room.presence.length === 0) {
    return <span className="room-presence">{t(room.state === 'live' ? 'room.nobody' : 'room.presenceUnknown')}</span>
  }
  return (
    <ul className="room-presence" aria-label={t('room.presence')}>
      {room.presence.map(({ side, people }) => (
        <li key={side}>
          <Tag icon="people">{t('room.people', { side: terms(`role.${side}`), n: people })}</Tag>
        </li>
      ))}
    </ul>
  )
}

import type { AuditEntry } from '../../api/types'
import { actorCode, useActor } from './names'
import { useAuditStrings } from './strings'

/** Role and masked name, and beside them what tells people of like names apart; where it is narrow the name gives way. */
export function ActorName({ entry }: { entry: AuditEntry }) {
  const t = useAuditStrings()
  const actor = useActor()
  return (
    <span className="actor" title={t('actorCodeHint')}>
      <span className="who">{actor(entry)}</span>
      {entry.actorRef && <span className="code"> · {t('actorCode', { code: actorCode(entry) })}</span>}
    </span>
  )
}

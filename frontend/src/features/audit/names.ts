import type { AuditEntry, Role } from '../../api/types'
import { useTerms } from '../../i18n/terms'
import { useAuditStrings } from './strings'

/** What a kind of entry is called; its code where it has no name yet. */
export function useKindName(): (kind: string) => string {
  const t = useAuditStrings()
  return (kind) => {
    const key = `kind.${kind}` as 'kind.audit.read'
    const name = t(key)
    return name === key ? kind : name
  }
}

export function useFieldName(): (field: string) => string {
  const t = useAuditStrings()
  return (field) => {
    const key = `field.${field}` as 'field.title'
    const name = t(key)
    return name === key ? field : name
  }
}

export function useRoleName(): (role: string) => string {
  const terms = useTerms()
  return (role) => {
    const name = terms(`role.${role as Role}`)
    return name.startsWith('role.') ? role : name
  }
}

/**
 * Tells people apart whose masked names look alike: the head of the pseudonym that the record itself gives, which is one
 * person's throughout a project and nobody's in another.
 */
export function actorCode(entry: AuditEntry): string {
  return entry.actorRef.slice(0, 4)
}

/** Who took the step, as far as it may be shown: role and masked name. */
export function useActor(): (entry: AuditEntry) => string {
  const roleName = useRoleName()
  return (entry) => [roleName(entry.actorRole), entry.actorName].filter(Boolean).join(' · ')
}

/** The venue from which a step was taken, where the record says so. */
export function venueOf(entry: AuditEntry): string | undefined {
  const record = entry.record as { venue?: unknown; body?: { venue?: unknown } }
  const venue = record.venue ?? record.body?.venue
  return typeof venue === 'string' ? venue : undefined
}

/** What the step was done to, in words. */
export function objectsOf(entry: AuditEntry): string {
  const docs = ((entry.record as { docs?: { name: string }[] }).docs ?? []).map((doc) => doc.name)
  return [...(entry.objects ?? []).map((object) => object.name), ...docs].join('、')
}

import type { AuditEntry } from '../../api/types'

/** One field of a thing, before and after; undefined where there was, or is, nothing. */
export interface Change {
  field: string
  before: string | undefined
  after: string | undefined
}

export interface Comparison {
  changed: Change[]
  same: number
}

type Values = Record<string, unknown>

function body(entry: AuditEntry): Values {
  return ((entry.record as Values)['body'] as Values | undefined) ?? {}
}

function text(value: unknown): string | undefined {
  if (value === undefined) return undefined
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function between(before: Values, after: Values): Comparison {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const all = fields.map((field) => ({ field, before: text(before[field]), after: text(after[field]) }))
  const changed = all.filter((change) => change.before !== change.after)
  return { changed, same: all.length - changed.length }
}

/** Members that say which record or version it is, and not what it sets. */
const counters = ['version', 'changed']

/** What an entry itself says it has changed; undefined where it does not. */
export function ownChanges(entry: AuditEntry): Comparison | undefined {
  const said = body(entry)
  if (said['was'] !== undefined || said['set'] !== undefined) {
    return between((said['was'] ?? {}) as Values, (said['set'] ?? {}) as Values)
  }
  if (entry.kind === 'addendum.issue') return between({ bidDeadline: said['oldDeadline'] }, { bidDeadline: said['newDeadline'] })
  return undefined
}

/** What differs between two entries that set the same thing. */
export function changesBetween(before: AuditEntry, after: AuditEntry): Comparison {
  const flat = (entry: AuditEntry): Values => {
    const values = { ...body(entry) }
    for (const member of counters) delete values[member]
    const inner = values['values']
    if (typeof inner === 'object' && inner !== null) {
      delete values['values']
      Object.assign(values, inner)
    }
    return values
  }
  // What is taken away keeps nothing of what it was.
  if (after.kind.endsWith('.remove')) return between(flat(before), {})
  return between(flat(before), flat(after))
}

/** Kinds of entries that may set what another one set before. */
const setting = ['project.update', 'lot.update', 'lot.remove', 'open.read', 'open.parameters', 'eval.price', 'eval.report', 'document.remove']

export function mayFollowAnother(entry: AuditEntry): boolean {
  return setting.includes(entry.kind)
}

/** The part in the middle in which two texts differ. */
export function middle(before: string, after: string): { start: string; before: string; after: string; end: string } {
  let from = 0
  const most = Math.min(before.length, after.length)
  while (from < most && before[from] === after[from]) from++
  let back = 0
  while (back < most - from && before[before.length - 1 - back] === after[after.length - 1 - back]) back++
  return {
    start: before.slice(0, from),
    before: before.slice(from, before.length - back),
    after: after.slice(from, after.length - back),
    end: before.slice(before.length - back),
  }
}

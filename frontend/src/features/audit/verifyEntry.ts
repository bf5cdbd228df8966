import { hexToBytes } from '@noble/hashes/utils.js'
import type { AuditEntry } from '../../api/types'
import { canonical, commit } from './commitment'
import { log } from './log'
import { findingText, isFailure } from './verify/findings'
import type { Policy } from './verify/policy'
import { verifyRecord, type RecordVerdict } from './verify/verify'

/**
 * What this browser found: the record leads to a checkpoint that the policy accepts; something does not agree; or nothing
 * disagrees, and the log was not asked, so that the server has only agreed with itself.
 */
export type Verdict =
  | { state: 'proved'; proof: RecordVerdict }
  | { state: 'open'; why: 'waiting' | 'policy' | 'log'; value: string }
  | { state: 'wrong'; fault: 'commitment' | 'leaf' | 'noSalt' | 'error' | 'log' | 'shown'; value: string }

interface RecordShape {
  id?: string
  kind?: string
  t?: string
  rule?: string
  actor?: { ref?: string; role?: string }
  obj?: string[]
}

/** What is shown beside the record and is not what the record says; names of persons and objects are no part of a record. */
export function shownOtherwise(entry: AuditEntry): string | undefined {
  const record = entry.record as RecordShape
  const pairs: [string, unknown, unknown][] = [
    ['id', entry.id, record.id],
    ['kind', entry.kind, record.kind],
    ['t', Date.parse(entry.at), Date.parse(record.t ?? '')],
    ['rule', entry.ruleSet, record.rule],
    ['actor.role', entry.actorRole, record.actor?.role],
    ['actor.ref', entry.actorRef, record.actor?.ref],
  ]
  const other = pairs.find(([, shown, recorded]) => shown !== recorded)
  if (other !== undefined) return other[0]
  return (entry.objects ?? []).some(({ ref }) => !(record.obj ?? []).includes(ref)) ? 'obj' : undefined
}

/**
 * Recomputes in this browser what the log holds of a record, holds what is shown to it, and follows it through the public
 * tiles to a checkpoint that the policy accepts.
 */
export async function verifyEntry(entry: AuditEntry, policy: Policy | undefined, language: 'zh' | 'en'): Promise<Verdict> {
  if (entry.salt === undefined) return { state: 'wrong', fault: 'noSalt', value: '' }
  try {
    const computed = await commit(entry.record, entry.salt)
    if (computed.commitment !== entry.commitment) return { state: 'wrong', fault: 'commitment', value: computed.commitment }
    if (computed.leafHash !== entry.leafHash) return { state: 'wrong', fault: 'leaf', value: computed.leafHash }
    const other = shownOtherwise(entry)
    if (other !== undefined) return { state: 'wrong', fault: 'shown', value: other }
    if (entry.index === undefined) return { state: 'open', why: 'waiting', value: '' }
    if (policy === undefined) return { state: 'open', why: 'policy', value: '' }
    const proof = await verifyRecord(canonical(entry.record), hexToBytes(entry.salt), { log, index: entry.index }, policy)
    const failed = proof.findings.find(isFailure)
    if (failed) return { state: 'wrong', fault: 'log', value: findingText(failed, language) }
    const [unchecked] = proof.findings
    return unchecked === undefined ? { state: 'proved', proof } : { state: 'open', why: 'log', value: findingText(unchecked, language) }
  } catch (cause) {
    return { state: 'wrong', fault: 'error', value: cause instanceof Error ? cause.message : String(cause) }
  }
}

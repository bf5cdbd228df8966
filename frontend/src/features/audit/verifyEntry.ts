import { hexToBytes } from '@noble/hashes/utils.js'
import type { AuditEntry } from '../../api/types'
import { canonical, commit } from './commitment'
import { log } from './log'
import { findingText, isFailure } from './verify/findings'
import type { Policy } from './verify/policy'
import { verifyRecord, type RecordVerdict } from './verify/verify'

export type Verdict = { ok: true; proof?: RecordVerdict } | { ok: false; fault: 'commitment' | 'leaf' | 'noSalt' | 'error' | 'log'; value: string }

/**
 * Recomputes in this browser what the log holds of a record, and follows it through the public tiles to a checkpoint
 * that the policy accepts. A record that still waits for its place is checked against its commitment alone.
 */
export async function verifyEntry(entry: AuditEntry, policy: Policy | undefined, language: 'zh' | 'en'): Promise<Verdict> {
  if (entry.salt === undefined) return { ok: false, fault: 'noSalt', value: '' }
  try {
    const computed = await commit(entry.record, entry.salt)
    if (computed.commitment !== entry.commitment) return { ok: false, fault: 'commitment', value: computed.commitment }
    if (computed.leafHash !== entry.leafHash) return { ok: false, fault: 'leaf', value: computed.leafHash }
    if (entry.index === undefined || policy === undefined) return { ok: true }
    const proof = await verifyRecord(canonical(entry.record), hexToBytes(entry.salt), { log, index: entry.index }, policy)
    const failed = proof.findings.find(isFailure)
    if (failed) return { ok: false, fault: 'log', value: findingText(failed, language) }
    return proof.findings.length > 0 ? { ok: true } : { ok: true, proof }
  } catch (cause) {
    return { ok: false, fault: 'error', value: cause instanceof Error ? cause.message : String(cause) }
  }
}

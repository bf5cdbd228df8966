import { bytesToHex } from '@noble/hashes/utils.js'
import { base64, equal, hash, utf8 } from './bytes'
import { finding, Refused, type Finding } from './findings'
import { followInclusion, isConsistent, leafHash, type PathStep } from './merkle'
import type { Checkpoint } from './note'
import { checkCheckpoint, type Policy, type SealedCheckpoint } from './policy'
import { parseReceipt } from './receipt'
import { readCheckpoint, TileTree, type LogFiles } from './tiles'

const SALT_BYTES = 32
const LABEL = utf8('GP/entry\0')

/** What ties a record to the log: its receipt, or its index and the tiles themselves. */
export type Evidence = { receipt: Uint8Array; name?: string } | { log: LogFiles; index: number }

/** What a browser has found out about one record by itself. */
export interface RecordVerdict {
  /** Empty when the record is in the log under a checkpoint that the policy accepts. */
  findings: Finding[]
  /** Hex. */
  commitment: string
  /** Hex. */
  leaf: string
  /** The path from the leaf to the root, when it has been followed to the signed root. */
  path: PathStep[]
  index?: number
  sealed?: SealedCheckpoint
}

/** `SHA-256("GP/entry\0" ‖ salt ‖ record)` in hex. */
export function commitmentOf(record: Uint8Array, salt: Uint8Array): string {
  return bytesToHex(hash(LABEL, salt, record))
}

/** The public entry of a commitment. */
export function entryOf(commitment: string): Uint8Array {
  return utf8(`{"c":"${commitment}","v":1}`)
}

/**
 * Checks that a record is in the log: commitment, entry and leaf are computed from record and salt, the path is followed
 * to the root, and the root must be signed and cosigned as the policy asks. The server is believed nothing: from a
 * receipt or from the tiles come only hashes, which lead to the signed root or do not.
 *
 * @param record the bytes of the record (RFC 8785), or their text
 * @param salt 32 bytes
 */
export async function verifyRecord(
  record: Uint8Array | string,
  salt: Uint8Array,
  evidence: Evidence,
  policy: Policy,
): Promise<RecordVerdict> {
  const commitment = commitmentOf(typeof record === 'string' ? utf8(record) : record, salt)
  const leaf = leafHash(entryOf(commitment))
  const verdict: RecordVerdict = { findings: [], commitment, leaf: bytesToHex(leaf), path: [] }
  try {
    if (salt.length !== SALT_BYTES) throw new Refused('record.salt', 'record')
    if ('receipt' in evidence) followReceipt(verdict, leaf, evidence.receipt, evidence.name ?? 'receipt', policy)
    else await followTiles(verdict, leaf, evidence.log, evidence.index, policy)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    verdict.findings.push(error.finding)
  }
  return verdict
}

/** Checks a receipt by what it carries itself, as `./gongping verify` does; answers the record that it opens. */
export async function verifyReceipt(
  receipt: Uint8Array,
  policy: Policy,
  name = 'receipt',
): Promise<RecordVerdict & { record?: Uint8Array }> {
  try {
    const { opening } = parseReceipt(receipt, name)
    if (opening === undefined) throw new Refused('receipt.extra', name)
    const verdict = await verifyRecord(opening.record, opening.salt, { receipt, name }, policy)
    return verdict.findings.length === 0 ? { ...verdict, record: opening.record } : verdict
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { findings: [error.finding], commitment: '', leaf: '', path: [] }
  }
}

function followReceipt(verdict: RecordVerdict, leaf: Uint8Array, bytes: Uint8Array, name: string, policy: Policy) {
  const receipt = parseReceipt(bytes, name)
  verdict.index = receipt.index
  verdict.sealed = checkCheckpoint(policy, receipt.checkpoint, name)
  follow(verdict, leaf, receipt.index, receipt.proof, name)
}

async function followTiles(verdict: RecordVerdict, leaf: Uint8Array, log: LogFiles, index: number, policy: Policy) {
  verdict.index = index
  verdict.sealed = checkCheckpoint(policy, await readCheckpoint(log), 'checkpoint')
  const { size } = verdict.sealed.checkpoint
  if (index >= size) throw new Refused('entry.pending', 'checkpoint', [], index)
  const tree = new TileTree(log, size)
  if (!equal(await tree.entry(index), entryOf(verdict.commitment))) {
    throw new Refused('entry.record', 'entries', [], index)
  }
  follow(verdict, leaf, index, await tree.inclusionProof(index), 'tile')
}

function follow(verdict: RecordVerdict, leaf: Uint8Array, index: number, proof: Uint8Array[], name: string) {
  const checkpoint = verdict.sealed?.checkpoint
  const path = checkpoint && followInclusion(index, checkpoint.size, leaf, proof)
  if (path === undefined || !equal(path.root, checkpoint?.root ?? leaf)) {
    throw new Refused('receipt.inclusion', name, [], index)
  }
  verdict.path = path.steps
}

/**
 * Checks that a log extends what was last seen of it, by the tiles alone.
 *
 * @param last the checkpoint that this browser remembers, of the same origin
 * @param now a checkpoint that the policy accepts
 */
export async function verifyExtension(last: Checkpoint, now: Checkpoint, log: LogFiles): Promise<Finding[]> {
  if (now.size < last.size) return [finding('log.shrunk', 'checkpoint', [last.size, now.size])]
  if (now.size === last.size) {
    const details = [now.size, base64(last.root), base64(now.root)]
    return equal(last.root, now.root) ? [] : [finding('log.forked', 'checkpoint', details)]
  }
  if (last.size === 0) return []
  try {
    const proof = await new TileTree(log, now.size).consistencyProof(last.size)
    const holds = isConsistent(last.size, last.root, now.size, now.root, proof)
    return holds ? [] : [finding('log.inconsistent', 'checkpoint', [last.size])]
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return [error.finding]
  }
}

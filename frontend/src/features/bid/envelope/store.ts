import { database, keepForGood } from '../../../crypto/database'
import type { BidKey, BidKeyFile } from './bidKey'
import type { EnvelopeKind } from './format'

const KEYS = 'keys'
const SEALED = 'sealed'
const MACHINE = 'machine'
const within = database('gongping-bid', [KEYS, SEALED, MACHINE])

export interface KeptKey {
  key: BidKey
  file?: BidKeyFile
  madeAt: number
}

/**
 * An envelope that this browser has sealed and keeps as a file until it is replaced. Without what the summary says: a
 * price stands nowhere in the clear.
 */
export interface SealedRecord {
  creditCode: string
  projectId: string
  lotId: string
  kind: EnvelopeKind
  /** Name of the file in the private file system. */
  path: string
  sealedAt: number
  size: number
  sha256: string
  /** Text of the header. */
  header: string
  files: { name: string; size: number }[]
  /** Where the upload goes on; missing until it has begun. */
  uploadUrl?: string
  uploaded?: boolean
  /** Stopped by a person: it does not go on by itself. */
  paused?: boolean
  /** Submission in which it stands. */
  submissionId?: string
}

type Owner = Pick<SealedRecord, 'creditCode' | 'projectId' | 'lotId'>

/** All keys that begin so. */
function beginning(prefix: string): IDBKeyRange {
  return IDBKeyRange.bound(`${prefix}/`, `${prefix}/\uffff`)
}

export async function keepBidKey(kept: KeptKey): Promise<void> {
  const { tender, creditCode, key } = kept.key
  await keepForGood()
  await within(KEYS, 'readwrite', (store) => store.put(kept, `${tender}/${creditCode}/${key}`))
}

/** The keys of an organisation for a tender, the newest first; older ones stay, for what was sealed to them. */
export async function keptBidKeys(tender: string, creditCode: string): Promise<KeptKey[]> {
  const range = beginning(`${tender}/${creditCode}`)
  const kept = await within(KEYS, 'readonly', (store) => store.getAll(range) as IDBRequest<KeptKey[]>)
  return kept.sort((a, b) => b.madeAt - a.madeAt)
}

function idOf({ creditCode, projectId, lotId }: Owner): string {
  return `${creditCode}/${projectId}/${lotId}`
}

export async function keepSealed(record: SealedRecord): Promise<void> {
  await within(SEALED, 'readwrite', (store) => store.put(record, `${idOf(record)}/${record.kind}/${record.path}`))
}

/** Changes a record that is still there. */
export async function noteOnSealed(record: SealedRecord, change: Partial<SealedRecord>): Promise<void> {
  const now = (await sealedRecords(record)).find(({ path }) => path === record.path)
  if (now !== undefined) await keepSealed({ ...now, ...change })
}

/** What this browser has sealed for a lot: what stands in a submission, and what is still to be submitted. */
export async function sealedRecords(owner: Owner): Promise<SealedRecord[]> {
  const range = beginning(idOf(owner))
  return within(SEALED, 'readonly', (store) => store.getAll(range) as IDBRequest<SealedRecord[]>)
}

export async function allSealedRecords(): Promise<SealedRecord[]> {
  return within(SEALED, 'readonly', (store) => store.getAll() as IDBRequest<SealedRecord[]>)
}

export async function forgetSealed(record: SealedRecord): Promise<void> {
  await within(SEALED, 'readwrite', (store) => store.delete(`${idOf(record)}/${record.kind}/${record.path}`))
}

/** A random name of this browser, made when it first takes part in a bid. */
export async function machineId(): Promise<string> {
  const kept = await within(MACHINE, 'readonly', (store) => store.get('id') as IDBRequest<string | undefined>)
  if (kept !== undefined) return kept
  const made = crypto.randomUUID()
  await within(MACHINE, 'readwrite', (store) => store.put(made, 'id'))
  return made
}

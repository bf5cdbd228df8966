import { bytesToHex } from '@noble/hashes/utils.js'
import { database, keepForGood } from '../../../crypto/database'
import type { KeyFile } from './keyFile'
import type { PartyKeys } from './keys'

const DATABASE = 'gongping-draw'
const KEYS = 'keys'
const CONTRIBUTIONS = 'contributions'

/** Keys as this browser keeps them; the private halves cannot be read out of it. */
export interface KeptKeys {
  keys: PartyKeys
  /** The file under a password, when one was made. */
  file?: KeyFile
}

/** A contribution as this browser keeps it until it is revealed: sealed to the party's own sealing key. */
export interface KeptContribution {
  sealed: Uint8Array
  /** Hex. */
  commit: string
}

const within = database(DATABASE, [KEYS, CONTRIBUTIONS])

function keyId(tender: string, party: string, signingKey: string): string {
  return `${tender}/${party}/${signingKey}`
}

/** Keeps keys under their tender and party; older ones stay, since a draw may still run under them. */
export async function keepKeys(kept: KeptKeys): Promise<void> {
  const { tender, party, signingKey } = kept.keys
  await keepForGood()
  await within(KEYS, 'readwrite', (store) => store.put(kept, keyId(tender, party, bytesToHex(signingKey))))
}

/** @param signingKey hex */
export async function keptKeys(tender: string, party: string, signingKey: string): Promise<KeptKeys | undefined> {
  return within(KEYS, 'readonly', (store) => store.get(keyId(tender, party, signingKey)) as IDBRequest<KeptKeys | undefined>)
}

/** The first contribution that is kept for a draw stands: what comes later is not written. */
export async function keepContribution(drawId: string, party: string, kept: KeptContribution): Promise<void> {
  await within(CONTRIBUTIONS, 'readwrite', (store) => store.add(kept, `${drawId}/${party}`))
}

export async function keptContribution(drawId: string, party: string): Promise<KeptContribution | undefined> {
  return within(CONTRIBUTIONS, 'readonly', (store) => store.get(`${drawId}/${party}`) as IDBRequest<KeptContribution | undefined>)
}

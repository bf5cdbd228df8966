import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import { utf8 } from '../../audit/verify/bytes'
import { bytesSource, type Summary } from './format'
import { readEnvelope } from './header'
import { openAsBidder, openContent } from './open'
import { sealEnvelope, type FileToSeal, type Randomness, type Sealed, type ToSeal } from './seal'

/** For tests and vectors alone: an X25519 pair from its private half. */
export async function pairOf(privateKey: Uint8Array): Promise<{ pair: CryptoKeyPair; key: string }> {
  const pkcs8 = concatBytes(hexToBytes('302e020100300506032b656e04220420'), privateKey)
  const extractable = await crypto.subtle.importKey('pkcs8', Uint8Array.from(pkcs8), { name: 'X25519' }, true, ['deriveBits'])
  const { x } = await crypto.subtle.exportKey('jwk', extractable)
  const raw = Uint8Array.from(atob(x!.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0))
  const publicKey = await crypto.subtle.importKey('raw', raw, { name: 'X25519' }, true, [])
  return { pair: { privateKey: extractable, publicKey }, key: bytesToHex(raw) }
}

/** 32 bytes that a name gives. */
export function seeded(name: string): Uint8Array {
  return sha256(utf8(name))
}

/** Bytes with a pattern that no chunk repeats. */
export function pattern(length: number, seed = 1): Uint8Array {
  const bytes = new Uint8Array(length)
  let state = seed
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    bytes[i] = state >>> 24
  }
  return bytes
}

export function file(name: string, bytes: Uint8Array): FileToSeal {
  return { name, source: bytesSource(bytes) }
}

export const summary: Summary = { price: '12345678.90', periodDays: 365, projectManager: '王建国' }

export interface SealedBytes extends Sealed {
  bytes: Uint8Array
}

export async function sealed(what: ToSeal, randomness?: Randomness): Promise<SealedBytes> {
  const parts: Uint8Array[] = []
  const done = await sealEnvelope(what, (bytes) => void parts.push(Uint8Array.from(bytes)), randomness && { randomness })
  return { ...done, bytes: concatBytes(...parts) }
}

/** Opens as the bidder does; the contents of the files. */
export async function openedBy(pair: CryptoKeyPair, bytes: Uint8Array): Promise<Uint8Array[]> {
  const envelope = await readEnvelope(bytesSource(bytes))
  const parts: Uint8Array[][] = []
  const take = (at: number, piece: Uint8Array) => void (parts[at] ??= []).push(Uint8Array.from(piece))
  const manifest = await openContent(envelope, await openAsBidder(envelope.header, pair), take)
  return manifest.files.map((_, at) => concatBytes(...(parts[at] ?? [])))
}

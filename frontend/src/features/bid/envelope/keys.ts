import { expand, extract } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import { hash, utf8 } from '../../audit/verify/bytes'
import { KEY_BYTES, LABEL } from './format'

export interface ContentKeys {
  chunks: CryptoKey
  commit: Uint8Array
  salt: Uint8Array
}

/**
 * What comes out of a content key.
 *
 * @param id hex
 */
export async function contentKeys(contentKey: Uint8Array, id: string): Promise<ContentKeys> {
  const prk = extract(sha256, contentKey, LABEL)
  const derive = (label: string) => expand(sha256, prk, concatBytes(utf8(label), hexToBytes(id)), KEY_BYTES)
  const chunks = await crypto.subtle.importKey('raw', Uint8Array.from(derive('key')), 'AES-GCM', false, ['encrypt', 'decrypt'])
  return { chunks, commit: derive('commit'), salt: derive('salt') }
}

/** Commitment to what is inside. */
export function plainOf(salt: Uint8Array, manifest: Uint8Array): Uint8Array {
  return hash(utf8('GPE1/plain\0'), salt, manifest)
}

/** Nonce and associated data of a chunk. */
export function chunkParameters(headerDigest: Uint8Array, index: number, last: boolean) {
  const iv = new Uint8Array(12)
  new DataView(iv.buffer).setUint32(8, index)
  const additionalData = Uint8Array.from(concatBytes(headerDigest, Uint8Array.of(last ? 1 : 0)))
  return { name: 'AES-GCM', iv, additionalData }
}

export function headerDigestOf(headerBytes: Uint8Array): Uint8Array {
  return hash(utf8('GPE1/header\0'), headerBytes)
}

export function bidderInfo(core: Uint8Array): Uint8Array {
  return concatBytes(utf8('GPE1/bidder\0'), core)
}

export function shareInfo(core: Uint8Array, number: number): Uint8Array {
  return concatBytes(utf8('GPE1/share\0'), core, Uint8Array.of(number))
}

/** @param id hex */
export function checkOf(id: string, share: Uint8Array): Uint8Array {
  return hash(utf8('GPE1/check\0'), hexToBytes(id), share)
}

import { concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import { utf8 } from '../../audit/verify/bytes'
import { CHUNK_BYTES, type EnvelopeReason, type Manifest } from './format'
import { prefixOf, type Expected } from './header'
import { chunkParameters, contentKeys, headerDigestOf } from './keys'

/** The vectors of `core/src/test/resources/envelope`; their README says how an envelope is built from them. */

export type Run = { hex: string } | { byte: number; count: number }

export interface Recipe {
  header: string
  key: string
  content: Run[]
}

export interface ValidVector extends Recipe {
  name: string
  size: number
  sha256: string
  bidder: string
  creditCode: string
  shares?: Record<string, string>
  manifest: Manifest
}

/** How the bytes of an invalid envelope come about. */
export interface Made {
  of?: string
  rehead?: string
  cut?: number
  append?: string
  edits?: { at: number; hex: string }[]
  flip?: number[]
  head?: string
  zeros?: number
  made?: Recipe
}

export interface By {
  expect?: Expected
  key?: string
  opener?: string
  holder?: string
  shares?: string[]
}

export interface InvalidVector extends By {
  name: string
  reason: EnvelopeReason
  envelope: Made
  sha256?: string
}

export interface Vectors {
  format: 'gongping-envelope-vectors/1'
  keys: Record<string, { private: string; public: string }>
  valid: ValidVector[]
  invalid: InvalidVector[]
}

export function filled(run: Run): Uint8Array {
  return 'hex' in run ? hexToBytes(run.hex) : new Uint8Array(run.count).fill(run.byte)
}

/** Prefix, header and chunks, without a look at what they hold. */
export async function cooked({ header, key, content }: Recipe): Promise<Uint8Array> {
  const bytes = utf8(header)
  const { chunks } = await contentKeys(hexToBytes(key), (JSON.parse(header) as { id: string }).id)
  const plain = concatBytes(...content.map(filled))
  const parts = [prefixOf(bytes)]
  for (let at = 0; at < plain.length; at += CHUNK_BYTES) {
    const parameters = chunkParameters(headerDigestOf(bytes), at / CHUNK_BYTES, at + CHUNK_BYTES >= plain.length)
    parts.push(new Uint8Array(await crypto.subtle.encrypt(parameters, chunks, plain.slice(at, at + CHUNK_BYTES))))
  }
  return concatBytes(...parts)
}

export async function built(made: Made, valid: ValidVector[]): Promise<Uint8Array> {
  if (made.head !== undefined) return concatBytes(prefixOf(hexToBytes(made.head)), new Uint8Array(made.zeros ?? 0))
  if (made.made !== undefined) return cooked(made.made)
  const base = valid.find(({ name }) => name === made.of)!
  let bytes = await cooked(base)
  if (made.rehead !== undefined) bytes = concatBytes(prefixOf(utf8(made.rehead)), bytes.subarray(24 + utf8(base.header).length))
  for (const { at, hex } of made.edits ?? []) bytes.set(hexToBytes(hex), at)
  for (const at of made.flip ?? []) bytes[at]! ^= 1
  if (made.cut !== undefined) bytes = bytes.slice(0, made.cut < 0 ? bytes.length + made.cut : made.cut)
  return made.append === undefined ? bytes : concatBytes(bytes, hexToBytes(made.append))
}

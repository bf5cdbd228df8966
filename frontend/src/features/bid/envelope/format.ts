import { utf8 } from '../../audit/verify/bytes'

/** `gongping-envelope/1` and a line feed, which every envelope begins with. */
export const MAGIC = utf8('gongping-envelope/1\n')
export const LABEL = utf8('gongping-envelope/1')
export const PREFIX_BYTES = MAGIC.length + 4
export const CHUNK_BYTES = 1 << 20
export const TAG_BYTES = 16
export const PAD_BYTES = 1 << 16
export const MOST_HEADER_BYTES = 1 << 16
export const MOST_CONTENT_BYTES = 2 ** 42
export const MOST_MANIFEST_BYTES = CHUNK_BYTES - 4
export const MOST_FILES = 200
export const MOST_NAME_LENGTH = 200
export const KEY_BYTES = 32

export const envelopeKinds = ['qualification', 'technical', 'price'] as const
export type EnvelopeKind = (typeof envelopeKinds)[number]

export const firmSizes = ['LARGE', 'MEDIUM', 'SMALL', 'MICRO'] as const

/** Why an envelope is refused; the words are those of docs/envelope.md. */
export type EnvelopeReason =
  | 'magic'
  | 'header-length'
  | 'header-json'
  | 'header-member'
  | 'header-limit'
  | 'tender'
  | 'lot'
  | 'kind'
  | 'bidder'
  | 'size'
  | 'commit'
  | 'chunk'
  | 'plain'
  | 'manifest'
  | 'padding'
  | 'file-digest'
  | 'box'
  | 'share'

export class EnvelopeRefused extends Error {
  readonly reason: EnvelopeReason

  constructor(reason: EnvelopeReason, detail: string) {
    super(`${reason}: ${detail}`)
    this.name = 'EnvelopeRefused'
    this.reason = reason
  }
}

export interface EscrowShare {
  holder: string
  /** Hex. */
  key: string
  check: string
  /** Base64. */
  box: string
}

/** The header as it stands in the file. */
export interface Header {
  v: 1
  suite: 1
  tender: string
  lot: number
  kind: EnvelopeKind
  id: string
  content: number
  commit: string
  plain: string
  bidder: { of: string; key: string; box: string }
  escrow?: { k: number; shares: EscrowShare[] }
}

/** The opening summary (开标一览表); `smallFirmShare` from 0 to 1. */
export interface Summary {
  price: string
  periodDays?: number
  projectManager?: string
  firmSize?: (typeof firmSizes)[number]
  smallFirmShare?: string
}

export interface ManifestFile {
  name: string
  size: number
  sha256: string
}

export interface Manifest {
  v: 1
  files: ManifestFile[]
  summary?: Summary
}

/** Bytes that are read piece by piece. */
export interface Source {
  size: number
  /** Exactly these bytes, or an error. */
  read(from: number, length: number): Promise<Uint8Array>
}

export function blobSource(blob: Blob): Source {
  return {
    size: blob.size,
    read: async (from, length) => {
      const bytes = new Uint8Array(await blob.slice(from, from + length).arrayBuffer())
      if (bytes.length !== length) throw new Error('the file has become shorter')
      return bytes
    },
  }
}

export function bytesSource(bytes: Uint8Array): Source {
  return {
    size: bytes.length,
    read: (from, length) =>
      from + length <= bytes.length ? Promise.resolve(bytes.subarray(from, from + length)) : Promise.reject(new Error('too short')),
  }
}

export function paddedLength(length: number): number {
  return Math.ceil(length / PAD_BYTES) * PAD_BYTES
}

/** Length of the whole file. */
export function envelopeLength(headerLength: number, content: number): number {
  return PREFIX_BYTES + headerLength + content + TAG_BYTES * Math.ceil(content / CHUNK_BYTES)
}

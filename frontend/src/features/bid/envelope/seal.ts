import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import { splitSecret } from '../../../crypto/shamir'
import { base64, utf8 } from '../../audit/verify/bytes'
import { seal } from '../../draw/party/seal'
import { canonical, jcs, readJson } from '../../draw/verify/json'
import {
  CHUNK_BYTES,
  KEY_BYTES,
  MOST_CONTENT_BYTES,
  MOST_MANIFEST_BYTES,
  paddedLength,
  type EnvelopeKind,
  type Header,
  type Manifest,
  type Source,
  type Summary,
} from './format'
import { coreOf, ofBidder, parseHeader, prefixOf } from './header'
import { bidderInfo, checkOf, chunkParameters, contentKeys, headerDigestOf, plainOf, shareInfo } from './keys'
import { checkManifest } from './manifest'

const READ_BYTES = 4 << 20

export interface FileToSeal {
  name: string
  source: Source
}

export interface ToSeal {
  tender: string
  lot: number
  kind: EnvelopeKind
  files: FileToSeal[]
  summary?: Summary
  /** Of the bidder. */
  creditCode: string
  /** X25519 public key, hex. */
  bidderKey: string
  escrow?: { k: number; holders: { holder: string; key: string }[] }
}

/** Why a run over the files ended without an envelope; nothing of it is kept. */
export class SealingStopped extends Error {
  readonly reason: 'changed' | 'unreadable' | 'too-large'
  /** Name of the file. */
  readonly file: string

  constructor(reason: SealingStopped['reason'], file: string) {
    super(`${reason}: ${file}`)
    this.name = 'SealingStopped'
    this.reason = reason
    this.file = file
  }
}

/** How far a run is: bytes of one file in the first or second reading of it. */
export interface SealProgress {
  pass: 1 | 2
  file: number
  done: number
}

export interface Randomness {
  bytes: (length: number) => Uint8Array
  /** HPKE to a public key: encapsulated key and ciphertext. */
  seal: (plain: Uint8Array, key: Uint8Array, info: Uint8Array) => Promise<Uint8Array>
}

const browserRandomness: Randomness = {
  bytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
  seal,
}

export interface SealOptions {
  onProgress?: (progress: SealProgress) => void
  randomness?: Randomness
}

export interface Sealed {
  header: Header
  manifest: Manifest
  size: number
  /** Of the whole envelope, hex. */
  sha256: string
}

/** The file piece by piece; the next one is read while the last is worked on. */
async function* piecesOf({ name, source }: FileToSeal, pass: 1 | 2): AsyncGenerator<Uint8Array> {
  const read = (from: number) => (from < source.size ? source.read(from, Math.min(READ_BYTES, source.size - from)) : undefined)
  let next = read(0)
  for (let from = 0; next !== undefined; from += READ_BYTES) {
    const piece = await next.catch(() => {
      throw new SealingStopped(pass === 1 ? 'unreadable' : 'changed', name)
    })
    next = read(from + READ_BYTES)
    // Whoever stops before it asks for that piece must not leave its failure unheard.
    next?.catch(() => undefined)
    yield piece
  }
}

/** A digest over the digests of the pieces, which the browser computes much faster than a running one of the whole. */
class PieceDigest {
  private value: Uint8Array<ArrayBuffer> = new Uint8Array(32)

  async add(piece: Uint8Array): Promise<void> {
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', piece as Uint8Array<ArrayBuffer>))
    this.value = new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from([...this.value, ...digest])))
  }

  get hex(): string {
    return bytesToHex(this.value)
  }
}

/** What the first reading finds: the manifest, and for each file by what the second one is held to it. */
async function firstReading({ files, summary, kind }: ToSeal, onProgress: SealOptions['onProgress']): Promise<{ manifest: Manifest; readings: string[] }> {
  const listed: Manifest['files'] = []
  const readings: string[] = []
  for (const [at, file] of files.entries()) {
    const digest = sha256.create()
    const pieces = new PieceDigest()
    let done = 0
    for await (const piece of piecesOf(file, 1)) {
      digest.update(piece)
      await pieces.add(piece)
      onProgress?.({ pass: 1, file: at, done: (done += piece.length) })
    }
    // Some systems hand out names in a decomposed form; in an envelope a name has one spelling.
    readings.push(pieces.hex)
    listed.push({ name: file.name.normalize('NFC'), size: file.source.size, sha256: bytesToHex(digest.digest()) })
  }
  const manifest = { v: 1, files: listed, ...(summary && { summary }) } as const
  return { manifest: checkManifest(readJson(jcs(manifest)), kind), readings }
}

async function headerOf(what: ToSeal, contentKey: Uint8Array, manifest: Uint8Array, content: number, { bytes, seal: box }: Randomness) {
  const id = bytesToHex(bytes(16))
  const keys = await contentKeys(contentKey, id)
  const { tender, lot, kind, creditCode, bidderKey, escrow } = what
  const coefficients = escrow && Array.from({ length: escrow.k - 1 }, () => bytes(KEY_BYTES))
  const shares = escrow && splitSecret(contentKey, escrow.holders.length, coefficients!)
  const header: Header = {
    v: 1,
    suite: 1,
    tender,
    lot,
    kind,
    id,
    content,
    commit: bytesToHex(keys.commit),
    plain: bytesToHex(plainOf(keys.salt, manifest)),
    bidder: { of: ofBidder(id, creditCode), key: bidderKey, box: '' },
    ...(escrow && {
      escrow: {
        k: escrow.k,
        shares: escrow.holders.map(({ holder, key }, i) => ({ holder, key, check: bytesToHex(checkOf(id, shares![i]!)), box: '' })),
      },
    }),
  }
  const core = coreOf(header)
  header.bidder.box = base64(await box(contentKey, hexToBytes(bidderKey), bidderInfo(core)))
  for (const [i, share] of (header.escrow?.shares ?? []).entries()) {
    share.box = base64(await box(shares![i]!, hexToBytes(share.key), shareInfo(core, i + 1)))
  }
  const headerBytes = utf8(canonical(header))
  parseHeader(headerBytes)
  return { header, headerBytes, keys }
}

/** Cuts a stream of pieces into chunks of one length, the last one shorter or as long. */
async function* chunksOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const chunk = new Uint8Array(CHUNK_BYTES)
  let filled = 0
  for await (const piece of pieces) {
    for (let taken = 0; taken < piece.length; ) {
      if (filled === CHUNK_BYTES) {
        yield chunk
        filled = 0
      }
      const part = piece.subarray(taken, taken + CHUNK_BYTES - filled)
      chunk.set(part, filled)
      filled += part.length
      taken += part.length
    }
  }
  yield chunk.subarray(0, filled)
}

/** Manifest, files and zeros; a file that reads otherwise than the first time ends the run. */
async function* contentOf(what: ToSeal, manifest: Manifest, readings: string[], onProgress: SealOptions['onProgress']): AsyncGenerator<Uint8Array> {
  const bytes = jcs(manifest)
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, bytes.length)
  yield concatBytes(length, bytes)
  let total = 4 + bytes.length
  for (const [at, file] of what.files.entries()) {
    const pieces = new PieceDigest()
    let done = 0
    for await (const piece of piecesOf(file, 2)) {
      await pieces.add(piece)
      yield piece
      onProgress?.({ pass: 2, file: at, done: (done += piece.length) })
    }
    if (pieces.hex !== readings[at]) throw new SealingStopped('changed', file.name)
    total += file.source.size
  }
  yield new Uint8Array(paddedLength(total) - total)
}

/**
 * Seals files into an envelope, which goes to `write` from its first byte to its last. The content key is made here and
 * lives in this call alone.
 *
 * @throws SealingStopped when a file cannot be read, or reads differently the second time; what was written is void
 * @throws EnvelopeRefused when the files or the summary cannot stand in an envelope
 */
export async function sealEnvelope(
  what: ToSeal,
  write: (bytes: Uint8Array) => void | Promise<void>,
  { onProgress, randomness = browserRandomness }: SealOptions = {},
): Promise<Sealed> {
  const { manifest, readings } = await firstReading(what, onProgress)
  const manifestBytes = jcs(manifest)
  const total = manifest.files.reduce((sum, { size }) => sum + size, 4 + manifestBytes.length)
  const content = paddedLength(total)
  if (manifestBytes.length > MOST_MANIFEST_BYTES || content > MOST_CONTENT_BYTES) throw new SealingStopped('too-large', '')
  const contentKey = randomness.bytes(KEY_BYTES)
  const { header, headerBytes, keys } = await headerOf(what, contentKey, manifestBytes, content, randomness)
  contentKey.fill(0)

  const digest = sha256.create()
  let size = 0
  const put = async (bytes: Uint8Array) => {
    digest.update(bytes)
    size += bytes.length
    await write(bytes)
  }
  await put(prefixOf(headerBytes))
  const headerDigest = headerDigestOf(headerBytes)
  const last = Math.ceil(content / CHUNK_BYTES) - 1
  let index = 0
  for await (const chunk of chunksOf(contentOf(what, manifest, readings, onProgress))) {
    await put(new Uint8Array(await crypto.subtle.encrypt(chunkParameters(headerDigest, index, index === last), keys.chunks, chunk)))
    index++
  }
  return { header, manifest, size, sha256: bytesToHex(digest.digest()) }
}

import { Refused } from './findings'
import { nodeHash, rootOf, splitOf } from './merkle'

/** Hashes in a full tile, entries in a full bundle. */
export const WIDTH = 256
const HASH_BYTES = 32
const MAX_BUNDLE_BYTES = 1 << 20
const MAX_CHECKPOINT_BYTES = 64 * 1024
const TIMEOUT_MS = 30_000

function path(folder: string, number: number, width: number): string {
  let groups = String(number % 1000).padStart(3, '0')
  for (let rest = Math.floor(number / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    groups = `x${String(rest % 1000).padStart(3, '0')}/${groups}`
  }
  return `${folder}/${groups}${width === WIDTH ? '' : `.p/${width}`}`
}

/** Path of a tile of hashes (C2SP tlog-tiles); width 256 for the full one. */
export function tilePath(level: number, number: number, width: number): string {
  return path(`tile/${level}`, number, width)
}

/** Path of a bundle of entries; width 256 for the full one. */
export function entriesPath(number: number, width: number): string {
  return path('tile/entries', number, width)
}

/** Width, from 0 to 256, of a tile of a log of that size. */
export function tileWidth(size: number, level: number, number: number): number {
  const hashes = Math.floor(size / WIDTH ** level)
  return Math.min(WIDTH, Math.max(0, hashes - number * WIDTH))
}

/** The first entries of a bundle, each `u16be length ‖ bytes`; nothing when the bytes do not part into as many. */
export function parseBundle(bytes: Uint8Array, width: number, whole: boolean): Uint8Array[] | undefined {
  const entries: Uint8Array[] = []
  let at = 0
  while (entries.length < width) {
    const [high, low] = bytes.subarray(at, at + 2)
    if (high === undefined || low === undefined) return undefined
    const end = at + 2 + high * 256 + low
    if (end > bytes.length) return undefined
    entries.push(bytes.subarray(at + 2, end))
    at = end
  }
  return whole && at !== bytes.length ? undefined : entries
}

/** The static files of a log. */
export interface LogFiles {
  /**
   * A file below the base of the log, or nothing when there is none; of a longer file than `limit` bytes, a few more.
   * Rejects when it cannot be told whether there is one, which proves nothing against the log.
   */
  read(path: string, limit: number): Promise<Uint8Array | undefined>
}

/** A log below a URL such as `/log/`: no more of a body is taken than was asked for, and nothing is waited for longer than 30 s. */
export function logAt(base: string, fetcher: typeof fetch = (...args) => fetch(...args)): LogFiles {
  const root = base.endsWith('/') ? base : `${base}/`
  return {
    async read(name, limit) {
      const signal = AbortSignal.timeout(TIMEOUT_MS)
      try {
        // A log that continues another has other tiles at the same address.
        const response = await fetcher(root + name, { signal, redirect: 'error', credentials: 'omit', cache: 'no-store' })
        if (response.status === 404 || response.status === 410) return undefined
        if (!response.ok || response.body === null) throw new Error(`HTTP ${response.status}`)
        return await firstBytes(response.body, limit)
      } catch (error) {
        throw new Refused('target.unreachable', name, [error instanceof Error ? error.message : String(error)])
      }
    },
  }
}

async function firstBytes(body: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array> {
  const reader = body.getReader()
  const parts: Uint8Array[] = []
  let length = 0
  while (length <= limit) {
    const { done, value } = await reader.read()
    if (done) break
    parts.push(value)
    length += value.length
  }
  await reader.cancel()
  const all = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** The tiles of a log at one size, read when they are needed and at most once. */
export class TileTree {
  private readonly tiles = new Map<string, Promise<Uint8Array[]>>()

  constructor(
    private readonly files: LogFiles,
    readonly size: number,
  ) {}

  /** Hashes from the sibling of the leaf up to the root (RFC 6962 §2.1.1). */
  async inclusionProof(index: number): Promise<Uint8Array[]> {
    return this.inclusion(index, 0, this.size)
  }

  /** What connects this tree with its first `oldSize` leaves (RFC 6962 §2.1.2); `oldSize` from 1. */
  async consistencyProof(oldSize: number): Promise<Uint8Array[]> {
    return this.consistency(oldSize, 0, this.size, true)
  }

  /** The root that the tiles yield. */
  async root(): Promise<Uint8Array> {
    return this.size === 0 ? rootOf([]) : this.subtree(0, this.size)
  }

  /** One entry, as its bundle has it. */
  async entry(index: number): Promise<Uint8Array> {
    const entries = await readBundle(this.files, this.size, Math.floor(index / WIDTH))
    return entries[index % WIDTH]!
  }

  private async inclusion(index: number, start: number, end: number): Promise<Uint8Array[]> {
    if (end - start === 1) return []
    const middle = start + splitOf(end - start)
    return index < middle
      ? [...(await this.inclusion(index, start, middle)), await this.subtree(middle, end)]
      : [...(await this.inclusion(index, middle, end)), await this.subtree(start, middle)]
  }

  private async consistency(oldSize: number, start: number, end: number, known: boolean): Promise<Uint8Array[]> {
    if (oldSize === end - start) return known ? [] : [await this.subtree(start, end)]
    const half = splitOf(end - start)
    const middle = start + half
    return oldSize <= half
      ? [...(await this.consistency(oldSize, start, middle, known)), await this.subtree(middle, end)]
      : [...(await this.consistency(oldSize - half, middle, end, false)), await this.subtree(start, middle)]
  }

  /** The root of the leaves from `start` to before `end`, a range as RFC 6962 splits them. */
  private async subtree(start: number, end: number): Promise<Uint8Array> {
    const width = end - start
    const half = width > 1 ? splitOf(width) : 0
    if (width > 1 && half * 2 !== width) {
      return nodeHash(await this.subtree(start, start + half), await this.subtree(start + half, end))
    }
    let level = 0
    let unit = 1
    while (unit * WIDTH <= width) {
      level++
      unit *= WIDTH
    }
    const first = start / unit
    const number = Math.floor(first / WIDTH)
    const hashes = await this.tile(level, number)
    return rootOf(hashes.slice(first % WIDTH, (first % WIDTH) + width / unit))
  }

  private tile(level: number, number: number): Promise<Uint8Array[]> {
    const width = tileWidth(this.size, level, number)
    const name = tilePath(level, number, width)
    const known = this.tiles.get(name)
    if (known !== undefined) return known
    const reading = readTile(this.files, this.size, level, number)
    this.tiles.set(name, reading)
    return reading
  }
}

/**
 * The hashes of a tile of a log of that size.
 *
 * @throws Refused where it is missing or has another length
 */
export async function readTile(files: LogFiles, size: number, level: number, number: number): Promise<Uint8Array[]> {
  const width = tileWidth(size, level, number)
  const name = tilePath(level, number, width)
  const full = WIDTH * HASH_BYTES
  let bytes = await files.read(name, full)
  // A partial tile may be deleted once the full one exists.
  if (bytes === undefined && width < WIDTH) {
    bytes = await files.read(tilePath(level, number, WIDTH), full)
    if (bytes?.length === full) bytes = bytes.subarray(0, width * HASH_BYTES)
  }
  if (bytes === undefined) throw new Refused('tile.missing', name)
  if (bytes.length !== width * HASH_BYTES) throw new Refused('tile.length', name, [width * HASH_BYTES, bytes.length])
  const all = bytes
  return Array.from({ length: width }, (_, i) => all.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES))
}

/**
 * The entries of a bundle of a log of that size.
 *
 * @throws Refused where it is missing or does not part into as many
 */
export async function readBundle(files: LogFiles, size: number, number: number): Promise<Uint8Array[]> {
  const width = tileWidth(size, 0, number)
  const name = entriesPath(number, width)
  let bytes = await files.read(name, MAX_BUNDLE_BYTES)
  const whole = bytes !== undefined
  // A partial bundle may be deleted once the full one exists.
  if (bytes === undefined && width < WIDTH) bytes = await files.read(entriesPath(number, WIDTH), MAX_BUNDLE_BYTES)
  if (bytes === undefined) throw new Refused('bundle.missing', name)
  const entries = bytes.length > MAX_BUNDLE_BYTES ? undefined : parseBundle(bytes, width, whole)
  if (entries === undefined) throw new Refused('bundle.malformed', name, [width])
  return entries
}

/** The signed checkpoint that the log serves now. */
export async function readCheckpoint(files: LogFiles): Promise<Uint8Array> {
  const bytes = await files.read('checkpoint', MAX_CHECKPOINT_BYTES)
  if (bytes === undefined) throw new Refused('target.unreachable', 'checkpoint', ['404'])
  return bytes
}


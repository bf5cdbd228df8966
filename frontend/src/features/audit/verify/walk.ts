import { base64, equal, hash, utf8 } from './bytes'
import { finding, isFailure, Refused, type Finding } from './findings'
import { leafHash, nodeHash, rootOf } from './merkle'
import type { Checkpoint } from './note'
import { entriesPath, readBundle, readTile, tilePath, tileWidth, WIDTH, type LogFiles } from './tiles'

/** Bundles, each with its tile, that are asked for ahead of the one being computed. */
const AHEAD = 4
const MOST_FINDINGS = 20
const ENTRY_BYTES = 78
const BEFORE = utf8('{"c":"')
const AFTER = utf8('","v":1}')

/** How far a walk is. */
export interface WalkProgress {
  entries: number
  total: number
}

/** What a walk through all of a log has found. */
export interface Walk {
  /** Empty when every entry leads to the signed root, and every hash of every tile is what lies below it. */
  findings: Finding[]
  /** Findings beyond those that are named. */
  unnamed: number
  /** Entries hashed to their leaves. */
  entries: number
  bundles: number
  tiles: number
  bytes: number
  /** The root that the entries yield; absent where some could not be hashed. */
  root?: Uint8Array
}

/** The roots of the complete trees that a row of leaves parts into, the greatest first: all that is kept of what was read. */
class Frontier {
  private readonly trees: { height: number; root: Uint8Array }[] = []

  /** @param height of a complete tree that comes next; none before it is lower */
  add(height: number, root: Uint8Array): void {
    let tree = { height, root }
    for (let last = this.trees.at(-1); last?.height === tree.height; last = this.trees.at(-1)) {
      this.trees.pop()
      tree = { height: tree.height + 1, root: nodeHash(last.root, tree.root) }
    }
    this.trees.push(tree)
  }

  root(): Uint8Array {
    return this.trees.length === 0 ? hash() : this.trees.map(({ root }) => root).reduceRight((right, left) => nodeHash(left, right))
  }
}

/** The parts of a file, or what is wrong with it. */
type Read = Uint8Array[] | Finding

/** An entry of a bundle that is not what the tile of level 0 has; which of the two is wrong, the levels above and the root say. */
interface Quarrel {
  number: number
  width: number
  index: number
  wrong: 'bundle' | 'tile' | 'unknown'
}

/** What may stand for one full tile in the tile above: as the entries yield it, and as the tiles below have it. */
interface Below {
  entries: Uint8Array
  tiles: Uint8Array
  quarrel?: Quarrel
}

/**
 * Walks through a log from its first entry to the signed root: every bundle and every tile is read, every entry hashed to
 * its leaf, the leaves held to level 0, each level to the one above, and the root to the checkpoint, whose signatures have
 * been checked before. Keeps one unfinished tile of each level, so it needs no more for a long log.
 *
 * @param checkpoint that the policy accepts
 * @throws Refused when a file cannot be asked for, which proves nothing
 */
export async function walkLog(log: LogFiles, checkpoint: Checkpoint, onProgress: (progress: WalkProgress) => void = () => undefined): Promise<Walk> {
  return new Walking(log, checkpoint, onProgress).run()
}

class Walking {
  private readonly walk: Walk = { findings: [], unnamed: 0, entries: 0, bundles: 0, tiles: 0, bytes: 0 }
  private readonly fromEntries = new Frontier()
  /** From what each tile of level 1 says of those below it, where that is one of the two that it may say. */
  private readonly fromTiles = new Frontier()
  private readonly quarrels: Quarrel[] = []
  /** Of each level above 0, what its unfinished tile must hold. */
  private readonly levels: Below[][] = []
  /** The unfinished tile of level 0. */
  private edge: { leaves: Uint8Array[]; quarrel?: Quarrel } = { leaves: [] }
  private readonly files: LogFiles
  private isWhole = true
  private hasEnded = false

  constructor(
    log: LogFiles,
    private readonly checkpoint: Checkpoint,
    private readonly onProgress: (progress: WalkProgress) => void,
  ) {
    this.files = {
      read: async (path, limit) => {
        const bytes = await log.read(path, limit)
        this.walk.bytes += bytes?.length ?? 0
        return bytes
      },
    }
  }

  async run(): Promise<Walk> {
    const { size } = this.checkpoint
    const bundles = Math.ceil(size / WIDTH)
    const coming: Promise<[Read, Read]>[] = []
    for (let number = 0; number < bundles && !this.hasEnded; number++) {
      for (let next = number + coming.length; next < Math.min(bundles, number + AHEAD); next++) coming.push(this.ask(next))
      const [entries, tile] = await coming.shift()!
      await this.take(number, entries, tile)
      this.onProgress({ entries: Math.min(size, (number + 1) * WIDTH), total: size })
    }
    await this.close()
    return this.walk
  }

  private ask(number: number): Promise<[Read, Read]> {
    const { size } = this.checkpoint
    const asked = Promise.all([orFinding(readBundle(this.files, size, number)), orFinding(readTile(this.files, size, 0, number))])
    // It is awaited in its turn; until then nobody listens.
    asked.catch(() => undefined)
    return asked
  }

  private async take(number: number, entries: Read, tile: Read): Promise<void> {
    const width = tileWidth(this.checkpoint.size, 0, number)
    const computed = this.leaves(number, width, entries)
    if (Array.isArray(tile)) this.walk.tiles++
    else this.report(tile)
    const stored = Array.isArray(tile) ? tile : computed
    // Where neither can be read nothing above can be computed either, and the root cannot.
    if (stored === undefined) {
      this.hasEnded = true
      return
    }
    const leaves = computed ?? stored
    const other = leaves.findIndex((leaf, i) => !equal(leaf, stored[i]!))
    const quarrel = other < 0 ? undefined : this.quarrel(number, width, number * WIDTH + other)
    if (width === WIDTH) {
      const root = rootOf(leaves)
      this.fromEntries.add(8, root)
      await this.rise(1, number, { entries: root, tiles: quarrel ? rootOf(stored) : root, ...(quarrel && { quarrel }) })
    } else {
      leaves.forEach((leaf) => this.fromEntries.add(0, leaf))
      this.edge = { leaves: stored, ...(quarrel && { quarrel }) }
    }
  }

  private leaves(number: number, width: number, entries: Read): Uint8Array[] | undefined {
    if (!Array.isArray(entries)) {
      this.isWhole = false
      this.report(entries)
      return undefined
    }
    this.walk.bundles++
    this.walk.entries += entries.length
    const odd = entries.findIndex((entry) => !isEntry(entry))
    if (odd >= 0) this.report(finding('entry.form', entriesPath(number, width), [], number * WIDTH + odd))
    return entries.map(leafHash)
  }

  private quarrel(number: number, width: number, index: number): Quarrel {
    const quarrel: Quarrel = { number, width, index, wrong: 'unknown' }
    if (this.quarrels.length < MOST_FINDINGS) this.quarrels.push(quarrel)
    else this.walk.unnamed++
    return quarrel
  }

  /** Puts a full tile's root into the tile above, and that one, when it is full, into the one above it. */
  private async rise(level: number, place: number, below: Below): Promise<void> {
    const tile = (this.levels[level] ??= [])
    tile.push(below)
    if (tile.length < WIDTH) return
    const number = Math.floor(place / WIDTH)
    const tiles = await this.hold(level, number, tile)
    this.levels[level] = []
    await this.rise(level + 1, number, { entries: rootOf(tile.map((each) => each.entries)), tiles: rootOf(tiles) })
  }

  /** Holds a tile to what lies below it; answers what it is taken to hold. */
  private async hold(level: number, number: number, below: Below[]): Promise<Uint8Array[]> {
    const read = await orFinding(readTile(this.files, this.checkpoint.size, level, number))
    if (Array.isArray(read)) this.walk.tiles++
    else this.report(read)
    let isOdd = false
    const held = below.map(({ entries, tiles, quarrel }, i) => {
      const hash = Array.isArray(read) ? read[i]! : tiles
      const isAsTiles = Array.isArray(read) && equal(hash, tiles)
      const isAsEntries = Array.isArray(read) && equal(hash, entries)
      if (quarrel && isAsTiles !== isAsEntries) quarrel.wrong = isAsTiles ? 'bundle' : 'tile'
      if (Array.isArray(read) && !isAsTiles && !isAsEntries && !isOdd) {
        isOdd = true
        this.report(finding('tile.hash', tilePath(level, number, below.length), [], (number * WIDTH + i) * WIDTH ** level))
      }
      return isAsEntries ? entries : tiles
    })
    if (level === 1) held.forEach((root) => this.fromTiles.add(8, root))
    return held
  }

  /** The unfinished tiles at the right edge, and the root. */
  private async close(): Promise<void> {
    const { size, root } = this.checkpoint
    for (let level = 1; level < this.levels.length && !this.hasEnded; level++) {
      const below = this.levels[level]!
      if (below.length > 0) await this.hold(level, Math.floor(Math.floor(size / WIDTH ** level) / WIDTH), below)
    }
    this.edge.leaves.forEach((leaf) => this.fromTiles.add(0, leaf))
    const computed = this.fromEntries.root()
    if (this.isWhole && !this.hasEnded) this.walk.root = computed
    const entriesHold = !this.hasEnded && equal(computed, root)
    const tilesHold = !this.hasEnded && equal(this.fromTiles.root(), root)
    if (this.edge.quarrel && tilesHold) this.edge.quarrel.wrong = 'bundle'
    for (const { number, width, index, wrong } of this.quarrels) {
      // Where neither the levels above nor the signed root say which of the two is wrong, both are named.
      if (!entriesHold && wrong !== 'tile') this.report(finding('bundle.entry', entriesPath(number, width), [], index))
      if (entriesHold || wrong !== 'bundle') this.report(finding('tile.hash', tilePath(0, number, width), [], index))
    }
    if (!entriesHold && !tilesHold && !this.hasEnded) this.report(finding('log.root', 'checkpoint', [base64(computed), base64(root)]))
  }

  private report(found: Finding): void {
    if (this.walk.findings.length >= MOST_FINDINGS) this.walk.unnamed++
    else this.walk.findings.push(found)
  }
}

/** Whether these are the bytes of an entry: `{"c":"<64 lower-case hex digits>","v":1}`. */
function isEntry(bytes: Uint8Array): boolean {
  if (bytes.length !== ENTRY_BYTES || !equal(bytes.subarray(0, BEFORE.length), BEFORE)) return false
  if (!equal(bytes.subarray(-AFTER.length), AFTER)) return false
  for (let i = BEFORE.length; i < ENTRY_BYTES - AFTER.length; i++) {
    const byte = bytes[i]!
    if (!(byte >= 0x30 && byte <= 0x39) && !(byte >= 0x61 && byte <= 0x66)) return false
  }
  return true
}

/** What is wrong with a file as a finding; that it cannot be asked for ends the walk. */
async function orFinding(reading: Promise<Uint8Array[]>): Promise<Read> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof Refused && isFailure(error.finding)) return error.finding
    throw error
  }
}

import { bytesToHex, concatBytes } from '@noble/hashes/utils.js'
import { describe, expect, it } from 'vitest'
import { hash, utf8 } from './bytes'
import { Refused } from './findings'
import { leafHash, rootOf } from './merkle'
import { tilesOf } from './sampleTiles'
import { entriesPath, tilePath, type LogFiles } from './tiles'
import { entryOf } from './verify'
import { walkLog, type WalkProgress } from './walk'

const leavesOf = new Map<number, { entries: Uint8Array[]; leaves: Uint8Array[] }>()

function contents(size: number) {
  const known = leavesOf.get(size)
  if (known) return known
  const entries = Array.from({ length: size }, (_, i) => entryOf(bytesToHex(hash(utf8(`entry ${i}`)))))
  const made = { entries, leaves: entries.map(leafHash) }
  leavesOf.set(size, made)
  return made
}

const made = new Map<number, { files: Map<string, Uint8Array>; root: Uint8Array }>()

/** All files of a log of that size; the root is computed from the leaves alone, not from tiles. */
function filesOf(size: number) {
  const known = made.get(size)
  if (known) return known
  const { entries, leaves } = contents(size)
  const files = tilesOf(entries, leaves)
  const whole = { files, root: rootOf(leaves) }
  made.set(size, whole)
  return whole
}

function logOf(size: number) {
  const { files: all, root } = filesOf(size)
  const files = new Map(all)
  const read: string[] = []
  let open = 0
  let mostOpen = 0
  const log: LogFiles = {
    read: async (name) => {
      read.push(name)
      mostOpen = Math.max(mostOpen, ++open)
      await Promise.resolve()
      open--
      return files.get(name)
    },
  }
  const flip = (name: string, at: number) => {
    const bytes = files.get(name)!.slice()
    bytes[at] = bytes[at]! ^ 1
    files.set(name, bytes)
  }
  return { files, log, read, flip, mostOpen: () => mostOpen, checkpoint: { origin: 'log.example.org', size, root } }
}

type Sample = ReturnType<typeof logOf>

async function walk({ log, checkpoint }: Sample) {
  return walkLog(log, checkpoint)
}

async function places(sample: Sample): Promise<string[]> {
  const { findings, unnamed } = await walk(sample)
  expect(unnamed).toBe(0)
  return findings.map(({ code, file, index }) => `${code} ${file}${index === undefined ? '' : ` #${index}`}`)
}

/** 273 full tiles, one full tile of them above, and the right edge on three levels. */
const LARGE = 70_000
/** 19 full tiles, and the right edge on two levels. */
const SIZE = 5_000

describe('a log of some thousand entries', { timeout: 120_000 }, () => {
  it('is walked from its first entry to the signed root, each file read once', async () => {
    const sample = logOf(LARGE)
    const steps: WalkProgress[] = []
    const found = await walkLog(sample.log, sample.checkpoint, (step) => steps.push(step))
    expect(found).toMatchObject({ findings: [], unnamed: 0, entries: LARGE, bundles: 274, tiles: 277, root: sample.checkpoint.root })
    expect([...sample.read].sort()).toEqual([...sample.files.keys()].sort())
    expect(found.bytes).toBe([...sample.files.values()].reduce((sum, { length }) => sum + length, 0))
    expect(steps).toHaveLength(274)
    expect(steps.at(-1)).toEqual({ entries: LARGE, total: LARGE })
    expect(sample.mostOpen()).toBeLessThanOrEqual(9)
  })

  it('names the bundle and the entry of which a byte was changed', async () => {
    const sample = logOf(SIZE)
    sample.flip(entriesPath(10, 256), 17 * 80 + 40)
    expect(await places(sample)).toEqual([`bundle.entry tile/entries/010 #${10 * 256 + 17}`])
  })

  it('names the tile of level 0 of which a byte was changed, and no bundle', async () => {
    const sample = logOf(SIZE)
    sample.flip(tilePath(0, 12, 256), 5 * 32)
    expect(await places(sample)).toEqual([`tile.hash tile/0/012 #${12 * 256 + 5}`])
  })

  it('names a tile higher up of which a byte was changed', async () => {
    const full = logOf(LARGE)
    full.flip(tilePath(1, 0, 256), 9 * 32)
    expect(await places(full)).toEqual([`tile.hash tile/1/000 #${9 * 256}`])
    const edge = logOf(LARGE)
    edge.flip(tilePath(1, 1, 17), 3 * 32)
    expect(await places(edge)).toEqual([`tile.hash tile/1/001.p/17 #${(256 + 3) * 256}`])
    const top = logOf(LARGE)
    top.flip(tilePath(2, 0, 1), 0)
    expect(await places(top)).toEqual(['tile.hash tile/2/000.p/1 #0'])
  })

  it('names what is missing or too short, and goes on', async () => {
    const sample = logOf(SIZE)
    sample.files.delete(tilePath(0, 3, 256))
    sample.files.delete(entriesPath(7, 256))
    sample.files.set(tilePath(0, 19, 136), new Uint8Array(32))
    sample.files.set(entriesPath(9, 256), sample.files.get(entriesPath(9, 256))!.subarray(1))
    sample.files.delete(tilePath(1, 0, 19))
    const found = await walk(sample)
    expect(found.findings.map(({ code, file }) => `${code} ${file}`)).toEqual([
      'tile.missing tile/0/003',
      'bundle.missing tile/entries/007',
      'bundle.malformed tile/entries/009',
      'tile.length tile/0/019.p/136',
      'tile.missing tile/1/000.p/19',
    ])
    expect(found.entries).toBe(SIZE - 512)
    expect(found.root).toBeUndefined()
  })

  it('is not believed where entry, leaf and all tiles were changed together', async () => {
    const sample = logOf(SIZE)
    const { checkpoint } = logOf(SIZE)
    const forged = { ...sample, checkpoint: { ...checkpoint, root: hash(utf8('another')) } }
    expect(await places(forged)).toEqual(['log.root checkpoint'])
  })

  it('tells a changed bundle from a changed tile when there are both', async () => {
    const sample = logOf(SIZE)
    sample.flip(entriesPath(1, 256), 40)
    sample.flip(tilePath(0, 2, 256), 0)
    sample.flip(entriesPath(19, 136), 80 + 40)
    expect(await places(sample)).toEqual([
      'bundle.entry tile/entries/001 #256',
      'tile.hash tile/0/002 #512',
      `bundle.entry tile/entries/019.p/136 #${19 * 256 + 1}`,
    ])
  })

  it('names both where neither the tile above nor the signed root agrees with one of them', async () => {
    const sample = logOf(SIZE)
    sample.flip(entriesPath(1, 256), 40)
    sample.flip(tilePath(0, 1, 256), 0)
    expect(await places(sample)).toEqual([
      'tile.hash tile/1/000.p/19 #256',
      'bundle.entry tile/entries/001 #256',
      'tile.hash tile/0/001 #256',
      'log.root checkpoint',
    ])
  })

  it('counts what it does not name', async () => {
    const sample = logOf(8_000)
    for (let n = 0; n < 30; n++) sample.flip(tilePath(0, n, 256), 0)
    const found = await walk(sample)
    expect(found.findings).toHaveLength(20)
    expect(found.unnamed).toBe(10)
  })
})

describe('a log', () => {
  it('of any size at the edges of tiles holds', { timeout: 120_000 }, async () => {
    for (const size of [0, 1, 2, 255, 256, 257, 511, 512]) {
      expect(await walk(logOf(size)), `${size}`).toMatchObject({ findings: [], entries: size })
    }
  })

  it('may have the full tile in the place of the partial one', async () => {
    const sample = logOf(600)
    const later = logOf(800)
    for (const path of [tilePath(0, 2, 88), entriesPath(2, 88)]) sample.files.delete(path)
    for (const path of [tilePath(0, 2, 256), entriesPath(2, 256)]) sample.files.set(path, later.files.get(path)!)
    expect(await places(sample)).toEqual([])
  })

  it('with something else than an entry in it is not sound, though it leads to the root', async () => {
    const sample = logOf(3)
    const odd = utf8('{"c":"00","v":1}')
    const leaves = [...contents(3).leaves.slice(0, 2), leafHash(odd)]
    sample.files.set(tilePath(0, 0, 3), concatBytes(...leaves))
    const kept = sample.files.get(entriesPath(0, 3))!.subarray(0, 160)
    sample.files.set(entriesPath(0, 3), concatBytes(kept, Uint8Array.of(0, odd.length), odd))
    expect(await places({ ...sample, checkpoint: { ...sample.checkpoint, root: rootOf(leaves) } })).toEqual(['entry.form tile/entries/000.p/3 #2'])
  })

  it('that cannot be asked is not found guilty', async () => {
    const { checkpoint, files } = logOf(600)
    const log: LogFiles = {
      read: (name) => (name === tilePath(0, 1, 256) ? Promise.reject(new Refused('target.unreachable', name, ['HTTP 503'])) : Promise.resolve(files.get(name))),
    }
    await expect(walkLog(log, checkpoint)).rejects.toMatchObject({ finding: { code: 'target.unreachable', file: 'tile/0/001' } })
  })
})

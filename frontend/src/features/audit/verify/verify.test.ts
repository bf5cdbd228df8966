import { bytesToHex, concatBytes } from '@noble/hashes/utils.js'
import { describe, expect, it } from 'vitest'
import { base64, fromBase64, hash, utf8 } from './bytes'
import { findingText, isFailure, type Finding } from './findings'
import { followInclusion, isConsistent, isIncluded, leafHash, nodeHash, rootOf } from './merkle'
import { verifyContinuation } from './origin'
import { parsePolicy } from './policy'
import { signer } from './sampleSigner'
import { tilesOf } from './sampleTiles'
import { entriesPath, logAt, tilePath, TileTree, type LogFiles } from './tiles'
import { commitmentOf, entryOf, verifyExtension, verifyReceipt, verifyRecord } from './verify'

const ORIGIN = 'log.example.org/gongping/2026'
const RECORD = '{"kind":"bid.received","v":1}'
const SALT = new Uint8Array(32).fill(7)

const key = signer(ORIGIN, 1)
const witness = signer('supervisor.example.org', 4)
const policyText = `log ${key.vkey}\nwitness supervisor ${witness.vkey}\nquorum supervisor\n`
const policy = parsePolicy(policyText)

/** A log of this size with the record at its place, as simple as the formats allow. */
function sampleLog(size: number, at: number, seed = 'a', record = RECORD) {
  const entries = Array.from({ length: size }, (_, i) => entryOf(bytesToHex(hash(utf8(`${seed}${i}`)))))
  entries[at] = entryOf(commitmentOf(utf8(record), SALT))
  const leaves = entries.map(leafHash)
  const text = `${ORIGIN}\n${size}\n${base64(rootOf(leaves))}\n`
  const files = tilesOf(entries, leaves)
  const signed = `${text}\n${key.line(text)}`
  const cosigned = signed + witness.line(text, 1_800_000_000)
  files.set('checkpoint', utf8(cosigned))
  const log: LogFiles = { read: (name) => Promise.resolve(files.get(name)) }
  return { files, log, leaves, signed, cosigned, size, root: rootOf(leaves) }
}

async function receiptOf(sample: ReturnType<typeof sampleLog>, index: number, checkpoint = sample.cosigned) {
  const proof = await new TileTree(sample.log, sample.size).inclusionProof(index)
  const extra = base64(concatBytes(SALT, utf8(RECORD)))
  const lines = ['c2sp.org/tlog-proof@v1', `extra ${extra}`, `index ${index}`, ...proof.map(base64), '', checkpoint]
  return lines.join('\n')
}

function codes(findings: Finding[]): string[] {
  return findings.map(({ code }) => code)
}

describe('trees of every size', () => {
  it('prove inclusion and consistency from tiles; a changed proof does not hold', async () => {
    for (const size of [1, 2, 3, 7, 8, 255, 256, 257, 511, 512, 600]) {
      const { log, leaves, root } = sampleLog(size, 0)
      const tree = new TileTree(log, size)
      expect(await tree.root()).toEqual(root)
      for (const index of new Set([0, Math.floor(size / 2), size - 1])) {
        const leaf = leaves[index] ?? root
        const proof = await tree.inclusionProof(index)
        expect(isIncluded(index, size, leaf, proof, root)).toBe(true)
        proof.forEach((each, i) => {
          const wrong = each.slice()
          wrong[0] = (wrong[0] ?? 0) ^ 1
          expect(isIncluded(index, size, leaf, [...proof.slice(0, i), wrong, ...proof.slice(i + 1)], root)).toBe(false)
          expect(isIncluded(index, size, leaf, [...proof.slice(0, i), ...proof.slice(i + 1)], root)).toBe(false)
        })
        const oldSize = index + 1
        const oldRoot = rootOf(leaves.slice(0, oldSize))
        const consistency = await tree.consistencyProof(oldSize)
        expect(isConsistent(oldSize, oldRoot, size, root, consistency)).toBe(true)
        expect(isConsistent(oldSize, leaf, size, root, consistency)).toBe(oldSize === 1)
        expect(isConsistent(oldSize, oldRoot, size, root, [...consistency, root])).toBe(false)
      }
    }
  })
})

describe('a record', () => {
  it('is followed from the tiles to the cosigned root, with the path to draw', async () => {
    const sample = sampleLog(600, 300)
    const verdict = await verifyRecord(RECORD, SALT, { log: sample.log, index: 300 }, policy)
    expect(verdict.findings).toEqual([])
    expect(verdict.sealed?.witnesses).toEqual([
      { witness: 'supervisor', keyName: 'supervisor.example.org', time: new Date(1_800_000_000_000) },
    ])
    const root = verdict.path.reduce(
      (below, step) => (step.side === 'left' ? nodeHash(step.hash, below) : nodeHash(below, step.hash)),
      sample.leaves[300] ?? SALT,
    )
    expect(root).toEqual(sample.root)
    const levels = verdict.path.map((step) => step.level)
    expect(levels).toEqual([...levels].sort((a, b) => a - b))
  })

  it('of the last leaf meets siblings only where they are', () => {
    const { leaves, root } = sampleLog(5, 4)
    const path = followInclusion(4, 5, leaves[4] ?? root, [rootOf(leaves.slice(0, 4))])
    expect(path?.root).toEqual(root)
    expect(path?.steps.map(({ level, side }) => ({ level, side }))).toEqual([{ level: 2, side: 'left' }])
  })

  it('that is not the one logged is named', async () => {
    const { log } = sampleLog(600, 300)
    const other = await verifyRecord(RECORD.replace('bid', 'bad'), SALT, { log, index: 300 }, policy)
    expect(codes(other.findings)).toEqual(['entry.record'])
    expect(codes((await verifyRecord(RECORD, SALT, { log, index: 301 }, policy)).findings)).toEqual(['entry.record'])
    expect(codes((await verifyRecord(RECORD, SALT, { log, index: 600 }, policy)).findings)).toEqual(['entry.pending'])
    const short = await verifyRecord(RECORD, SALT.subarray(1), { log, index: 300 }, policy)
    expect(codes(short.findings)).toEqual(['record.salt'])
  })

  it('cannot be proven by changed tiles', async () => {
    const { log, files } = sampleLog(600, 300)
    const name = tilePath(0, 1, 256)
    const tile = files.get(name)?.slice() ?? SALT
    tile[0] = (tile[0] ?? 0) ^ 1
    files.set(name, tile)
    const changed = await verifyRecord(RECORD, SALT, { log, index: 300 }, policy)
    expect(codes(changed.findings)).toEqual(['receipt.inclusion'])
    expect(changed.path).toEqual([])
    files.set(name, tile.subarray(32))
    expect(codes((await verifyRecord(RECORD, SALT, { log, index: 300 }, policy)).findings)).toEqual(['tile.length'])
    files.delete(name)
    expect(codes((await verifyRecord(RECORD, SALT, { log, index: 300 }, policy)).findings)).toEqual(['tile.missing'])
    files.delete(entriesPath(1, 256))
    expect(codes((await verifyRecord(RECORD, SALT, { log, index: 300 }, policy)).findings)).toEqual(['bundle.missing'])
  })

  it('may lie in a full tile where the partial one has been deleted', async () => {
    const { log, files } = sampleLog(600, 550)
    const later = sampleLog(800, 550)
    for (const path of [tilePath(0, 2, 88), entriesPath(2, 88)]) files.delete(path)
    for (const path of [tilePath(0, 2, 256), entriesPath(2, 256)]) files.set(path, later.files.get(path) ?? SALT)
    expect((await verifyRecord(RECORD, SALT, { log, index: 550 }, policy)).findings).toEqual([])
  })
})

describe('a receipt', () => {
  it('opens its record', async () => {
    const verdict = await verifyReceipt(utf8(await receiptOf(sampleLog(600, 137), 137)), policy)
    expect(verdict.findings).toEqual([])
    expect(verdict.record).toEqual(utf8(RECORD))
    expect(verdict.index).toBe(137)
  })

  it('that is forged is refused for what it is', async () => {
    const sample = sampleLog(600, 137)
    const good = await receiptOf(sample, 137)
    const check = async (text: string) => codes((await verifyReceipt(utf8(text), policy)).findings)
    expect(await check(good.replace('index 137', 'index 136'))).toEqual(['receipt.inclusion'])
    expect(await check(await receiptOf(sample, 137, sampleLog(600, 137, 'b').cosigned))).toEqual(['receipt.inclusion'])
    expect(await check(await receiptOf(sample, 137, sample.signed))).toEqual(['note.quorum'])
    expect(await check(good.replace(/extra .*\n/, ''))).toEqual(['receipt.extra'])
    expect(await check(good.replace('@v1', '@v2'))).toEqual(['receipt.malformed'])
    expect(await check(good.replace('\n600\n', '\n601\n'))).toEqual(['note.signature'])
    expect(await check(good.replace(ORIGIN, 'other.example.org'))).toEqual(['note.signature'])
    const line = good.split('\n')[1] ?? ''
    const extra = fromBase64(line.slice('extra '.length)) ?? SALT
    extra[40] = (extra[40] ?? 0) ^ 1
    expect(await check(good.replace(line, `extra ${base64(extra)}`))).toEqual(['receipt.inclusion'])
  })
})

describe('a log seen before', () => {
  it('may grow; a shorter, forked or rewritten one is named', async () => {
    const old = sampleLog(300, 137)
    const grown = sampleLog(600, 137)
    const fork = sampleLog(600, 137, 'b')
    const extension = async (last: typeof old, now: typeof old) =>
      codes(await verifyExtension({ origin: ORIGIN, ...last }, { origin: ORIGIN, ...now }, now.log))
    expect(await extension(old, grown)).toEqual([])
    expect(await extension(grown, grown)).toEqual([])
    expect(await extension(grown, old)).toEqual(['log.shrunk'])
    expect(await extension(grown, fork)).toEqual(['log.forked'])
    expect(await extension(old, fork)).toEqual(['log.inconsistent'])
  })
})

describe('a log that continues another', () => {
  const first = (more: object) =>
    JSON.stringify({
      body: { before: 'log.example.org/gongping/2025', beforeRoot: base64(hash()), beforeSize: 9, by: '监督局', lost: 2, origin: ORIGIN, reason: '磁盘损坏', ...more },
      kind: 'log.origin',
      t: '2026-03-02T01:00:00.000Z',
    })
  const shown = (record: string, inLog = record) => {
    const sample = sampleLog(3, 0, 'a', inLog)
    const file = utf8(JSON.stringify({ schema: 'gongping.log-origin/1', salt: bytesToHex(SALT), record }))
    return { read: (name: string, limit: number) => (name === 'origin.json' ? Promise.resolve(file) : sample.log.read(name, limit)) }
  }
  const refusal = async (files: LogFiles) =>
    verifyContinuation(files, ORIGIN, policy).then(
      () => undefined,
      (error: { finding: Finding }) => error.finding.code,
    )

  it('says which, from what size, who decided and why', async () => {
    expect(await verifyContinuation(shown(first({})), ORIGIN, policy)).toMatchObject({
      before: 'log.example.org/gongping/2025',
      size: 9,
      by: '监督局',
      reason: '磁盘损坏',
      lost: 2,
    })
    expect(await verifyContinuation(sampleLog(3, 0).log, ORIGIN, policy)).toBeUndefined()
  })

  it('is not believed what its first entry does not say', async () => {
    expect(await refusal(shown(first({ beforeSize: 8 }), first({})))).toBe('origin.entry')
    expect(await refusal(shown(first({ origin: 'another.example' })))).toBe('origin.name')
    expect(await refusal(shown(first({ beforeSize: -1 })))).toBe('origin.malformed')
  })
})

describe('a policy', () => {
  const refuses = (text: string) => {
    try {
      parsePolicy(text)
      return undefined
    } catch (error) {
      return (error as { finding: Finding }).finding
    }
  }

  it('names the line that is wrong, in both languages', () => {
    const found = refuses(`${policyText}trust me\n`)
    expect(found).toMatchObject({ code: 'policy.line', index: 4 })
    expect(found && isFailure(found)).toBe(false)
    expect(found && findingText(found, 'en')).toBe('policy line not understood: trust me')
    expect(found && findingText(found, 'zh')).toBe('策略行无法理解：trust me')
  })

  it('has a log, one quorum and names that are defined once', () => {
    expect(refuses(`log ${key.vkey}\n`)?.code).toBe('policy.quorum')
    expect(refuses('quorum none\n')?.code).toBe('policy.log')
    expect(refuses(`${policyText}quorum none\n`)?.code).toBe('policy.quorum')
    expect(refuses(`log ${key.vkey}\nquorum x\n`)?.code).toBe('policy.name')
    expect(refuses(`witness a ${witness.vkey}\nwitness b ${witness.vkey}\n`)?.code).toBe('policy.key')
    expect(refuses(`log ${witness.vkey}\n`)?.code).toBe('policy.key')
    expect(refuses(`witness a ${witness.vkey}\ngroup g 2 a\n`)?.code).toBe('policy.threshold')
    expect(refuses(`witness a ${witness.vkey}\ngroup g any a a\n`)?.code).toBe('policy.name')
  })
})

describe('a log at a URL', () => {
  const answering = (response: () => Response) => logAt('/log', () => Promise.resolve(response()))

  it('gives no more of a body than was asked for', async () => {
    let sent = 0
    const endless = () =>
      new Response(
        new ReadableStream({
          pull(controller) {
            sent++
            controller.enqueue(new Uint8Array(1000))
          },
        }),
      )
    const bytes = await answering(endless).read('tile/0/000', 8192)
    expect(bytes?.length).toBeGreaterThan(8192)
    expect(sent).toBeLessThan(20)
  })

  it('tells a missing file from a server in trouble', async () => {
    expect(await answering(() => new Response(null, { status: 404 })).read('checkpoint', 10)).toBeUndefined()
    const trouble = answering(() => new Response('', { status: 503 })).read('checkpoint', 10)
    await expect(trouble).rejects.toMatchObject({ finding: { code: 'target.unreachable', details: ['HTTP 503'] } })
  })
})

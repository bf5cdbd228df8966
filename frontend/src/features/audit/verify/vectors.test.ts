import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { equal, fromBase64, fromUtf8, hash, hashFromBase64, utf8 } from './bytes'
import { Refused } from './findings'
import { isConsistent, isIncluded, leafHash, rootOf } from './merkle'
import { claims, parseCheckpoint, parseNote, parseVerifierKey, signs, verifyEd25519 } from './note'
import { checkCheckpoint, parsePolicy } from './policy'
import { entriesPath, parseBundle, tilePath, TileTree, type LogFiles } from './tiles'

const VECTORS = join(import.meta.dirname, '../../../../../core/src/test/resources/vectors/tlog')
const TESSERA = 'tessera-log/testdata/log'
const SUNLIGHT = 'sunlight-mirror/cmd/skylight/testdata/witness'
const SUNLIGHT_LOG = '000de184301123b9278c086a7d9f68c9577e83872224c197058fd90784ea9706'
const run = new Map<string, number>()

function ran(set: string) {
  run.set(set, (run.get(set) ?? 0) + 1)
}

function bytes(path: string): Uint8Array {
  return new Uint8Array(readFileSync(join(VECTORS, path)))
}

function text(path: string): string {
  return readFileSync(join(VECTORS, path), 'utf8')
}

function folder(path: string): LogFiles {
  return {
    read: (name) => Promise.resolve(existsSync(join(VECTORS, path, name)) ? bytes(join(path, name)) : undefined),
  }
}

function filesBelow(path: string): string[] {
  return readdirSync(join(VECTORS, path)).flatMap((name) =>
    statSync(join(VECTORS, path, name)).isDirectory() ? filesBelow(join(path, name)) : [join(path, name)],
  )
}

interface ProofCase {
  leafIdx: number
  treeSize: number
  leafHash: string
  root: string
  size1: number
  size2: number
  root1: string
  root2: string
  proof: string[] | null
  wantErr: boolean
}

function cases(kind: string): ProofCase[] {
  return filesBelow(`merkle-rfc6962/testdata/${kind}`).map((file) => JSON.parse(text(file)) as ProofCase)
}

/** Cases may hold anything for a hash; what is no base64 is no hash. */
function decoded(base64: string | null): Uint8Array {
  return fromBase64(base64 ?? '') ?? new Uint8Array()
}

afterAll(() => {
  for (const [set, count] of [...run].sort()) console.info(`browser verifier vectors: ${set}: ${count}`)
  console.info(`browser verifier vectors: all: ${[...run.values()].reduce((sum, count) => sum + count, 0)}`)
})

describe('public vectors', () => {
  it('inclusion proofs', () => {
    for (const each of cases('inclusion')) {
      const proof = (each.proof ?? []).map(decoded)
      const holds = isIncluded(each.leafIdx, each.treeSize, decoded(each.leafHash), proof, decoded(each.root))
      expect(holds, JSON.stringify(each)).toBe(!each.wantErr)
      ran('merkle-rfc6962 inclusion')
    }
    expect(run.get('merkle-rfc6962 inclusion')).toBe(98)
  })

  it('consistency proofs', () => {
    for (const each of cases('consistency')) {
      const proof = (each.proof ?? []).map(decoded)
      const holds = isConsistent(each.size1, decoded(each.root1), each.size2, decoded(each.root2), proof)
      expect(holds, JSON.stringify(each)).toBe(!each.wantErr)
      ran('merkle-rfc6962 consistency')
    }
    expect(run.get('merkle-rfc6962 consistency')).toBe(98)
  })

  it('roots of the reference tree', () => {
    const json = JSON.parse(text('rfc6962-roots/roots.json')) as { leaf_inputs_hex: string[]; roots_by_size_hex: string[] }
    const leaves = json.leaf_inputs_hex.map((input) => leafHash(hexToBytes(input)))
    json.roots_by_size_hex.forEach((root, size) => {
      expect(bytesToHex(rootOf(leaves.slice(0, size)))).toBe(root)
      ran('rfc6962-roots')
    })
  })

  it('checkpoints, tiles and bundles of Tessera', async () => {
    const policy = parsePolicy(`log ${text('tessera-log/vkey.txt').trim()}\nquorum none\n`)
    for (let size = 0; size <= 15; size++) {
      const { checkpoint } = checkCheckpoint(policy, bytes(`${TESSERA}/checkpoint.${size}`), 'checkpoint')
      expect(checkpoint.size).toBe(size)
      const entries = size === 0 ? [] : parseBundle(bytes(`${TESSERA}/${entriesPath(0, size)}`), size, true)
      const leaves = (entries ?? []).map(leafHash)
      expect(rootOf(leaves)).toEqual(checkpoint.root)
      const tree = new TileTree(folder(TESSERA), size)
      expect(await tree.root()).toEqual(checkpoint.root)
      for (let index = 0; index < size; index++) {
        const leaf = leafHash(await tree.entry(index))
        expect(isIncluded(index, size, leaf, await tree.inclusionProof(index), checkpoint.root)).toBe(true)
        const old = parseCheckpoint(parseNote(bytes(`${TESSERA}/checkpoint.${index + 1}`), 'c').text, 'c')
        const proof = await tree.consistencyProof(old.size)
        expect(isConsistent(old.size, old.root, size, checkpoint.root, proof)).toBe(true)
      }
      ran('tessera-log checkpoints')
      if (size > 0) {
        ran('tessera-log tiles')
        ran('tessera-log bundles')
      }
    }
  })

  it('tiles and cosignatures of Sunlight', async () => {
    const mirror = `${SUNLIGHT}/mirror/${SUNLIGHT_LOG}`
    const cosigned = (file: string, keyFile: string) => {
      const { verifier_keys } = JSON.parse(text(keyFile)) as { verifier_keys: string[] }
      const key = parseVerifierKey(verifier_keys[0] ?? '')
      const note = parseNote(bytes(file), file)
      const [line] = note.lines.filter((each) => key !== undefined && claims(key, each))
      if (key === undefined || line === undefined) throw new Error('no such key or line')
      expect(signs(key, note.text, line.signature)).toBe(true)
      const later = line.signature.slice()
      later[7] = (later[7] ?? 0) ^ 1
      expect(signs(key, note.text, later)).toBe(false)
      ran('sunlight-mirror cosignatures')
      return parseCheckpoint(note.text, file)
    }
    const checkpoint = cosigned(`${mirror}/checkpoint`, `${SUNLIGHT}/mirror/mirror.v0.json`)
    cosigned(`${SUNLIGHT}/${SUNLIGHT_LOG}/checkpoint`, `${SUNLIGHT}/witness.v0.json`)
    const tree = new TileTree(folder(mirror), checkpoint.size)
    expect(await tree.root()).toEqual(checkpoint.root)
    const first = bytes(`${mirror}/${tilePath(0, 0, 256)}`)
    const leaves = Array.from({ length: 300 }, (_, i) => leafHash(utf8(`record ${i}`)))
    expect(rootOf(leaves)).toEqual(checkpoint.root)
    expect(first.subarray(0, 32)).toEqual(leaves[0])
    expect(bytes(`${mirror}/${tilePath(1, 0, 1)}`)).toEqual(rootOf(leaves.slice(0, 256)))
    for (const index of [0, 7, 255, 256, 299]) {
      const proof = await tree.inclusionProof(index)
      expect(isIncluded(index, 300, leaves[index] ?? first, proof, checkpoint.root)).toBe(true)
    }
    expect(bytesToHex(hash(utf8(checkpoint.origin)))).toBe(SUNLIGHT_LOG)
    for (let tile = 0; tile < 3; tile++) ran('sunlight-mirror tiles')
  })

  it('note of the specification', () => {
    const key = parseVerifierKey(text('signed-note/c2sp-example.vkey').trim())
    const note = parseNote(bytes('signed-note/c2sp-example.note'), 'note')
    const [line] = note.lines
    if (key === undefined || line === undefined) throw new Error('no key or line')
    expect(claims(key, line)).toBe(true)
    expect(signs(key, note.text, line.signature)).toBe(true)
    expect(signs(key, `${note.text}\n`, line.signature)).toBe(false)
    ran('signed-note')
  })

  it('exchanges of litewitness', () => {
    let stored: { size: number; root: Uint8Array } | undefined
    for (const [, request, status] of text('litewitness/add-checkpoint-exchanges.txt').matchAll(
      /```\n([^`]*?)\n```\nHTTP (\d+)/g,
    )) {
      const split = request?.indexOf('\n\n') ?? -1
      const [first, ...proofLines] = (request ?? '').slice(0, split).split('\n')
      const note = utf8(`${(request ?? '').slice(split + 2)}\n`)
      ran('litewitness exchanges')
      if (fromUtf8(note)?.endsWith('6gx=\n')) {
        // The exchange with the false signature: its last base64 digit has stray bits, which we refuse at once.
        expect(() => parseNote(note, 'note')).toThrow(Refused)
        continue
      }
      const next = parseCheckpoint(parseNote(note, 'note').text, 'note')
      const old = Number(first?.slice('old '.length))
      const proof = proofLines.map((line) => hashFromBase64(line) ?? new Uint8Array())
      if (status === '409') expect(old).not.toBe(stored?.size)
      if (status !== '200' && status !== '422') continue
      const holds =
        stored === undefined
          ? old === 0 && proof.length === 0
          : old === stored.size && isConsistent(old, stored.root, next.size, next.root, proof)
      expect(holds).toBe(status === '200')
      if (holds) stored = next
    }
    expect(run.get('litewitness exchanges')).toBe(9)
  })

  it('edge cases of Ed25519', { timeout: 60_000 }, () => {
    const refused = ['low_order_A', 'non_canonical_A', 'non_canonical_R', 'low_order_residue', 'reencoded_k']
    const all = JSON.parse(text('ed25519-cctv/ed25519vectors.json')) as {
      key: string
      sig: string
      msg: string
      flags: string[] | null
    }[]
    for (const { key, sig, msg, flags } of all) {
      const good = !(flags ?? []).some((flag) => refused.includes(flag))
      expect(verifyEd25519(hexToBytes(key), utf8(msg), hexToBytes(sig)), JSON.stringify({ key, sig, flags })).toBe(good)
      ran('ed25519-cctv')
    }
    expect(run.get('ed25519-cctv')).toBe(914)
  })

  it('compares bytes, not objects', () => {
    expect(equal(Uint8Array.of(1, 2), Uint8Array.of(1, 2))).toBe(true)
    expect(equal(Uint8Array.of(1, 2), Uint8Array.of(1, 3))).toBe(false)
  })
})

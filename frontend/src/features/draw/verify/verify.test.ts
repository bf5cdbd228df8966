import { readFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { hexToBytes, bytesToHex } from '@noble/hashes/utils.js'
import { describe, expect, it } from 'vitest'
import { utf8 } from '../../audit/verify/bytes'
import { hashToPoint, verifyVrf } from './ecvrf'
import { Failed, NotChecked } from './failed'
import { canonical, readJson } from './json'
import { CHECKS } from './checks'
import { readTrust, verifyDraw, type Trust } from './verify'

const VECTORS = join(import.meta.dirname, '../../../../../core/src/test/resources/vectors/tlog')

interface Sample {
  name: string
  code: string
  keys: object
  transcript: Record<string, unknown>
}

const samples = JSON.parse(
  gunzipSync(readFileSync(join(import.meta.dirname, 'samples/draws.json.gz'))).toString('utf8'),
) as { policy: string; draws: Sample[] }

function trustOf({ keys }: Sample): Trust {
  return readTrust(samples.policy, utf8(JSON.stringify(keys)))
}

function sample(name: string): Sample {
  const found = samples.draws.find((each) => each.name === name)
  if (found === undefined) throw new Error(name)
  return found
}

describe('published vectors', () => {
  const kat = () => new Uint8Array(readFileSync(join(VECTORS, 'ved1/kat.json')))

  it('known answers of the draw', async () => {
    const { verdict, checks } = await verifyDraw(kat(), undefined, { knownAnswer: true })
    expect(verdict).toBe('PASS')
    expect(checks.map(({ check }) => check.number)).toEqual([7, 8, 9, 10, 12, 14, 15, 17, 18, 20])
  })

  it('known answers that are changed', async () => {
    const json = JSON.parse(new TextDecoder().decode(kat())) as Record<string, string>
    for (const name of ['rules_hash', 'pool_root', 'transcript', 'alpha', 'vrf_pi', 'vrf_beta', 'seed']) {
      const hex = json[name] ?? ''
      const changed = { ...json, [name]: hex.slice(0, 5) + (hex[5] === '0' ? '1' : '0') + hex.slice(6) }
      const { verdict } = await verifyDraw(utf8(canonical(changed)), undefined, { knownAnswer: true })
      expect(verdict, name).toBe('FAIL')
    }
  })

  it('RFC 9381, examples 16 to 18', () => {
    const { vectors } = JSON.parse(
      readFileSync(join(VECTORS, 'rfc9381/ecvrf-edwards25519-sha512-tai.json'), 'utf8'),
    ) as { vectors: Record<'pk' | 'alpha' | 'pi' | 'beta' | 'h', string>[] }
    expect(vectors).toHaveLength(3)
    for (const vector of vectors) {
      const [key, alpha, pi] = [hexToBytes(vector.pk), hexToBytes(vector.alpha), hexToBytes(vector.pi)]
      expect(hashToPoint(key, alpha)?.toHex()).toBe(vector.h)
      expect(bytesToHex(verifyVrf(key, alpha, pi) ?? new Uint8Array())).toBe(vector.beta)
      for (const place of [0, 33, 50]) {
        const changed = pi.slice()
        changed[place] = (changed[place] ?? 0) ^ 1
        expect(verifyVrf(key, alpha, changed)).toBeUndefined()
      }
    }
  })

  it('RFC 3797, the example of section 6', () => {
    const key = Buffer.from('9319./2.5.8.10.12./9.18.26.34.41.45./')
    const left = Array.from({ length: 25 }, (_, i) => i + 1)
    const rows = readFileSync(join(VECTORS, 'rfc3797/ref.results'), 'utf8').trim().split('\n').slice(1)
    rows.forEach((row, i) => {
      const index = Buffer.from([0, i])
      const digest = createHash('md5').update(Buffer.concat([index, key, index])).digest('hex')
      const [picked] = left.splice(Number(BigInt(`0x${digest}`) % BigInt(left.length)), 1)
      const [, hex, said] = /^\s*\d+\s+([0-9A-F]+).*->\s*(\d+)/.exec(row) ?? []
      expect([digest.toUpperCase(), String(picked)]).toEqual([hex, said])
    })
    expect(rows).toHaveLength(16)
  })
})

describe('draws made by another program', () => {
  for (const each of samples.draws) {
    it(`${each.name}: ${each.code || 'in order'}`, async () => {
      const { verdict, code, checks } = await verifyDraw(utf8(canonical(each.transcript)), trustOf(each))
      expect(code ?? '').toBe(each.code)
      const failing = checks.filter(({ state }) => state === 'fails')
      expect(failing).toHaveLength(each.code === '' ? 0 : 1)
      expect(checks).toHaveLength(CHECKS.length)
      if (each.code !== 'E_FORMAT') expect(checks.filter(({ state }) => state === 'unknown')).toEqual([])
      if (each.code === '') expect(verdict).toBe('pool' in each.transcript ? 'PASS' : 'PASS-CLAIMED')
    })
  }

  it('fail every check once', () => {
    const codes = new Set(samples.draws.map(({ code }) => code).filter((code) => code !== ''))
    expect([...codes].sort()).toEqual(CHECKS.flatMap((check) => check.codes).sort())
  })

  it('do not pass with any byte changed', { timeout: 120_000 }, async () => {
    const good = sample('second-attempt')
    const trust = trustOf(good)
    const bytes = utf8(canonical(good.transcript))
    for (let i = 0; i < 100; i++) {
      const place = Math.floor(((i + 0.5) / 100) * bytes.length)
      const changed = bytes.slice()
      changed[place] = (changed[place] ?? 0) ^ (1 << (i % 7))
      const { verdict } = await verifyDraw(changed, trust)
      expect(verdict, `byte ${place}`).toBe('FAIL')
    }
  })

  it('need the keys of the reader', async () => {
    const { transcript } = sample('open')
    await expect(verifyDraw(utf8(canonical(transcript)))).rejects.toBeInstanceOf(NotChecked)
    expect(() => readTrust(samples.policy, utf8('{}'))).toThrow(NotChecked)
    expect(() => readTrust('', utf8(JSON.stringify(sample('open').keys)))).toThrow(NotChecked)
  })
})

describe('JSON with one meaning', () => {
  it('is read', () => {
    const value = readJson(utf8(' {"b":[1,"\\u00e9\\n",{}],"a":9007199254740991} '))
    expect(canonical(value)).toBe('{"a":9007199254740991,"b":[1,"é\\n",{}]}')
  })

  it('is all that is read', () => {
    const bad = ['{"a":1,"a":1}', '{"a":1.0}', '{"a":-1}', '{"a":null}', 'true', '9007199254740992', '1 1', '{"é":1}']
    for (const text of [...bad, '"e\u0301"', '"\\ud800"', '\ufeff1', '01', '1e1', '"\t"', '"\\x"', '[1,]', '']) {
      expect(() => readJson(utf8(text)), text).toThrow(Failed)
    }
    expect(() => readJson(Uint8Array.of(0x22, 0xff, 0x22))).toThrow(Failed)
  })
})

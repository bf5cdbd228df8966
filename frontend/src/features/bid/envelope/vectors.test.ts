import { readdirSync, readFileSync } from 'node:fs'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { describe, expect, it } from 'vitest'
import { hash, utf8 } from '../../audit/verify/bytes'
import { bytesSource, EnvelopeRefused } from './format'
import { parseHeader, readEnvelope } from './header'
import { makeVectors } from './makeVectors'
import { joinShares, openAsBidder, openContent, openShare } from './open'
import { pairOf } from './testing'
import { built, cooked, type InvalidVector, type Vectors } from './vectors'

const folder = '../core/src/test/resources/envelope'
const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
const read = (name: string) => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as Vectors

async function take(vector: InvalidVector, vectors: Vectors): Promise<void> {
  const { envelope: made, expect: expected, opener, holder, shares } = vector
  const bytes = await built(made, vectors.valid)
  expect(bytesToHex(hash(bytes))).toBe(vector.sha256)
  const envelope = await readEnvelope(bytesSource(bytes), expected)
  const pair = opener === undefined ? undefined : (await pairOf(hexToBytes(vectors.keys[opener]!.private))).pair
  if (pair !== undefined && holder !== undefined) {
    await openShare(envelope.header, holder, pair)
    return
  }
  const usual = vector.key ?? made.made?.key ?? vectors.valid.find(({ name }) => name === made.of)?.key ?? '00'.repeat(32)
  const key =
    shares !== undefined
      ? await joinShares(envelope.header, shares.map((share) => hexToBytes(share)))
      : pair !== undefined
        ? await openAsBidder(envelope.header, pair)
        : hexToBytes(usual)
  await openContent(envelope, key)
}

describe.each(files)('the envelopes of %s', (file) => {
  const vectors = read(file)

  it.each(vectors.valid.map((vector) => [vector.name, vector] as const))('open: %s', async (_, vector) => {
    const bytes = await cooked(vector)
    expect([bytes.length, bytesToHex(hash(bytes))]).toEqual([vector.size, vector.sha256])
    const envelope = await readEnvelope(bytesSource(bytes), { bidder: vector.creditCode })
    const { header } = envelope
    expect(header).toEqual(parseHeader(utf8(vector.header)))
    const key = await openAsBidder(header, (await pairOf(hexToBytes(vectors.keys[vector.bidder]!.private))).pair)
    expect(bytesToHex(key)).toBe(vector.key)
    expect(await openContent(envelope, key)).toEqual(vector.manifest)
    const opened = await Promise.all(
      Object.entries(vector.shares ?? {}).map(async ([holder, expected]) => {
        const share = await openShare(header, holder, (await pairOf(hexToBytes(vectors.keys[holder]!.private))).pair)
        expect(bytesToHex(share)).toBe(expected)
        return share
      }),
    )
    if (opened.length > 0) expect(bytesToHex(await joinShares(header, opened.slice(-header.escrow!.k)))).toBe(vector.key)
  })

  it.each(vectors.invalid.map((vector) => [vector.reason, vector.name, vector] as const))('are refused: %s, %s', async (reason, _, vector) => {
    const refused = await take(vector, vectors).then(
      () => 'taken',
      (error: unknown) => (error instanceof EnvelopeRefused ? error.reason : Promise.reject(error as Error)),
    )
    expect(refused).toBe(reason)
  })
})

it('vectors.json is what the sealing code makes', async () => {
  expect(await makeVectors()).toEqual(read('vectors.json'))
})

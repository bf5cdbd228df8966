import { bytesToHex, concatBytes } from '@noble/hashes/utils.js'
import { beforeAll, describe, expect, it } from 'vitest'
import { equal, hash, utf8 } from '../../audit/verify/bytes'
import { canonical } from '../../draw/verify/json'
import { bytesSource, CHUNK_BYTES, EnvelopeRefused, TAG_BYTES, type Header } from './format'
import { prefixOf, readEnvelope } from './header'
import { joinShares, openAsBidder, openContent, openShare } from './open'
import { SealingStopped, sealEnvelope, type ToSeal } from './seal'
import { file, openedBy, pairOf, pattern, sealed, seeded, summary, type SealedBytes } from './testing'

const bidder = await pairOf(seeded('bidder'))
const names = ['agent', 'owner', 'supervisor', 'centre'] as const
const holders = await Promise.all(names.map(async (holder) => ({ holder, ...(await pairOf(seeded(holder))) })))

const price: ToSeal = { tender: 'GP-1', lot: 1, kind: 'price', files: [], summary, creditCode: '91330500MA2B4K7C3Q', bidderKey: bidder.key }
const technical: ToSeal = { tender: 'GP-1', lot: 1, kind: 'technical', files: [file('方案.pdf', pattern(1000))], creditCode: '91330500MA2B4K7C3Q', bidderKey: bidder.key }
const escrow = (k: number, n: number) => ({ k, holders: holders.slice(0, n).map(({ holder, key }) => ({ holder, key })) })

async function refusalOf(act: Promise<unknown>): Promise<string> {
  try {
    await act
    return 'taken'
  } catch (error) {
    if (error instanceof EnvelopeRefused) return error.reason
    throw error
  }
}

describe('what is sealed', () => {
  it.each([[0], [1], [65_535], [CHUNK_BYTES - 1], [CHUNK_BYTES], [CHUNK_BYTES + 1]])('opens again: one file of %i bytes', async (length) => {
    const content = pattern(length)
    const { bytes, size, sha256, header } = await sealed({ ...technical, files: [file('a.pdf', content)] })
    expect(bytes.length).toBe(size)
    expect(bytesToHex(hash(bytes))).toBe(sha256)
    expect(header.content % 65_536).toBe(0)
    const [back] = await openedBy(bidder.pair, bytes)
    expect(equal(back!, content)).toBe(true)
  })

  it('opens again with several files, empty ones among them, over the edge of a chunk', async () => {
    const lengths = [0, 700_000, 0, 400_000, CHUNK_BYTES, 1, 0]
    const contents = lengths.map((length, i) => pattern(length, i))
    const { bytes } = await sealed({ ...technical, files: contents.map((content, i) => file(`${i}.pdf`, content)) })
    const back = await openedBy(bidder.pair, bytes)
    expect(back.map((each, i) => equal(each, contents[i]!))).toEqual(lengths.map(() => true))
  })

  it('does not show by its length how many digits the price has', async () => {
    const cheap = await sealed({ ...price, summary: { price: '1' } })
    const dear = await sealed({ ...price, summary: { price: '1234567890123456.123456' } })
    expect(cheap.size).toBe(dear.size)
  })

  it('has a fresh key, identity and boxes each time', async () => {
    const [one, two] = [await sealed(price), await sealed(price)]
    for (const name of ['id', 'commit', 'plain'] as const) expect(one.header[name]).not.toBe(two.header[name])
    expect(one.header.bidder.box).not.toBe(two.header.bidder.box)
  })

  it('is not sealed when a file reads differently the second time', async () => {
    for (const change of ['content', 'error'] as const) {
      let reads = 0
      const read = (_: number, length: number) => {
        reads++
        if (reads > 1 && change === 'error') return Promise.reject(new Error('NotReadableError'))
        return Promise.resolve(pattern(length, reads))
      }
      const moving = { ...technical, files: [{ name: 'a.pdf', source: { size: 100, read } }] }
      const failed = await sealEnvelope(moving, () => undefined).catch((error: unknown) => error)
      expect(failed).toBeInstanceOf(SealingStopped)
      expect((failed as SealingStopped).reason).toBe('changed')
    }
  })

  it.each<[string, Partial<ToSeal>]>([
    ['no file outside the price envelope', { files: [] }],
    ['a name twice', { files: [file('a', pattern(1)), file('a', pattern(2))] }],
    ['a path', { files: [file('a/b', pattern(1))] }],
    ['a summary outside the price envelope', { summary }],
    ['a price envelope without a price', { kind: 'price' }],
    ['a price that is no amount', { kind: 'price', summary: { price: '1,000' } }],
    ['201 files', { files: Array.from({ length: 201 }, (_, i) => file(`${i}`, pattern(0))) }],
    ['lot 0', { lot: 0 }],
    ['a tender with a space', { tender: 'GP 1' }],
  ])('never holds %s', async (_, change) => {
    expect(['manifest', 'header-limit']).toContain(await refusalOf(sealed({ ...technical, ...change })))
  })
})

describe('a change', () => {
  let small: SealedBytes
  let large: SealedBytes
  let key: Uint8Array
  beforeAll(async () => {
    small = await sealed({ ...price, escrow: escrow(2, 3) })
    large = await sealed({ ...technical, files: [file('a', pattern(2 * CHUNK_BYTES + 100))] })
    key = await openAsBidder(small.header, bidder.pair)
  })
  const open = async (bytes: Uint8Array) => openContent(await readEnvelope(bytesSource(bytes)), key)

  it('of any byte is refused', { timeout: 60_000 }, async () => {
    const { bytes } = small
    await open(bytes)
    const changed = Uint8Array.from(bytes)
    const chunk = bytes.length - 65_536 - TAG_BYTES
    for (let at = 0; at < bytes.length; at++) {
      // Behind the manifest lie zeros, where one place is like another.
      if (at > chunk + 1000 && at < bytes.length - TAG_BYTES && at % 61 !== 0) continue
      changed[at] = bytes[at]! ^ (1 << at % 8)
      if ((await refusalOf(open(changed))) === 'taken') expect.fail(`byte ${at} is not held`)
      changed[at] = bytes[at]!
    }
  })

  it('of the order or number of the chunks is refused', async () => {
    const { bytes, header } = large
    const [own, at] = [await openAsBidder(header, bidder.pair), bytes.length - header.content - 3 * TAG_BYTES]
    const openLarge = async (changed: Uint8Array) => openContent(await readEnvelope(bytesSource(changed)), own)
    await openLarge(bytes)
    const chunk = (i: number) => bytes.subarray(at + i * (CHUNK_BYTES + TAG_BYTES), at + (i + 1) * (CHUNK_BYTES + TAG_BYTES))
    const head = bytes.subarray(0, at)
    expect(await refusalOf(openLarge(concatBytes(head, chunk(1), chunk(0), chunk(2))))).toBe('chunk')
    expect(await refusalOf(openLarge(concatBytes(head, chunk(0), chunk(1))))).toBe('size')
    expect(await refusalOf(openLarge(concatBytes(bytes, Uint8Array.of(0))))).toBe('size')
    // With a header that says so too.
    const shorter = prefixOf(utf8(canonical({ ...header, content: 2 * CHUNK_BYTES })))
    expect(await refusalOf(openLarge(concatBytes(shorter, chunk(0), chunk(1))))).toBe('chunk')
  })

  it('into another lot, tender or kind is seen', async () => {
    const seen = (expected: object) => refusalOf(readEnvelope(bytesSource(small.bytes), expected))
    expect(await seen({ tender: 'GP-1', lot: 1, kind: 'price' })).toBe('taken')
    expect(await seen({ tender: 'GP-2' })).toBe('tender')
    expect(await seen({ lot: 2 })).toBe('lot')
    expect(await seen({ kind: 'technical' })).toBe('kind')
  })
})

function subsets<T>(all: T[]): T[][] {
  return all.reduce<T[][]>((found, one) => [...found, ...found.map((some) => [...some, one])], [[]])
}

describe('the shares', () => {
  it.each([[2, 2], [2, 3], [3, 3], [2, 4], [3, 4], [4, 4]])('%i of %i give the key, and fewer do not', async (k, n) => {
    const { bytes, header } = await sealed({ ...price, escrow: escrow(k, n) })
    const envelope = await readEnvelope(bytesSource(bytes))
    const shares = await Promise.all(holders.slice(0, n).map(({ holder, pair }) => openShare(header, holder, pair)))
    for (const some of subsets(shares)) {
      if (some.length < k) {
        expect(await refusalOf(joinShares(header, some))).toBe('share')
      } else {
        const { summary: read } = await openContent(envelope, await joinShares(header, some.reverse()))
        expect(read).toEqual(summary)
      }
    }
  })

  it('fewer than k fit every key alike', async () => {
    // For each key there is a polynomial through the one share that is known: k − 1 shares exclude none.
    const { splitSecret, joinShares: join } = await import('../../../crypto/shamir')
    const known = splitSecret(pattern(32, 1), 3, [pattern(32, 2)])[0]!
    for (const seed of [3, 4, 5]) {
      const other = pattern(32, seed)
      const slope = Uint8Array.from(known.subarray(1), (value, i) => value ^ other[i]!)
      const fitting = splitSecret(other, 3, [slope])
      expect(fitting[0]).toEqual(known)
      expect(join([known, fitting[2]!])).toEqual(other)
    }
  })

  it('are refused when they are opened by another, twice the same, or made up', async () => {
    const { header } = await sealed({ ...price, escrow: escrow(2, 3) })
    const share = await openShare(header, 'agent', holders[0]!.pair)
    expect(await refusalOf(openShare(header, 'owner', holders[0]!.pair))).toBe('box')
    expect(await refusalOf(openShare(header, 'nobody', holders[0]!.pair))).toBe('box')
    expect(await refusalOf(joinShares(header, [share, share]))).toBe('share')
    const wrong = Uint8Array.from(await openShare(header, 'owner', holders[1]!.pair))
    wrong[32]! ^= 1
    expect(await refusalOf(joinShares(header, [share, wrong]))).toBe('share')
    expect(await refusalOf(openAsBidder(header, holders[0]!.pair))).toBe('box')
  })

  it('of another envelope do not serve', async () => {
    const [one, two] = [await sealed({ ...price, escrow: escrow(2, 2) }), await sealed({ ...price, escrow: escrow(2, 2) })]
    const moved: Header = { ...one.header, bidder: two.header.bidder }
    expect(await refusalOf(openAsBidder(moved, bidder.pair))).toBe('box')
    const shares = await Promise.all(holders.slice(0, 2).map(({ holder, pair }) => openShare(two.header, holder, pair)))
    expect(await refusalOf(joinShares(one.header, shares))).toBe('share')
  })
})

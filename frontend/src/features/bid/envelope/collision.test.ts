import { concatBytes } from '@noble/hashes/utils.js'
import { expect, it } from 'vitest'
import { bytesSource, TAG_BYTES, type EnvelopeRefused } from './format'
import { readEnvelope } from './header'
import { chunkParameters, contentKeys, headerDigestOf } from './keys'
import { openAsBidder, openContent } from './open'
import { pairOf, pattern, sealed, seeded, summary } from './testing'

const R = 0xe1n << 120n

/** In GF(2^128) as GCM writes it (NIST SP 800-38D, algorithm 1). */
function times(x: bigint, y: bigint): bigint {
  let [product, v] = [0n, y]
  for (let bit = 127n; bit >= 0n; bit--) {
    if ((x >> bit) & 1n) product ^= v
    v = v & 1n ? (v >> 1n) ^ R : v >> 1n
  }
  return product
}

function power(x: bigint, exponent: bigint): bigint {
  let [result, square] = [1n << 127n, x]
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = times(result, square)
    square = times(square, square)
  }
  return result
}

const inverse = (x: bigint) => power(x, (1n << 128n) - 2n)
const asNumber = (bytes: Uint8Array) => bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
const asBytes = (value: bigint) => Uint8Array.from({ length: 16 }, (_, i) => Number((value >> BigInt(8 * (15 - i))) & 255n))

interface Gcm {
  key: CryptoKey
  parameters: ReturnType<typeof chunkParameters>
}

/** The tag that a key gives to a ciphertext, computed by encrypting the plaintext which that key sees in it. */
async function tagOf({ key, parameters }: Gcm, ciphertext: Uint8Array): Promise<bigint> {
  const stream = new Uint8Array(await crypto.subtle.encrypt(parameters, key, new Uint8Array(ciphertext.length)))
  const plain = Uint8Array.from(ciphertext, (byte, i) => byte ^ stream[i]!)
  const again = new Uint8Array(await crypto.subtle.encrypt(parameters, key, plain))
  return asNumber(again.subarray(-TAG_BYTES))
}

it('two keys for one ciphertext: AES-GCM takes both, the commitment only one', { timeout: 60_000 }, async () => {
  const bidder = await pairOf(seeded('bidder'))
  const { header, bytes } = await sealed({ tender: 'GP-1', lot: 1, kind: 'price', files: [], summary, creditCode: '91330500MA2B4K7C3Q', bidderKey: bidder.key })
  const { headerBytes, chunksAt } = await readEnvelope(bytesSource(bytes))
  const parameters = chunkParameters(headerDigestOf(headerBytes), 0, true)
  const keys = [await openAsBidder(header, bidder.pair), pattern(32, 77)]
  const [mine, other] = await Promise.all(keys.map(async (key) => ({ key: (await contentKeys(key, header.id)).chunks, parameters })))

  // GHASH is linear: the tag as a function of the last block of the ciphertext is tag(0) + block · H².
  const ciphertext = bytes.slice(chunksAt, -TAG_BYTES)
  ciphertext.fill(0, -16)
  const one = Uint8Array.from(ciphertext)
  one[one.length - 16] = 0x80
  const [mineAtZero, otherAtZero] = [await tagOf(mine!, ciphertext), await tagOf(other!, ciphertext)]
  const slope = mineAtZero ^ (await tagOf(mine!, one)) ^ otherAtZero ^ (await tagOf(other!, one))
  ciphertext.set(asBytes(times(mineAtZero ^ otherAtZero, inverse(slope))), ciphertext.length - 16)
  const tag = await tagOf(mine!, ciphertext)
  expect(await tagOf(other!, ciphertext)).toBe(tag)

  const colliding = concatBytes(ciphertext, asBytes(tag))
  for (const { key } of [mine!, other!]) {
    expect((await crypto.subtle.decrypt(parameters, key, Uint8Array.from(colliding))).byteLength).toBe(header.content)
  }
  const envelope = await readEnvelope(bytesSource(concatBytes(bytes.subarray(0, chunksAt), colliding)))
  const refusal = (key: Uint8Array) => openContent(envelope, key).catch((error: unknown) => (error as EnvelopeRefused).reason)
  expect(await refusal(keys[1]!)).toBe('commit')
  // The last block lies in the zeros, and no longer is one.
  expect(await refusal(keys[0]!)).toBe('padding')
})

import { ed25519 } from '@noble/curves/ed25519.js'
import { sha512 } from '@noble/hashes/sha2.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { equal } from '../../audit/verify/bytes'

const Point = ed25519.Point
type Point = InstanceType<typeof Point>

function h(...parts: Uint8Array[]): Uint8Array {
  return sha512(concatBytes(...parts))
}

function littleEndian(bytes: Uint8Array): bigint {
  return bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n)
}

/** A point in its one canonical encoding (RFC 8032 §5.1.3). */
function decoded(bytes: Uint8Array): Point | undefined {
  try {
    return Point.fromBytes(bytes, false)
  } catch {
    return undefined
  }
}

/** Try-and-increment (RFC 9381 §5.4.1.1). */
export function hashToPoint(key: Uint8Array, alpha: Uint8Array): Point | undefined {
  for (let counter = 0; counter < 256; counter++) {
    const digest = h(Uint8Array.of(3, 1), key, alpha, Uint8Array.of(counter, 0))
    const point = decoded(digest.subarray(0, 32))
    if (point !== undefined && !point.isSmallOrder()) return point.clearCofactor()
  }
  return undefined
}

/** ECVRF_validate_key (RFC 9381 §5.4.5): only a valid key makes the output unique. */
export function isValidVrfKey(key: Uint8Array): boolean {
  return decoded(key)?.isSmallOrder() === false
}

/** ECVRF-EDWARDS25519-SHA512-TAI (RFC 9381 §5.3): the 64 bytes of beta, or nothing when the proof does not hold. */
export function verifyVrf(key: Uint8Array, alpha: Uint8Array, pi: Uint8Array): Uint8Array | undefined {
  if (pi.length !== 80 || !isValidVrfKey(key)) return undefined
  const y = decoded(key)
  const gamma = decoded(pi.subarray(0, 32))
  const c = littleEndian(pi.subarray(32, 48))
  const s = littleEndian(pi.subarray(48))
  const point = hashToPoint(key, alpha)
  if (y === undefined || gamma === undefined || point === undefined || s >= Point.Fn.ORDER) return undefined
  const u = Point.BASE.multiplyUnsafe(s).subtract(y.multiplyUnsafe(c))
  const v = point.multiplyUnsafe(s).subtract(gamma.multiplyUnsafe(c))
  const points = [point, gamma, u, v].map((each) => each.toBytes())
  const challenge = h(Uint8Array.of(3, 2), key, ...points, Uint8Array.of(0)).subarray(0, 16)
  if (!equal(challenge, pi.subarray(32, 48))) return undefined
  return h(Uint8Array.of(3, 3), gamma.clearCofactor().toBytes(), Uint8Array.of(0))
}

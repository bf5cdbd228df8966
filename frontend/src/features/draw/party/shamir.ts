const SECRET_BYTES = 32
const SHARES = 3
const POLYNOMIAL = 0x11b

/** In GF(256) with x^8 + x^4 + x^3 + x + 1, by the same steps for every value. */
function multiply(a: number, b: number): number {
  let product = 0
  let shifted = a
  for (let bit = 0; bit < 8; bit++) {
    product ^= -((b >> bit) & 1) & shifted
    shifted = (shifted << 1) ^ (-((shifted >> 7) & 1) & POLYNOMIAL)
  }
  return product
}

/** a^254. */
function inverse(a: number): number {
  let power = 1
  for (let bit = 7; bit >= 0; bit--) {
    power = multiply(power, power)
    if (bit > 0) power = multiply(power, a)
  }
  return power
}

/**
 * Three shares of a secret of 32 bytes, of which any two give it and one gives nothing (A. Shamir, 1979). A share is its
 * number, which is that of its holder (1 agent, 2 outside, 3 supervisor), and 32 bytes.
 *
 * @param slope 32 fresh random bytes
 */
export function split(secret: Uint8Array, slope: Uint8Array): Uint8Array[] {
  if (secret.length !== SECRET_BYTES || slope.length !== SECRET_BYTES) throw new Error('a secret has 32 bytes')
  return Array.from({ length: SHARES }, (_, i) => {
    const share = new Uint8Array(SECRET_BYTES + 1)
    share[0] = i + 1
    secret.forEach((byte, at) => (share[at + 1] = byte ^ multiply(slope[at]!, i + 1)))
    return share
  })
}

function isShare(share: Uint8Array): boolean {
  return share.length === SECRET_BYTES + 1 && share[0]! >= 1 && share[0]! <= SHARES
}

/** The secret of two shares; nothing when these are not two different shares. */
export function join(first: Uint8Array, second: Uint8Array): Uint8Array | undefined {
  if (!isShare(first) || !isShare(second) || first[0] === second[0]) return undefined
  const [x, y] = [first[0]!, second[0]!]
  // The line through both points, at 0: (first · y + second · x) / (x + y).
  const scale = inverse(x ^ y)
  return Uint8Array.from({ length: SECRET_BYTES }, (_, i) =>
    multiply(multiply(first[i + 1]!, y) ^ multiply(second[i + 1]!, x), scale),
  )
}

const SECRET_BYTES = 32
export const SHARE_BYTES = SECRET_BYTES + 1
const MOST_SHARES = 255
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
 * n shares of a secret of 32 bytes, of which any k give it and k − 1 give nothing (A. Shamir, 1979). A share is its number
 * x = 1 … n and 32 bytes, each the value at x of a polynomial whose constant is the byte of the secret.
 *
 * @param coefficients 32 fresh random bytes for each power 1 … k − 1
 */
export function splitSecret(secret: Uint8Array, n: number, coefficients: Uint8Array[]): Uint8Array[] {
  const whole = [secret, ...coefficients].every(({ length }) => length === SECRET_BYTES)
  if (!whole || coefficients.length >= n || n > MOST_SHARES) throw new Error('a secret has 32 bytes, and a share needs a number')
  return Array.from({ length: n }, (_, i) => {
    const share = new Uint8Array(SHARE_BYTES)
    share[0] = i + 1
    for (let at = 0; at < SECRET_BYTES; at++) {
      const value = coefficients.reduceRight((sum, powers) => multiply(sum ^ powers[at]!, i + 1), 0)
      share[at + 1] = secret[at]! ^ value
    }
    return share
  })
}

/** What these shares give: the secret when there are k of them and all are right. Nothing when they are not different shares. */
export function joinShares(shares: Uint8Array[]): Uint8Array | undefined {
  const numbers = shares.map((share) => share[0]!)
  const proper = shares.every((share) => share.length === SHARE_BYTES && share[0] !== 0)
  if (!proper || shares.length < 2 || new Set(numbers).size !== shares.length) return undefined
  // Lagrange at 0: each share by the product of x_j / (x_j + x_i) over the others.
  const weights = numbers.map((x, i) =>
    numbers.reduce((product, other, j) => (i === j ? product : multiply(product, multiply(other, inverse(other ^ x)))), 1),
  )
  return Uint8Array.from({ length: SECRET_BYTES }, (_, at) =>
    shares.reduce((sum, share, i) => sum ^ multiply(share[at + 1]!, weights[i]!), 0),
  )
}

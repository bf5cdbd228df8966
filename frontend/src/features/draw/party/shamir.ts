import { joinShares, SHARE_BYTES, splitSecret } from '../../../crypto/shamir'

const SHARES = 3

/**
 * Three shares of a secret of 32 bytes, of which any two give it and one gives nothing. A share's number is that of its
 * holder (1 agent, 2 outside, 3 supervisor).
 *
 * @param slope 32 fresh random bytes
 */
export function split(secret: Uint8Array, slope: Uint8Array): Uint8Array[] {
  return splitSecret(secret, SHARES, [slope])
}

/** The secret of two shares; nothing when these are not two different shares. */
export function join(first: Uint8Array, second: Uint8Array): Uint8Array | undefined {
  const known = [first, second].every((share) => share.length === SHARE_BYTES && share[0]! <= SHARES)
  return known ? joinShares([first, second]) : undefined
}

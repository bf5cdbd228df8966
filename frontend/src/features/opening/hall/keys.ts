import { base64, fromBase64 } from '../../audit/verify/bytes'
import type { KeyRelease, OpeningHall } from '../../../api/types'
import { parseHeader } from '../../bid/envelope/header'
import { openAsBidder, openShare } from '../../bid/envelope/open'
import type { EnvelopeKind, Header } from '../../bid/envelope/format'
import type { KeptKey } from '../../bid/envelope/store'

type SealedHeader = OpeningHall['ownHeaders'][number]

function headerOf({ header }: SealedHeader): Header {
  return parseHeader(fromBase64(header) ?? new Uint8Array())
}

/** The keys that own envelopes were sealed to. */
export function bidderKeysOf(headers: SealedHeader[]): string[] {
  return headers.map((each) => headerOf(each).bidder.key)
}

/** The key that a holder's shares were sealed to. */
export function holderKeysOf(headers: SealedHeader[], holder: string): string[] {
  return headers.flatMap((each) => headerOf(each).escrow?.shares.filter((share) => share.holder === holder).map(({ key }) => key) ?? [])
}

export function hasAll(keys: KeptKey[], needed: string[]): boolean {
  return needed.every((key) => keys.some((kept) => kept.key.key === key))
}

function pairFor(keys: KeptKey[], key: string): CryptoKeyPair {
  return keys.find((kept) => kept.key.key === key)!.key.pair
}

/**
 * The content keys of own envelopes, opened on this computer.
 *
 * @throws EnvelopeRefused
 */
export async function contentKeysOf(headers: SealedHeader[], keys: KeptKey[]): Promise<KeyRelease['keys']> {
  return Promise.all(
    headers.map(async (each) => {
      const header = headerOf(each)
      return { kind: each.kind, key: base64(await openAsBidder(header, pairFor(keys, header.bidder.key))) }
    }),
  )
}

/**
 * A holder's shares of one bid, opened on this computer.
 *
 * @throws EnvelopeRefused
 */
export async function sharesOf(headers: SealedHeader[], holder: string, keys: KeptKey[]): Promise<{ kind: EnvelopeKind; key: string }[]> {
  return Promise.all(
    headers.map(async (each) => {
      const header = headerOf(each)
      const { key } = header.escrow!.shares.find((share) => share.holder === holder)!
      return { kind: each.kind, key: base64(await openShare(header, holder, pairFor(keys, key))) }
    }),
  )
}

import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import { equal, fromBase64, hash, hashFromHex, utf8 } from '../../audit/verify/bytes'
import { jcs, readJson, type Json } from '../../draw/verify/json'
import {
  envelopeKinds,
  envelopeLength,
  EnvelopeRefused,
  MAGIC,
  MOST_CONTENT_BYTES,
  MOST_HEADER_BYTES,
  PAD_BYTES,
  PREFIX_BYTES,
  type Header,
  type Source,
} from './format'
import { members } from './members'

const KEY_BOX_BYTES = 80
const SHARE_BOX_BYTES = 81
const MOST_LOT = 9_999

function limit(holds: boolean, what: string): void {
  if (!holds) throw new EnvelopeRefused('header-limit', what)
}

function checkShape(value: Json): Header {
  const bad = 'header-member'
  const top = members(
    value,
    'header',
    {
      v: 'number',
      suite: 'number',
      tender: 'text',
      lot: 'number',
      kind: 'text',
      id: 'text',
      content: 'number',
      commit: 'text',
      plain: 'text',
      bidder: 'object',
      'escrow?': 'object',
    },
    bad,
  )
  members(top['bidder'], 'bidder', { of: 'text', key: 'text', box: 'text' }, bad)
  if (top['escrow'] !== undefined) {
    const escrow = members(top['escrow'], 'escrow', { k: 'number', shares: 'list' }, bad)
    for (const share of escrow['shares'] as Json[]) {
      members(share, 'share', { holder: 'text', key: 'text', check: 'text', box: 'text' }, bad)
    }
  }
  return top as unknown as Header
}

function checkLimits(header: Header): void {
  const { v, suite, tender, lot, kind, id, content, commit, plain, bidder, escrow } = header
  limit((v as number) === 1, 'only version 1 is known')
  limit((suite as number) === 1, 'only suite 1 is known')
  limit(/^[A-Za-z0-9._-]{1,64}$/.test(tender), 'tender')
  limit(lot >= 1 && lot <= MOST_LOT, 'lot')
  limit(envelopeKinds.includes(kind), 'kind')
  limit(/^[0-9a-f]{32}$/.test(id), 'id')
  limit(content >= PAD_BYTES && content <= MOST_CONTENT_BYTES && content % PAD_BYTES === 0, 'content')
  for (const value of [commit, plain, bidder.of, bidder.key]) limit(hashFromHex(value) !== undefined, '32 bytes in lower-case hex')
  limit(fromBase64(bidder.box)?.length === KEY_BOX_BYTES, 'box of the bidder')
  if (escrow === undefined) return
  const { k, shares } = escrow
  limit(shares.length >= 2 && shares.length <= 7, 'number of shares')
  limit(k >= 2 && k <= shares.length, 'k')
  limit(new Set(shares.map(({ holder }) => holder)).size === shares.length, 'a holder twice')
  for (const share of shares) {
    limit(/^[a-z][a-z0-9-]{0,31}$/.test(share.holder), 'holder')
    limit(hashFromHex(share.key) !== undefined && hashFromHex(share.check) !== undefined, '32 bytes in lower-case hex')
    limit(fromBase64(share.box)?.length === SHARE_BOX_BYTES, 'box of a share')
  }
}

/** @throws EnvelopeRefused with `header-json`, `header-member` or `header-limit` */
export function parseHeader(bytes: Uint8Array): Header {
  let value: Json
  try {
    value = readJson(bytes)
  } catch (error) {
    throw new EnvelopeRefused('header-json', error instanceof Error ? error.message : String(error))
  }
  if (!equal(jcs(value), bytes)) throw new EnvelopeRefused('header-json', 'not in the canonical form')
  const header = checkShape(value)
  checkLimits(header)
  return header
}

/** What a header must name, so far as it is known to whoever reads. */
export interface Expected {
  tender?: string
  lot?: number
  kind?: string
  /** Credit code. */
  bidder?: string
}

export interface Envelope {
  source: Source
  header: Header
  /** As they lie in the file. */
  headerBytes: Uint8Array
  /** Where the chunks begin. */
  chunksAt: number
}

/**
 * Reads everything of an envelope that needs no key.
 *
 * @throws EnvelopeRefused
 */
export async function readEnvelope(source: Source, expected: Expected = {}): Promise<Envelope> {
  if (source.size < PREFIX_BYTES) throw new EnvelopeRefused('magic', 'too short')
  const prefix = await source.read(0, PREFIX_BYTES)
  if (!equal(prefix.subarray(0, MAGIC.length), MAGIC)) throw new EnvelopeRefused('magic', 'not a sealed envelope')
  const length = new DataView(prefix.buffer, prefix.byteOffset).getUint32(MAGIC.length)
  const fits = length >= 2 && length <= MOST_HEADER_BYTES && PREFIX_BYTES + length <= source.size
  if (!fits) throw new EnvelopeRefused('header-length', `${length} bytes`)
  const headerBytes = await source.read(PREFIX_BYTES, length)
  const header = parseHeader(headerBytes)
  for (const name of ['tender', 'lot', 'kind'] as const) {
    if (expected[name] !== undefined && expected[name] !== header[name]) {
      throw new EnvelopeRefused(name, `${header[name]} instead of ${expected[name]}`)
    }
  }
  if (expected.bidder !== undefined && ofBidder(header.id, expected.bidder) !== header.bidder.of) {
    throw new EnvelopeRefused('bidder', `not of ${expected.bidder}`)
  }
  const size = envelopeLength(length, header.content)
  if (size !== source.size) throw new EnvelopeRefused('size', `${source.size} bytes instead of ${size}`)
  return { source, header, headerBytes, chunksAt: PREFIX_BYTES + length }
}

/**
 * By which an envelope is known as one bidder's, without naming it; hex.
 *
 * @param id hex
 */
export function ofBidder(id: string, creditCode: string): string {
  return bytesToHex(hash(utf8('GPE1/of\0'), hexToBytes(id), utf8(creditCode)))
}

/** What the boxes are bound to: the header without them. */
export function coreOf({ bidder, escrow, ...rest }: Header): Uint8Array {
  const shares = escrow?.shares.map(({ holder, key, check }) => ({ holder, key, check }))
  const core = { ...rest, bidder: { of: bidder.of, key: bidder.key }, escrow: escrow && { k: escrow.k, shares } }
  return hash(utf8('GPE1/core\0'), jcs(core))
}

export function prefixOf(headerBytes: Uint8Array): Uint8Array {
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, headerBytes.length)
  return concatBytes(MAGIC, length, headerBytes)
}

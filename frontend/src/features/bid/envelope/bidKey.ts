import { x25519 } from '@noble/curves/ed25519.js'
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import { freshKdf, isKdf, KeyFileRefused, openByPassword, sealByPassword, type PasswordKdf } from '../../../crypto/passwordBox'
import { hash, hashFromHex, utf8 } from '../../audit/verify/bytes'
import { NoKeysHere } from '../../draw/party/keys'
import { canonical } from '../../draw/verify/json'

export const FORMAT = 'gongping-bid-key/1'
const MAX_BYTES = 1 << 16
const KEY_BYTES = 32
/** PKCS #8 of an X25519 key (RFC 8410) up to the 32 bytes of its private half. */
const PKCS8 = hexToBytes('302e020100300506032b656e04220420')

/** The key pair of an organisation for one tender: a bidder opens its own envelopes with it, a holder its shares. */
export interface BidKey {
  tender: string
  creditCode: string
  /** Public half, hex. */
  key: string
  /** The private half cannot be read out of it. */
  pair: CryptoKeyPair
}

/** A bid key under a password; docs/envelope.md says how. */
export interface BidKeyFile {
  format: typeof FORMAT
  tender: string
  creditCode: string
  key: string
  kdf: PasswordKdf
  /** Base64. */
  box: string
}

/** SHA-256 of a public key, by which people compare it. */
export function fingerprintOf(key: string): string {
  return bytesToHex(hash(hexToBytes(key)))
}

async function bidKeyOf(tender: string, creditCode: string, half: Uint8Array): Promise<BidKey> {
  const publicHalf = Uint8Array.from(x25519.getPublicKey(half))
  const pkcs8 = Uint8Array.from(concatBytes(PKCS8, half))
  try {
    const pair = {
      privateKey: await crypto.subtle.importKey('pkcs8', pkcs8, { name: 'X25519' }, false, ['deriveBits']),
      publicKey: await crypto.subtle.importKey('raw', publicHalf, { name: 'X25519' }, true, []),
    }
    return { tender, creditCode, key: bytesToHex(publicHalf), pair }
  } catch (error) {
    throw new NoKeysHere(String(error))
  } finally {
    pkcs8.fill(0)
  }
}

/**
 * A new key, and the file under a password that keeps it when this browser is lost.
 *
 * @throws NoKeysHere where the browser has no X25519, or the page no secure context
 */
export async function makeBidKey(tender: string, creditCode: string, password: string): Promise<{ key: BidKey; file: BidKeyFile }> {
  if ((globalThis.crypto as Crypto | undefined)?.subtle === undefined) throw new NoKeysHere('no secure context')
  const half = crypto.getRandomValues(new Uint8Array(KEY_BYTES))
  const key = await bidKeyOf(tender, creditCode, half)
  const about = { format: FORMAT, tender, creditCode, key: key.key, kdf: freshKdf() } as const
  const box = await sealByPassword(half, password, about.kdf, boundTo(about))
  half.fill(0)
  return { key, file: { ...about, box } }
}

function boundTo({ format, tender, creditCode, key, kdf }: Omit<BidKeyFile, 'box'>): Uint8Array {
  return utf8(canonical({ format, tender, creditCode, key, kdf }))
}

/** @throws KeyFileRefused for a text that is no key file */
export function parseBidKeyFile(text: string): BidKeyFile {
  if (text.length > MAX_BYTES) throw new KeyFileRefused('form')
  try {
    const { format, tender, creditCode, key, kdf, box } = JSON.parse(text) as BidKeyFile
    const texts = [tender, creditCode, key, box].every((each) => typeof each === 'string')
    const { name, iterations, salt } = kdf
    if (format === FORMAT && texts && hashFromHex(key) !== undefined && isKdf(kdf)) {
      return { format, tender, creditCode, key, kdf: { name, iterations, salt }, box }
    }
  } catch {
    // Said below.
  }
  throw new KeyFileRefused('form')
}

/** @throws KeyFileRefused when the file is another's or of another tender, or the password is wrong */
export async function openBidKeyFile(file: BidKeyFile, password: string, tender: string, creditCode: string): Promise<BidKey> {
  if (file.tender !== tender || file.creditCode !== creditCode) throw new KeyFileRefused('other')
  const half = await openByPassword(file.box, password, file.kdf, boundTo(file))
  if (half === undefined) throw new KeyFileRefused('password')
  if (half.length !== KEY_BYTES) throw new KeyFileRefused('form')
  const key = await bidKeyOf(tender, creditCode, half)
  half.fill(0)
  if (key.key !== file.key) throw new KeyFileRefused('form')
  return key
}

export function keyFileName({ tender, creditCode, key }: BidKeyFile): string {
  return `${tender}-${creditCode}-${key.slice(0, 8)}.bid-key.json`
}

import { bytesToHex } from '@noble/hashes/utils.js'
import { freshKdf, isKdf, KeyFileRefused, openByPassword, sealByPassword, type PasswordKdf } from '../../../crypto/passwordBox'
import { equal, hashFromHex, utf8 } from '../../audit/verify/bytes'
import { canonical } from '../verify/json'
import { keysFromHalves, sign, type PartyKeys, type PrivateHalves } from './keys'
import { verifyEd25519 } from '../../audit/verify/note'

export const FORMAT = 'gongping-draw-key/1'
const MAX_BYTES = 1 << 20

/**
 * A party's keys under a password (PBKDF2-HMAC-SHA-256, AES-256-GCM), for the day on which its browser is lost. The
 * contributions are sealed to the party's own sealing key, so that a fresh copy needs no password.
 */
export interface KeyFile {
  format: typeof FORMAT
  tender: string
  party: string
  /** Hex. */
  signingKey: string
  sealingKey: string
  kdf: PasswordKdf
  /** Base64 of nonce and ciphertext of the private halves. */
  keys: string
  /** By draw: base64 of the contribution, sealed to `sealingKey`. */
  contributions: Record<string, string>
}

/** What the ciphertext is bound to: whose keys these are, and how the password becomes a key. */
function header({ format, tender, party, signingKey, sealingKey, kdf }: Omit<KeyFile, 'keys' | 'contributions'>): Uint8Array {
  return utf8(canonical({ format, tender, party, signingKey, sealingKey, kdf }))
}

export async function writeKeyFile(keys: PartyKeys, halves: PrivateHalves, password: string): Promise<KeyFile> {
  const about = {
    format: FORMAT,
    tender: keys.tender,
    party: keys.party,
    signingKey: bytesToHex(keys.signingKey),
    sealingKey: bytesToHex(keys.sealingKey),
    kdf: freshKdf(),
  } as const
  const sealed = await sealByPassword(utf8(canonical(halves)), password, about.kdf, header(about))
  return { ...about, keys: sealed, contributions: {} }
}

/** @throws KeyFileRefused for a text that is no key file */
export function parseKeyFile(text: string): KeyFile {
  if (text.length > MAX_BYTES) throw new KeyFileRefused('form')
  try {
    const file = JSON.parse(text) as KeyFile
    const keys = [file.signingKey, file.sealingKey].every((key) => hashFromHex(key) !== undefined)
    const texts = [file.tender, file.party, file.keys, ...Object.values(file.contributions)]
    const whole = texts.every((each) => typeof each === 'string')
    if (file.format === FORMAT && keys && whole && isKdf(file.kdf)) return file
  } catch {
    // Said below.
  }
  throw new KeyFileRefused('form')
}

/**
 * Opens a key file and takes its keys into this browser.
 *
 * @throws KeyFileRefused when it is another party's or tender's, or the password is wrong
 */
export async function openKeyFile(file: KeyFile, password: string, tender: string, party: string): Promise<PartyKeys> {
  if (file.tender !== tender || file.party !== party) throw new KeyFileRefused('other')
  const halves = await privateHalves(file, password)
  const [signingKey, sealingKey] = [hashFromHex(file.signingKey)!, hashFromHex(file.sealingKey)!]
  const keys = await keysFromHalves(tender, party, halves, signingKey, sealingKey).catch(() => {
    throw new KeyFileRefused('form')
  })
  const message = utf8('gongping-draw-key')
  if (!verifyEd25519(signingKey, message, await sign(keys, message))) throw new KeyFileRefused('form')
  return keys
}

async function privateHalves(file: KeyFile, password: string): Promise<PrivateHalves> {
  const plain = await openByPassword(file.keys, password, file.kdf, header(file))
  if (plain === undefined) throw new KeyFileRefused('password')
  return JSON.parse(new TextDecoder().decode(plain)) as PrivateHalves
}

/** Whether two files hold the same keys. */
export function isOf(file: KeyFile, keys: PartyKeys): boolean {
  const [signing, sealing] = [hashFromHex(file.signingKey), hashFromHex(file.sealingKey)]
  return signing !== undefined && sealing !== undefined && equal(signing, keys.signingKey) && equal(sealing, keys.sealingKey)
}

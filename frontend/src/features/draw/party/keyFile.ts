import { bytesToHex, concatBytes } from '@noble/hashes/utils.js'
import { base64, equal, fromBase64, hashFromHex, utf8 } from '../../audit/verify/bytes'
import { canonical } from '../verify/json'
import { keysFromHalves, sign, type PartyKeys, type PrivateHalves } from './keys'
import { verifyEd25519 } from '../../audit/verify/note'

export const FORMAT = 'gongping-draw-key/1'
const ITERATIONS = 600_000
const MOST_ITERATIONS = 10_000_000
const IV_BYTES = 12
const MAX_BYTES = 1 << 20
/** Of a password that nobody is to guess: the file may be copied, and tried at leisure. */
export const LEAST_PASSWORD = 12

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
  kdf: { name: 'PBKDF2-SHA256'; iterations: number; salt: string }
  /** Base64 of nonce and ciphertext of the private halves. */
  keys: string
  /** By draw: base64 of the contribution, sealed to `sealingKey`. */
  contributions: Record<string, string>
}

/** Why a key file does not serve; the word is a key of the strings. */
export class KeyFileRefused extends Error {
  readonly reason: 'form' | 'password' | 'other'

  constructor(reason: 'form' | 'password' | 'other') {
    super(reason)
    this.reason = reason
  }
}

async function passwordKey(password: string, salt: Uint8Array, iterations: number): Promise<CryptoKey> {
  const typed = await crypto.subtle.importKey('raw', Uint8Array.from(utf8(password.normalize('NFC'))), 'PBKDF2', false, ['deriveKey'])
  const parameters = { name: 'PBKDF2', hash: 'SHA-256', salt: Uint8Array.from(salt), iterations }
  return crypto.subtle.deriveKey(parameters, typed, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
}

/** What the ciphertext is bound to: whose keys these are, and how the password becomes a key. */
function header({ format, tender, party, signingKey, sealingKey, kdf }: Omit<KeyFile, 'keys' | 'contributions'>): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(utf8(canonical({ format, tender, party, signingKey, sealingKey, kdf })))
}

export async function writeKeyFile(keys: PartyKeys, halves: PrivateHalves, password: string): Promise<KeyFile> {
  const salt = crypto.getRandomValues(new Uint8Array(32))
  const about = {
    format: FORMAT,
    tender: keys.tender,
    party: keys.party,
    signingKey: bytesToHex(keys.signingKey),
    sealingKey: bytesToHex(keys.sealingKey),
    kdf: { name: 'PBKDF2-SHA256', iterations: ITERATIONS, salt: base64(salt) },
  } as const
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
  const key = await passwordKey(password, salt, ITERATIONS)
  const plain = Uint8Array.from(utf8(canonical(halves)))
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: header(about) }, key, plain)
  return { ...about, keys: base64(concatBytes(iv, new Uint8Array(sealed))), contributions: {} }
}

/** @throws KeyFileRefused for a text that is no key file */
export function parseKeyFile(text: string): KeyFile {
  if (text.length > MAX_BYTES) throw new KeyFileRefused('form')
  try {
    const file = JSON.parse(text) as KeyFile
    const keys = [file.signingKey, file.sealingKey].every((key) => hashFromHex(key) !== undefined)
    const texts = [file.tender, file.party, file.keys, file.kdf.salt, ...Object.values(file.contributions)]
    const whole = texts.every((each) => typeof each === 'string')
    const { iterations } = file.kdf
    const known = file.format === FORMAT && file.kdf.name === 'PBKDF2-SHA256'
    if (known && keys && whole && Number.isSafeInteger(iterations) && iterations > 0 && iterations <= MOST_ITERATIONS) return file
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
  const [salt, sealed] = [fromBase64(file.kdf.salt), fromBase64(file.keys)]
  if (salt === undefined || sealed === undefined) throw new KeyFileRefused('form')
  const key = await passwordKey(password, salt, file.kdf.iterations)
  const iv = Uint8Array.from(sealed.subarray(0, IV_BYTES))
  try {
    const parameters = { name: 'AES-GCM', iv, additionalData: header(file) }
    const plain = await crypto.subtle.decrypt(parameters, key, Uint8Array.from(sealed.subarray(IV_BYTES)))
    return JSON.parse(new TextDecoder().decode(plain)) as PrivateHalves
  } catch {
    throw new KeyFileRefused('password')
  }
}

/** Whether two files hold the same keys. */
export function isOf(file: KeyFile, keys: PartyKeys): boolean {
  const [signing, sealing] = [hashFromHex(file.signingKey), hashFromHex(file.sealingKey)]
  return signing !== undefined && sealing !== undefined && equal(signing, keys.signingKey) && equal(sealing, keys.sealingKey)
}

import { concatBytes } from '@noble/hashes/utils.js'
import { base64, fromBase64, utf8 } from '../features/audit/verify/bytes'

const ITERATIONS = 600_000
const MOST_ITERATIONS = 10_000_000
const IV_BYTES = 12

/** How a password becomes a key, as it stands in a key file. */
export interface PasswordKdf {
  name: 'PBKDF2-SHA256'
  iterations: number
  /** Base64. */
  salt: string
}

export function freshKdf(): PasswordKdf {
  return { name: 'PBKDF2-SHA256', iterations: ITERATIONS, salt: base64(crypto.getRandomValues(new Uint8Array(32))) }
}

/** Whether this can be carried out: a hostile file must not keep the browser busy for hours. */
export function isKdf(kdf: PasswordKdf): boolean {
  const { name, iterations, salt } = kdf
  const counted = Number.isSafeInteger(iterations) && iterations > 0 && iterations <= MOST_ITERATIONS
  return name === 'PBKDF2-SHA256' && counted && typeof salt === 'string' && fromBase64(salt) !== undefined
}

async function passwordKey(password: string, { salt, iterations }: PasswordKdf): Promise<CryptoKey> {
  const typed = await crypto.subtle.importKey('raw', Uint8Array.from(utf8(password.normalize('NFC'))), 'PBKDF2', false, ['deriveKey'])
  const parameters = { name: 'PBKDF2', hash: 'SHA-256', salt: Uint8Array.from(fromBase64(salt) ?? []), iterations }
  return crypto.subtle.deriveKey(parameters, typed, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
}

/**
 * Seals under a password by PBKDF2-HMAC-SHA-256 and AES-256-GCM: base64 of nonce and ciphertext.
 *
 * @param about what the ciphertext is bound to
 */
export async function sealByPassword(plain: Uint8Array, password: string, kdf: PasswordKdf, about: Uint8Array): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
  const parameters = { name: 'AES-GCM', iv, additionalData: Uint8Array.from(about) }
  const sealed = await crypto.subtle.encrypt(parameters, await passwordKey(password, kdf), Uint8Array.from(plain))
  return base64(concatBytes(iv, new Uint8Array(sealed)))
}

/** @returns nothing when the password is wrong or what the box is bound to has changed */
export async function openByPassword(box: string, password: string, kdf: PasswordKdf, about: Uint8Array): Promise<Uint8Array | undefined> {
  const sealed = fromBase64(box)
  if (sealed === undefined || sealed.length < IV_BYTES) return undefined
  const key = await passwordKey(password, kdf)
  const parameters = { name: 'AES-GCM', iv: Uint8Array.from(sealed.subarray(0, IV_BYTES)), additionalData: Uint8Array.from(about) }
  try {
    return new Uint8Array(await crypto.subtle.decrypt(parameters, key, Uint8Array.from(sealed.subarray(IV_BYTES))))
  } catch {
    return undefined
  }
}

/** Of a password that nobody is to guess: the file may be copied, and tried at leisure. */
export const LEAST_PASSWORD = 12

/** Why a key file does not serve; the word is a key of the strings. */
export class KeyFileRefused extends Error {
  readonly reason: 'form' | 'password' | 'other'

  constructor(reason: 'form' | 'password' | 'other') {
    super(reason)
    this.reason = reason
  }
}

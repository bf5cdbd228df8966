import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, hexToBytes } from '@noble/hashes/utils.js'

/** SHA-256 of the concatenation of parts. */
export function hash(...parts: Uint8Array[]): Uint8Array {
  return sha256(concatBytes(...parts))
}

export function equal(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** The text, or nothing when a single byte of it is wrong. */
export function fromUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

export function base64(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}

/** RFC 4648 §4 in its one spelling: with padding and without stray bits. */
export function fromBase64(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return undefined
  const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0))
  return base64(bytes) === text ? bytes : undefined
}

/** 32 bytes in lower-case hexadecimal. */
export function hashFromHex(text: string): Uint8Array | undefined {
  return /^[0-9a-f]{64}$/.test(text) ? hexToBytes(text) : undefined
}

/** One SHA-256 hash in base64. */
export function hashFromBase64(text: string): Uint8Array | undefined {
  const bytes = fromBase64(text)
  return bytes?.length === 32 ? bytes : undefined
}

/** ASCII decimal without sign or leading zero that a number holds exactly. */
export function decimal(text: string): number | undefined {
  const value = Number(text)
  return /^(0|[1-9][0-9]{0,15})$/.test(text) && Number.isSafeInteger(value) ? value : undefined
}

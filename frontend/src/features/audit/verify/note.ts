import { ed25519 } from '@noble/curves/ed25519.js'
import { sha512 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes } from '@noble/hashes/utils.js'
import { decimal, equal, fromBase64, fromUtf8, hash, hashFromBase64, utf8 } from './bytes'
import { Refused } from './findings'

const Point = ed25519.Point
const ORDER = Point.Fn.ORDER

/** Ed25519 over the text of the note. */
export const ED25519 = 1
/** Ed25519 over time and text (C2SP tlog-cosignature). */
export const COSIGNATURE = 4

const MAX_BYTES = 64 * 1024
const MAX_LINES = 100

function littleEndian(bytes: Uint8Array): bigint {
  return bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n)
}

/** A point in its one canonical encoding (RFC 8032 §5.1.3). */
function pointOf(bytes: Uint8Array) {
  try {
    return Point.fromBytes(bytes, false)
  } catch {
    return undefined
  }
}

/**
 * Ed25519 with its edge cases decided as in `./gongping verify`: the equation of RFC 8032 §5.1.7 without the cofactor, S
 * below the group order, A and R canonical, no key of small order.
 */
export function verifyEd25519(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (key.length !== 32 || signature.length !== 64) return false
  const r = signature.subarray(0, 32)
  const s = littleEndian(signature.subarray(32))
  const a = pointOf(key)
  if (a === undefined || a.isSmallOrder() || pointOf(r) === undefined || s >= ORDER) return false
  const k = littleEndian(sha512(concatBytes(r, key, message))) % ORDER
  const expected = Point.BASE.multiplyUnsafe(s).subtract(a.multiplyUnsafe(k))
  return equal(expected.toBytes(), r)
}

/** A public key, `name+hex8(id)+base64(type ‖ key)`, whose id has been computed anew (C2SP signed-note). */
export interface VerifierKey {
  name: string
  /** 8 lower-case hex digits. */
  id: string
  type: typeof ED25519 | typeof COSIGNATURE
  key: Uint8Array
}

function isName(name: string): boolean {
  return name !== '' && !/[+\s]/u.test(name)
}

/** Nothing for a malformed key and for a kind other than the two. */
export function parseVerifierKey(text: string): VerifierKey | undefined {
  const [, name, id, encoded] = /^([^+]*)\+([^+]*)\+(.*)$/.exec(text) ?? []
  const typed = fromBase64(encoded ?? '')
  if (name === undefined || !isName(name) || typed?.length !== 33) return undefined
  const [type] = typed
  const key = typed.subarray(1)
  if ((type !== ED25519 && type !== COSIGNATURE) || pointOf(key)?.isSmallOrder() !== false) return undefined
  const computed = bytesToHex(hash(utf8(`${name}\n`), typed).subarray(0, 4))
  return id === computed ? { name, id, type, key } : undefined
}

/** One line of signature, which says nothing until a key has been found for it. */
export interface SignatureLine {
  name: string
  keyId: string
  signature: Uint8Array
}

/** A signed note (C2SP signed-note). `text` is exactly what is signed, with its last newline. */
export interface SignedNote {
  text: string
  lines: SignatureLine[]
}

function parseLine(line: string): SignatureLine | undefined {
  const [, name, encoded] = /^— (\S+) (\S+)$/u.exec(line) ?? []
  const bytes = fromBase64(encoded ?? '')
  if (name === undefined || !isName(name) || bytes === undefined || bytes.length <= 4) return undefined
  return { name, keyId: bytesToHex(bytes.subarray(0, 4)), signature: bytes.subarray(4) }
}

/** @throws Refused for bytes that are no signed note */
export function parseNote(bytes: Uint8Array, file: string): SignedNote {
  const note = bytes.length > MAX_BYTES ? undefined : fromUtf8(bytes)
  // eslint-disable-next-line no-control-regex -- these are what a note must not hold
  if (note === undefined || /[\u0000-\u0009\u000b-\u001f]/.test(note)) {
    throw new Refused('note.malformed', file, ['UTF-8'])
  }
  // The last blank line parts text and signatures: the text may have blank lines of its own.
  const split = note.lastIndexOf('\n\n')
  if (split < 0 || !note.endsWith('\n') || split + 2 === note.length) {
    throw new Refused('note.malformed', file, ['\\n\\n'])
  }
  const written = note.slice(split + 2, -1).split('\n')
  if (written.length > MAX_LINES) throw new Refused('note.malformed', file, [`> ${MAX_LINES}`])
  const lines = written.map((line) => {
    const parsed = parseLine(line)
    if (parsed === undefined) throw new Refused('note.malformed', file, [line])
    return parsed
  })
  return { text: note.slice(0, split + 1), lines }
}

/** Whether a line of signature claims to be by this key. */
export function claims(key: VerifierKey, line: SignatureLine): boolean {
  return line.name === key.name && line.keyId === key.id
}

/** Seconds since 1970 in a cosignature. */
export function cosignatureTime(signature: Uint8Array): number {
  return Number(new DataView(signature.buffer, signature.byteOffset).getBigUint64(0))
}

/** Whether the key has signed the text. */
export function signs(key: VerifierKey, text: string, signature: Uint8Array): boolean {
  if (key.type === ED25519) return verifyEd25519(key.key, utf8(text), signature)
  if (signature.length !== 72 || !Number.isSafeInteger(cosignatureTime(signature))) return false
  const message = utf8(`cosignature/v1\ntime ${cosignatureTime(signature)}\n${text}`)
  return verifyEd25519(key.key, message, signature.subarray(8))
}

/** The text of a checkpoint (C2SP tlog-checkpoint without extension lines). */
export interface Checkpoint {
  origin: string
  size: number
  root: Uint8Array
}

/** @throws Refused for a text that is no checkpoint */
export function parseCheckpoint(text: string, file: string): Checkpoint {
  const lines = text.split('\n')
  const [origin, sizeLine, rootLine, end] = lines
  const size = decimal(sizeLine ?? '')
  const root = hashFromBase64(rootLine ?? '')
  if (!origin || size === undefined || root === undefined || end !== '' || lines.length !== 4) {
    throw new Refused('checkpoint.malformed', file, [lines.slice(0, 4).join(' ')])
  }
  return { origin, size, root }
}

import { fromUtf8, utf8 } from '../../audit/verify/bytes'
import { Failed } from './failed'

export type Json = string | number | Json[] | JsonObject

/** Without a prototype: a member may bear any name. */
export interface JsonObject {
  [name: string]: Json
}

const MAX_DEPTH = 64
const NUMBER = /-?[0-9][0-9.eE+-]*/y
// eslint-disable-next-line no-control-regex -- these are what a string must not hold
const PLAIN = /[^"\\\u0000-\u001f]*/y
const SPACE = /[ \t\n\r]*/y
const ESCAPES: Record<string, string> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

/** Reads one JSON text of the subset that canonical JSON (RFC 8785) is used with here. */
class Reader {
  private at = 0

  constructor(private readonly text: string) {}

  read(): Json {
    const value = this.value(0)
    this.take(SPACE)
    if (this.at !== this.text.length) this.refuse('something follows the value')
    return value
  }

  private refuse(what: string): never {
    throw new Failed('E_FORMAT', `not the JSON it must be, at ${this.at}: ${what}`)
  }

  private take(pattern: RegExp): string {
    pattern.lastIndex = this.at
    const [found = ''] = pattern.exec(this.text) ?? []
    this.at += found.length
    return found
  }

  /** The next character that is no space, without taking it. */
  private next(): string {
    this.take(SPACE)
    return this.text.charAt(this.at)
  }

  private value(depth: number): Json {
    if (depth > MAX_DEPTH) this.refuse('nested too deep')
    switch (this.next()) {
      case '{':
        return this.object(depth + 1)
      case '[':
        return this.array(depth + 1)
      case '"':
        return this.string()
      default:
        return this.integer()
    }
  }

  private object(depth: number): JsonObject {
    const result = Object.create(null) as JsonObject
    this.at++
    if (this.next() === '}') {
      this.at++
      return result
    }
    if (depth > MAX_DEPTH) this.refuse('nested too deep')
    for (;;) {
      if (this.next() !== '"') this.refuse('a member name is missing')
      const name = this.string()
      // eslint-disable-next-line no-control-regex -- the whole of ASCII
      if (!/^[\u0000-\u007f]*$/.test(name)) this.refuse(`member name is not ASCII: ${name}`)
      if (name in result) this.refuse(`member twice: ${name}`)
      if (this.next() !== ':') this.refuse('a colon is missing')
      this.at++
      result[name] = this.value(depth)
      if (this.ends('}')) return result
    }
  }

  private array(depth: number): Json[] {
    const result: Json[] = []
    this.at++
    if (this.next() === ']') {
      this.at++
      return result
    }
    for (;;) {
      result.push(this.value(depth))
      if (this.ends(']')) return result
    }
  }

  private ends(bracket: string): boolean {
    const next = this.next()
    if (next !== bracket && next !== ',') this.refuse('a comma or bracket is missing')
    this.at++
    return next === bracket
  }

  private integer(): number {
    const written = this.take(NUMBER)
    const value = Number(written)
    if (!/^(0|[1-9][0-9]{0,15})$/.test(written) || !Number.isSafeInteger(value)) {
      this.refuse('only objects, arrays, strings and integers from 0 to 2^53−1 are allowed')
    }
    return value
  }

  private string(): string {
    this.at++
    let result = ''
    for (;;) {
      result += this.take(PLAIN)
      const end = this.text.charAt(this.at++)
      if (end === '"') break
      if (end !== '\\') this.refuse('a string does not end, or holds a control character')
      result += this.escaped()
    }
    if (/[^\u0020-\u007e]/.test(result) && (/\p{Surrogate}/u.test(result) || result.normalize('NFC') !== result)) {
      this.refuse('a string is not well-formed NFC')
    }
    return result
  }

  private escaped(): string {
    const letter = this.text.charAt(this.at++)
    if (letter !== 'u') return ESCAPES[letter] ?? this.refuse('an escape that JSON does not have')
    const digits = this.text.slice(this.at, this.at + 4)
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) this.refuse('an escape that JSON does not have')
    this.at += 4
    return String.fromCharCode(parseInt(digits, 16))
  }
}

/**
 * Reads JSON in which every value has one meaning: no member twice, no floats, negative numbers, null, true or false,
 * ASCII member names, strings in NFC.
 *
 * @throws Failed with E_FORMAT
 */
export function readJson(bytes: Uint8Array): Json {
  const text = fromUtf8(bytes)
  if (text === undefined) throw new Failed('E_FORMAT', 'not UTF-8')
  return new Reader(text).read()
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A string as it is; "" for anything else. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}

/** The text of RFC 8785; members that are undefined are left out. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (!isObject(value)) return JSON.stringify(value)
  const members = Object.keys(value)
    .filter((name) => (value[name] as unknown) !== undefined)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`)
  return `{${members.join(',')}}`
}

/** The bytes of RFC 8785. */
export function jcs(value: unknown): Uint8Array {
  return utf8(canonical(value))
}

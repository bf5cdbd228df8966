import { fromBase64 } from '../../audit/verify/bytes'
import { need } from './failed'
import { isObject, type Json } from './json'

/** Whether a value has the shape it must have: members, types and encodings, not what they mean. */
export type Shape = (value: Json | undefined, where: string) => void

export const anything: Shape = () => undefined

export const string: Shape = (value, where) => need(typeof value === 'string', 'E_FORMAT', `${where} is not a string`)

export const integer: Shape = (value, where) => need(typeof value === 'number', 'E_FORMAT', `${where} is not an integer`)

export const object: Shape = (value, where) => need(isObject(value), 'E_FORMAT', `${where} is not an object`)

export function matching(pattern: RegExp, what: string): Shape {
  return (value, where) => need(typeof value === 'string' && pattern.test(value), 'E_FORMAT', `${where} is not ${what}`)
}

export function hex(bytes: number): Shape {
  return matching(new RegExp(`^[0-9a-f]{${2 * bytes}}$`), `${bytes} bytes of lower-case hex`)
}

export const digest = hex(32)

export function base64(bytes?: number): Shape {
  return (value, where) => {
    const data = typeof value === 'string' ? fromBase64(value) : undefined
    const fits = data !== undefined && (bytes === undefined || data.length === bytes)
    need(fits, 'E_FORMAT', `${where} is not canonical base64`)
  }
}

/** Milliseconds since 1970 of RFC 3339 UTC with three decimals; nothing for any other text. */
export function milliseconds(text: string): number | undefined {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z$/.test(text)) return undefined
  const time = Date.parse(text)
  // A 30 February would move on to March.
  return Number.isNaN(time) || new Date(time).toISOString() !== text ? undefined : time
}

export const instant: Shape = (value, where) => {
  const fits = typeof value === 'string' && milliseconds(value) !== undefined
  need(fits, 'E_FORMAT', `${where} is not a time in UTC with milliseconds`)
}

export function array(item: Shape): Shape {
  return (value, where) => {
    need(Array.isArray(value), 'E_FORMAT', `${where} is not an array`)
    value.forEach((each, i) => item(each, `${where}[${i}]`))
  }
}

export function pair(first: Shape, second: Shape): Shape {
  return (value, where) => {
    need(Array.isArray(value) && value.length === 2, 'E_FORMAT', `${where} is not a pair`)
    first(value[0], `${where}[0]`)
    second(value[1], `${where}[1]`)
  }
}

export function mapping(item: Shape): Shape {
  return (value, where) => {
    need(isObject(value), 'E_FORMAT', `${where} is not an object`)
    for (const name of Object.keys(value)) item(value[name], `${where}.${name}`)
  }
}

/** An object with these members and no others. */
export function members(required: Record<string, Shape>, optional: Record<string, Shape> = {}): Shape {
  const known = new Map([...Object.entries(optional), ...Object.entries(required)])
  return (value, where) => {
    need(isObject(value), 'E_FORMAT', `${where} is not an object`)
    for (const name of Object.keys(required)) need(name in value, 'E_FORMAT', `${where} lacks ${name}`)
    for (const name of Object.keys(value)) {
      const item = known.get(name)
      need(item !== undefined, 'E_FORMAT', `unknown member ${where}.${name}`)
      item(value[name], `${where}.${name}`)
    }
  }
}

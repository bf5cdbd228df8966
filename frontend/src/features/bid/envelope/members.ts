import { isObject, type Json, type JsonObject } from '../../draw/verify/json'
import { EnvelopeRefused, type EnvelopeReason } from './format'

type Kind = 'text' | 'number' | 'object' | 'list'

const is: Record<Kind, (value: Json | undefined) => boolean> = {
  text: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  object: (value) => isObject(value),
  list: (value) => Array.isArray(value),
}

/**
 * The value as an object with exactly these members, of these kinds; a name with "?" may be missing.
 *
 * @throws EnvelopeRefused with `reason`
 */
export function members(value: Json | undefined, where: string, expected: Record<string, Kind>, reason: EnvelopeReason): JsonObject {
  if (!isObject(value)) throw new EnvelopeRefused(reason, `${where} is no object`)
  for (const [written, kind] of Object.entries(expected)) {
    const name = written.replace('?', '')
    const missing = !(name in value)
    if (missing && written.endsWith('?')) continue
    if (missing || !is[kind](value[name])) throw new EnvelopeRefused(reason, `${where}: ${name} must be a ${kind}`)
  }
  const known = Object.keys(expected).map((written) => written.replace('?', ''))
  const strange = Object.keys(value).find((name) => !known.includes(name))
  if (strange !== undefined) throw new EnvelopeRefused(reason, `${where}: ${strange} is not known`)
  return value
}

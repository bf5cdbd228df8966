import type { Expert } from './bundle'
import { need } from './failed'
import { isAscending } from './formulas'
import { array, digest, hex, integer, members, string, type Shape } from './shapes'

/** Why an expert may be left out of a draw (§4.2). */
const EXCLUSIONS = [
  'CONFLICT_EMPLOYER',
  'CONFLICT_PAST_3Y',
  'CONFLICT_RELATIVE',
  'CONFLICT_OTHER',
  'AGENT_STAFF',
  'SUPERVISOR_STAFF',
  'SUSPENDED',
  'QUALIFICATION_EXPIRED',
  'UNAVAILABLE',
  'FREQUENCY_CAP',
  'TIME_CLASH',
  'SELF_RECUSAL',
  'MANUAL',
]

/** One specialty as a string, several as a sorted array, so that one meaning has one text. */
const specialties: Shape = (value, where) => {
  if (!Array.isArray(value)) return string(value, where)
  array(string)(value, where)
  const written = value.length >= 2 && isAscending(value as string[])
  need(written, 'E_FORMAT', `${where} is one specialty in an array, or they are not sorted and distinct`)
}

/** One expert record (§4.2). A file of known answers has no evidence of exclusions. */
export function expert(code: Shape, knownAnswer: boolean): Shape {
  const required = { pid: code, sp: specialties, rg: string, em: hex(8), ex: integer, exr: string, salt: digest }
  const shape = members(required, { exh: digest })
  return (value, where) => {
    shape(value, where)
    const { ex, exr, exh } = value as unknown as Expert
    const reasoned = (ex === 0 && exr === '') || (ex === 1 && EXCLUSIONS.includes(exr))
    need(reasoned, 'E_FORMAT', `${where} is excluded without a reason, or has a reason and is not`)
    const evident = knownAnswer || (exh !== undefined) === (ex === 1)
    need(evident, 'E_FORMAT', `${where}: evidence stands with an exclusion, and only there`)
  }
}

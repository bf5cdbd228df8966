import { expert } from './expert'
import { need } from './failed'
import { isObject, type Json, type JsonObject } from './json'
import { array, anything, base64, digest, hex, instant, integer, mapping, matching, members, object, pair, string } from './shapes'
import type { Shape } from './shapes'

export interface Stratum {
  id: string
  sp: string[]
  /** Regions; empty for any. */
  rg: string[]
  n: number
}

export interface Waiver {
  check: string
  reason: string
  order: string
}

export interface VenueRules {
  city_root: string
  seat_root: string
  n_city: number
  q: number[]
  bind: Record<string, number>
}

/** One random parameter of a scoring method, drawn or fixed; further members belong to the method. */
export interface Parameter {
  name?: Json
  order?: Json
  pool?: Json
  value?: Json
}

/** The rules of a draw of experts, or of a draw of parameters, which has `params` instead of strata (§4.1, §7.2). */
export interface Rules {
  v: string
  suite: number
  parties: string[]
  strata: Stratum[]
  max_per_employer: number
  min_ratio?: number
  min_cap_ratio?: number
  verifier?: string
  venue?: VenueRules
  waivers?: Waiver[]
  redraw?: { prev: string; reason: string; order: string }
  params?: Parameter[]
}

export interface Expert {
  pid: string
  sp: string | string[]
  rg: string
  em: string
  ex: number
  exr: string
  salt: string
  exh?: string
}

export interface Claim {
  leaf: string
  em: string
  strata: string[]
}

export interface StratumResult {
  stratum: string
  selected: { pid: string; key: string; leaf: string }[]
  alternates: string[]
  skipped: [string, string][]
}

export interface City {
  city: string
  ex: number
  exr: string
  seats: number
}

export interface Seat {
  city: string
  ex: number
  exr: string
  seat: string
}

export interface DrawnSeat {
  city: string
  seat: string
  key: string
  leaf: string
}

export interface VenueResult {
  cities: { city: string; key: string; leaf: string }[]
  seats: DrawnSeat[]
  spare: DrawnSeat[]
}

export interface Replacement {
  no: number
  stratum: string
  vacated: string
  reason: string
  evidence?: string
  calls: { pid: string; t: string; channel: string; outcome: string }[]
  skipped: [string, string][]
  seated?: string
  index: number
}

export interface LogEntry {
  step: string
  index: number
  record: { v: number; t: string; kind: string; body: JsonObject }
  salt: string
  proof: string[]
}

export interface Order {
  order: JsonObject
  sig: Record<string, string>
}

/** What a draw leaves behind (§9), once its shape has been checked. Hex and base64 stay as they are written. */
export interface Bundle {
  view?: 'open' | 'sealed'
  draw_id: string
  rules: Rules
  rules_jcs: string
  rules_hash: string
  pool?: Expert[]
  claims?: Claim[]
  leaves_sorted: string[]
  pool_root: string
  library?: Record<'count' | 'prev_count' | 'added' | 'removed', number> & { prev_root: string }
  contributions: Record<string, string>
  commits: Record<string, string>
  signatures: {
    commit: Record<string, string>
    deposit: Record<string, string>
    deposit_check: Record<string, string>
    reveal: Record<string, string>
    final?: string
    escrow?: Record<string, Record<string, string>>
    orders?: Order[]
  }
  transcript: string
  alpha: string
  vrf_pk?: string
  vrf_pi?: string
  vrf_beta?: string
  seed: string
  result: Json
  venue?: { cities: City[]; seats: Seat[]; result: VenueResult }
  replacements?: Replacement[]
  attempts: { draw_id: string; outcome: string; index: number }[]
  log: { origin: string; k1: string; k2: string; consistency: string[]; entries: LogEntry[] }
  timestamps?: { k1?: string; k2?: string }
}

const distinct: Shape = (value, where) => {
  array(string)(value, where)
  need(Array.isArray(value) && new Set(value).size === value.length, 'E_FORMAT', `${where} names one twice`)
}
const drawId = matching(/^[A-Za-z0-9._-]{1,64}\/[1-9][0-9]{0,8}$/, 'a draw id')
const stratum = members({ id: string, sp: array(string), rg: array(string), n: integer })
const signature = base64(64)
const employer = hex(8)
const pid = hex(16)
const timeouts = { commit: integer, deposit: integer, reveal: integer, final: integer }
const always = { v: string, suite: integer, parties: array(string) }
const ofExperts = { ...always, strata: array(stratum), max_per_employer: integer }
const redraw = members({ prev: drawId, reason: string, order: digest })
const production = {
  min_ratio: integer,
  min_cap_ratio: integer,
  timeouts: members({ ...timeouts, answer: integer }),
  verifier: digest,
}
const atTimes = {
  venue: members({
    city_root: digest,
    seat_root: digest,
    n_city: integer,
    q: array(integer),
    bind: mapping(integer),
  }),
  waivers: array(members({ check: string, reason: string, order: digest })),
  redraw,
}
const rules = members({ ...ofExperts, ...production }, atTimes)
const knownAnswerRules = members(ofExperts, { ...production, ...atTimes })
const parameterRules = members(
  { ...always, timeouts: members(timeouts, { answer: integer }), verifier: digest, params: array(object) },
  { redraw },
)

function result(code: Shape): Shape {
  const selected = array(members({ pid: code, key: digest, leaf: digest }))
  return array(members({ stratum: string, selected, alternates: array(code), skipped: array(pair(code, string)) }))
}

const parameterResult = array(members({ name: string, counter: integer, position: integer, value: string }))
const seats = array(members({ city: string, seat: string, key: digest, leaf: digest }))
const venue = members({
  cities: array(members({ city: string, ex: integer, exr: string, seats: integer })),
  seats: array(members({ city: string, ex: integer, exr: string, seat: string })),
  result: members({ cities: array(members({ city: string, key: digest, leaf: digest })), seats, spare: seats }),
})
const replacement = members(
  {
    no: integer,
    stratum: string,
    vacated: pid,
    reason: string,
    calls: array(members({ pid, t: instant, channel: string, outcome: string })),
    skipped: array(pair(pid, string)),
    index: integer,
  },
  { evidence: digest, seated: pid },
)
const record = members(
  { v: integer, id: string, t: instant, kind: string, body: object },
  { tender: string, actor: anything, obj: anything, docs: anything, prev: string, rule: string },
)
const proof = array(base64(32))
const log = members({
  origin: string,
  k1: string,
  k2: string,
  consistency: proof,
  entries: array(members({ step: string, index: integer, record, salt: digest, proof })),
})
const signatures = members(
  {
    commit: mapping(signature),
    deposit: mapping(signature),
    deposit_check: mapping(signature),
    reveal: mapping(signature),
  },
  {
    final: signature,
    escrow: mapping(mapping(signature)),
    orders: array(members({ order: object, sig: mapping(signature) })),
  },
)
const library = members({
  count: integer,
  prev_count: integer,
  prev_root: digest,
  added: integer,
  removed: integer,
})
const attempts = array(members({ draw_id: drawId, outcome: string, index: integer }))
const common = {
  draw_id: drawId,
  rules_jcs: string,
  rules_hash: digest,
  leaves_sorted: array(digest),
  pool_root: digest,
  contributions: mapping(hex(32)),
  commits: mapping(digest),
  transcript: digest,
  alpha: digest,
  seed: digest,
}
const vrf = { vrf_pk: hex(32), vrf_pi: hex(80), vrf_beta: hex(64) }

/**
 * Check 1: members, types and encodings of a transcript; what is a matter of value is left to the other checks.
 *
 * @param knownAnswer whether it is a file of known answers, which has no log and no signatures
 * @throws Failed with E_FORMAT
 */
export function checkShape(value: Json, knownAnswer: boolean): Bundle {
  need(isObject(value), 'E_FORMAT', 'transcript is not an object')
  if (knownAnswer) {
    const required = { ...common, ...vrf, rules: knownAnswerRules, pool: array(expert(string, true)), result: result(string) }
    members(required, { note: string, vrf_sk: hex(32) })(value, 'transcript')
    return value as unknown as Bundle
  }
  need(value['format'] === 'VED1-bundle/1', 'E_FORMAT', 'format is not VED1-bundle/1')
  const view = value['view']
  need(view === 'open' || view === 'sealed', 'E_FORMAT', 'view is neither open nor sealed')
  const written = isObject(value['rules']) ? value['rules'] : {}
  const ofParameters = 'params' in written
  const required: Record<string, Shape> = {
    ...common,
    format: string,
    view: string,
    rules: ofParameters ? parameterRules : rules,
    result: ofParameters ? parameterResult : result(pid),
    signatures,
    attempts,
    log,
    ...(view === 'open' ? { pool: array(expert(pid, false)) } : { claims: array(members({ leaf: digest, em: employer, strata: distinct })) }),
    ...(ofParameters ? {} : { library, replacements: array(replacement) }),
    ...(written['suite'] === 2 ? {} : vrf),
    ...('venue' in written && !ofParameters ? { venue } : {}),
  }
  const optional: Record<string, Shape> = {
    timestamps: members({}, { k1: base64(), k2: base64() }),
    ...(written['suite'] === 2 ? { vrf_beta: matching(/^$/, 'empty') } : {}),
  }
  members(required, optional)(value, 'transcript')
  need(!ofParameters || view === 'open', 'E_FORMAT', 'a draw of parameters has an open view only')
  return value as unknown as Bundle
}

import { bytesToHex } from '@noble/hashes/utils.js'
import type { Bundle, StratumResult } from './verify/bundle'
import { fromHex, leafOf, specialtiesOf, SUITE_1 } from './verify/formulas'
import { select } from './verify/selection'

export type Outcome = 'SELECTED' | 'ALTERNATE' | 'ALREADY' | 'EMPLOYER_CAP'

/** One place of a ranking. */
export interface Row {
  /** From 1. */
  rank: number
  leaf: string
  /** Code in this draw, where the result names it. */
  pid: string
  /** HMAC under the seed, hex: the rows ascend by it. */
  key: string
  outcome: Outcome
}

export interface Ranking {
  stratum: string
  seats: number
  /** How many were ranked. */
  total: number
  /** The first of them. */
  rows: Row[]
}

/**
 * Ranks everybody anew from the seed, as the specification has it (§5, steps 7 and 8), and keeps the head of each list: what
 * is shown is computed here, and not taken from the result.
 *
 * @param most rows to a stratum
 */
export function rankingsOf(bundle: Bundle, most: number): Ranking[] {
  const { rules } = bundle
  const candidates = candidatesOf(bundle)
  const employerOf = new Map<string, string>()
  for (const { leaf, em } of bundle.claims ?? []) employerOf.set(leaf, em)
  for (const expert of bundle.pool ?? []) employerOf.set(bytesToHex(leafOf(SUITE_1, expert)), expert.em)
  const outcomes = select(SUITE_1, fromHex(bundle.seed), bundle.draw_id, rules.strata, rules.max_per_employer, candidates, employerOf)
  const listed = bundle.result as unknown as StratumResult[]
  return outcomes.map((outcome, i) => {
    const { id = '', n = 0 } = rules.strata[i] ?? {}
    const said = listed[i]
    const pids = new Map<string, string>()
    outcome.selected.forEach(({ leaf }, at) => pids.set(leaf, said?.selected[at]?.pid ?? ''))
    outcome.alternates.forEach((leaf, at) => pids.set(leaf, said?.alternates[at] ?? ''))
    outcome.skipped.forEach(({ leaf }, at) => pids.set(leaf, said?.skipped[at]?.[0] ?? ''))
    const skipped = new Map(outcome.skipped.map(({ leaf, reason }) => [leaf, reason]))
    const selected = new Set(outcome.selected.map(({ leaf }) => leaf))
    const rows = outcome.ranked.slice(0, most).map(({ key, leaf }, at): Row => ({
      rank: at + 1,
      leaf,
      pid: pids.get(leaf) ?? '',
      key,
      outcome: selected.has(leaf) ? 'SELECTED' : (skipped.get(leaf) ?? 'ALTERNATE'),
    }))
    return { stratum: id, seats: n, total: outcome.ranked.length, rows }
  })
}

function candidatesOf({ rules, claims, pool, venue }: Bundle): string[][] {
  return rules.strata.map((stratum) => {
    if (claims !== undefined) return claims.filter(({ strata }) => strata.includes(stratum.id)).map(({ leaf }) => leaf)
    const place = rules.venue?.bind[stratum.id]
    const city = place === undefined ? undefined : venue?.result.cities[place]?.city
    const within = new Set(city === undefined ? stratum.rg : [city])
    return (pool ?? [])
      .filter((expert) => expert.ex === 0 && (within.size === 0 || within.has(expert.rg)))
      .filter((expert) => specialtiesOf(expert).some((specialty) => stratum.sp.includes(specialty)))
      .map((expert) => bytesToHex(leafOf(SUITE_1, expert)))
  })
}

/** A code that people can say and compare: `E-` and the first four digits of it, more where two begin alike. */
export function codesOf(pids: Iterable<string>): Map<string, string> {
  const all = [...new Set(pids)]
  let length = 4
  while (length < 32 && new Set(all.map((pid) => pid.slice(0, length))).size < all.length) length++
  return new Map(all.map((pid) => [pid, pid === '' ? '—' : `E-${pid.slice(0, length).toUpperCase()}`]))
}

/** How long a replay of one stratum is: list, keys, one frame for each place walked, and the rest as alternates. */
export function framesOf({ rows }: Ranking): number {
  return 3 + walked(rows)
}

/** How many places were looked at until the seats were filled. */
export function walked(rows: Row[]): number {
  return rows.reduce((last, row, i) => (row.outcome === 'SELECTED' ? i + 1 : last), 0)
}

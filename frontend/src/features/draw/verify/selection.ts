import { bytesToHex, concatBytes } from '@noble/hashes/utils.js'
import { utf8 } from '../../audit/verify/bytes'
import type { Stratum, StratumResult } from './bundle'
import type { Draw } from './draw'
import { need } from './failed'
import { fromHex, lp, rankedBy, type Ranked, type Suite } from './formulas'
import { canonical, jcs } from './json'
import { areSound, drawParameters } from './parameters'

const CODE = 'E_SELECT'

/** The outcome of one stratum, in leaves. */
export interface Selected {
  /** Everybody, by rank. */
  ranked: Ranked[]
  selected: Ranked[]
  alternates: string[]
  skipped: { leaf: string; reason: 'ALREADY' | 'EMPLOYER_CAP' }[]
}

/**
 * Ranks and selects (§5, steps 7 and 8).
 *
 * @param candidates eligible leaves per stratum
 * @throws Failed with E_SELECT for a stratum that cannot be filled
 */
export function select(
  suite: Suite,
  seed: Uint8Array,
  drawId: string,
  strata: Stratum[],
  cap: number,
  candidates: string[][],
  employerOf: Map<string, string>,
): Selected[] {
  const chosen = new Set<string>()
  const members = new Map<string, number>()
  return strata.map(({ id, n }, i) => {
    const label = concatBytes(utf8('VED1/rank\0'), lp(drawId), lp(id))
    const everybody = rankedBy(suite, seed, label, candidates[i] ?? [])
    const outcome: Selected = { ranked: everybody, selected: [], alternates: [], skipped: [] }
    for (const ranked of everybody) {
      const { leaf } = ranked
      const employer = employerOf.get(leaf) ?? ''
      const already = members.get(employer) ?? 0
      if (chosen.has(leaf)) outcome.skipped.push({ leaf, reason: 'ALREADY' })
      else if (outcome.selected.length === n) outcome.alternates.push(leaf)
      else if (already >= cap) outcome.skipped.push({ leaf, reason: 'EMPLOYER_CAP' })
      else {
        outcome.selected.push(ranked)
        chosen.add(leaf)
        members.set(employer, already + 1)
      }
    }
    need(outcome.selected.length === n, CODE, `stratum ${id} is short of experts`)
    return outcome
  })
}

/** Check 20: the seed gives this result and no other, and the log holds its hash. */
export function checkSelection(draw: Draw) {
  const { suite, bundle, rules } = draw
  const seed = fromHex(bundle.seed)
  if (rules.params !== undefined) {
    // What check 8 refuses cannot be drawn.
    const values = areSound(rules.params) ? drawParameters(suite, seed, draw.drawId, rules.params) : bundle.result
    need(canonical(values) === canonical(bundle.result), CODE, 'the seed gives other values')
  } else {
    checkPeople(draw, seed)
  }
  if (draw.knownAnswer) return
  const made = bytesToHex(suite.h(utf8('VED1/result\0'), jcs(bundle.result)))
  const logged = draw.steps('RESULT').every(({ record }) => record.body['result_hash'] === made)
  need(logged, CODE, 'the log holds the hash of another result')
}

function checkPeople(draw: Draw, seed: Uint8Array) {
  const { rules, bundle } = draw
  const listed = bundle.result as unknown as StratumResult[]
  const candidates = draw.candidates()
  const outcomes = select(
    draw.suite,
    seed,
    draw.drawId,
    rules.strata,
    rules.max_per_employer,
    candidates,
    draw.employerOf,
  )
  need(listed.length === rules.strata.length, CODE, 'not one result per stratum')
  if (bundle.pool === undefined) takeClaimedNames(draw, listed, outcomes)
  const pid = (leaf: string) => draw.pidOf.get(leaf) ?? ''
  const computed = outcomes.map(({ selected, alternates, skipped }, i) => ({
    stratum: rules.strata[i]?.id,
    selected: selected.map(({ key, leaf }) => ({ pid: pid(leaf), key, leaf })),
    alternates: alternates.map(pid),
    skipped: skipped.map(({ leaf, reason }) => [pid(leaf), reason]),
  }))
  need(canonical(computed) === canonical(listed), CODE, 'the ranking gives other people, or another order')
}

/** Sealed view: which pid a leaf has is read off the result, and must be one pid per leaf and one leaf per pid. */
function takeClaimedNames(draw: Draw, listed: StratumResult[], outcomes: Selected[]) {
  const names = new Map<string, string>()
  const taken = new Map<string, string>()
  const take = (leaves: string[], pids: string[]) => {
    need(leaves.length === pids.length, CODE, 'the ranking gives another number of people')
    leaves.forEach((leaf, i) => {
      const pid = pids[i] ?? ''
      const one = (names.get(leaf) ?? pid) === pid && (taken.get(pid) ?? leaf) === leaf
      need(one, CODE, 'one person under two codes, or two under one')
      names.set(leaf, pid)
      taken.set(pid, leaf)
    })
  }
  outcomes.forEach(({ selected, alternates, skipped }, i) => {
    const row = listed[i]
    if (row === undefined) return
    take(selected.map(({ leaf }) => leaf), row.selected.map(({ pid }) => pid))
    take(alternates, row.alternates)
    take(skipped.map(({ leaf }) => leaf), row.skipped.map(([pid]) => pid))
  })
  for (const [leaf, pid] of names) draw.pidOf.set(leaf, pid)
}

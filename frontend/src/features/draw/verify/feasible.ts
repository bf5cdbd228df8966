import { utf8 } from '../../audit/verify/bytes'
import type { Waiver } from './bundle'
import type { Draw } from './draw'
import { need } from './failed'
import { fromHex, u32be } from './formulas'
import { isObject } from './json'
import { select } from './selection'
import { drawVenues } from './venue'

/** Seeds over which inclusion probabilities are estimated at least (§5.1). */
const F4_SEEDS = 2000
const F4_MOST_SEEDS = 1_000_000

interface Infeasible {
  check: 'F1' | 'F2' | 'F3' | 'F4'
  detail: string
}

/** Check 11: enough candidates for every seed, or the supervisor's signed waiver. What F1 finds cannot be waived. */
export function checkFeasible(draw: Draw, deep: boolean) {
  if (draw.ofParameters) return
  const found = [...countedShort(draw), ...(deep ? tooLikely(draw) : [])]
  for (const { check, detail } of found) {
    const waived = (draw.rules.waivers ?? []).some((waiver) => waiver.check === check && isWaived(draw, waiver))
    need(waived, 'E_FEASIBLE', detail)
  }
}

function isWaived(draw: Draw, { check, order: number }: Waiver): boolean {
  const order = draw.ordersByHash().get(number)
  if (order?.order['draw_id'] !== draw.drawId || order.order['check'] !== check) return false
  return draw.hasSignedOrder('supervisor', order)
}

/** The pools that each stratum might choose from: where it is bound to a city, one for each city that may be drawn. */
function possiblePools(draw: Draw): string[][][] {
  const { rules, bundle } = draw
  if (bundle.pool === undefined) return draw.candidates().map((leaves) => [leaves])
  const cities = (bundle.venue?.cities ?? []).filter(({ ex }) => ex === 0).map(({ city }) => city)
  return rules.strata.map((stratum) => {
    const bound = rules.venue?.bind[stratum.id] !== undefined
    return bound ? cities.map((city) => draw.eligible(stratum, [city])) : [draw.eligible(stratum, stratum.rg)]
  })
}

function countedShort(draw: Draw): Infeasible[] {
  const { rules } = draw
  const found: Infeasible[] = []
  const pools = possiblePools(draw)
  let prior = 0
  rules.strata.forEach(({ id, n }, i) => {
    for (const leaves of pools[i] ?? []) {
      const heads = new Map<string, number>()
      for (const leaf of leaves) {
        const employer = draw.employerOf.get(leaf) ?? ''
        heads.set(employer, (heads.get(employer) ?? 0) + 1)
      }
      const slots = [...heads.values()].reduce((sum, k) => sum + Math.min(rules.max_per_employer, k), 0)
      const room = slots - prior
      const detail = `stratum ${id}: ${leaves.length} candidates, employers for ${Math.max(room, 0)}, seats ${n}`
      if (room < n) found.push({ check: 'F1', detail: `F1: ${detail}` })
      if (leaves.length < (rules.min_ratio ?? 0) * n) found.push({ check: 'F2', detail: `F2: ${detail}` })
      if (room < (rules.min_cap_ratio ?? 0) * n) found.push({ check: 'F3', detail: `F3: ${detail}` })
    }
    prior += n
  })
  return found
}

/** F4: how often each expert is chosen over seeds that depend on the pool alone. */
function tooLikely(draw: Draw): Infeasible[] {
  const { suite, bundle } = draw
  const logged = draw.steps('POOL')[0]?.record.body['f4']
  const claimed = isObject(logged) ? logged : undefined
  const seeds = claimed === undefined ? F4_SEEDS : claimed['seeds']
  if (typeof seeds !== 'number' || seeds < F4_SEEDS || seeds > F4_MOST_SEEDS) {
    return [{ check: 'F4', detail: 'F4: logged over too few seeds' }]
  }
  const counts = new Map<string, number>()
  const candidatesFor = candidatesBySeed(draw)
  for (let i = 0; i < seeds; i++) {
    const seed = suite.h(utf8('VED1/f4\0'), fromHex(bundle.pool_root), u32be(i))
    const candidates = candidatesFor(seed)
    for (const leaf of candidates.flat()) if (!counts.has(leaf)) counts.set(leaf, 0)
    const { strata, max_per_employer: cap } = draw.rules
    for (const { selected } of select(suite, seed, draw.drawId, strata, cap, candidates, draw.employerOf)) {
      for (const { leaf } of selected) counts.set(leaf, (counts.get(leaf) ?? 0) + 1)
    }
  }
  const times = [...counts.values()]
  const least = times.reduce((a, b) => Math.min(a, b), seeds)
  const most = times.reduce((a, b) => Math.max(a, b), 0)
  const found: Infeasible[] = []
  const other = claimed !== undefined && (claimed['min'] !== least || claimed['max'] !== most || Object.keys(claimed).length !== 3)
  if (other) found.push({ check: 'F4', detail: 'F4: the POOL entry says something else' })
  if (2 * most > seeds) found.push({ check: 'F4', detail: `F4: somebody is chosen ${most} times in ${seeds}` })
  return found
}

function candidatesBySeed(draw: Draw): (seed: Uint8Array) => string[][] {
  const { rules, bundle, suite } = draw
  const { venue } = rules
  const places = bundle.venue
  if (venue === undefined || places === undefined || bundle.pool === undefined) return () => draw.candidates()
  const known = new Map<string, string[]>()
  return (seed) => {
    const drawn = drawVenues(suite, seed, draw.drawId, venue, places).cities
    return rules.strata.map((stratum) => {
      const place = venue.bind[stratum.id]
      const city = place === undefined ? undefined : drawn[place]?.city
      const at = `${stratum.id}\0${city ?? ''}`
      const leaves = known.get(at) ?? draw.eligible(stratum, city === undefined ? stratum.rg : [city])
      known.set(at, leaves)
      return leaves
    })
  }
}

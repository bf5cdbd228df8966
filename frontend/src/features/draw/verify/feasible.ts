import { utf8 } from '../../audit/verify/bytes'
import type { Draw } from './draw'
import { need } from './failed'
import { fromHex, u32be } from './formulas'
import { isObject, type JsonObject } from './json'
import { roomOf } from './room'
import { select } from './selection'
import { rankedCities } from './venue'

/** Runs over which inclusion probabilities are estimated at least (§5.1), and at most. */
const F4_RUNS = 2000
const F4_MOST_RUNS = 2 ** 31 - 1

const CODE = 'E_FEASIBLE'

interface Infeasible {
  check: 'F1' | 'F2' | 'F3'
  detail: string
}

/** Check 11: enough candidates for every seed, or the supervisor's signed waiver. What F1 finds cannot be waived. */
export function checkFeasible(draw: Draw, deep: boolean) {
  if (draw.ofParameters) return
  const waived = new Set<string>()
  for (const { check, order: number } of draw.rules.waivers ?? []) {
    const order = draw.validOrder(number)?.order
    const same = order?.['draw_id'] === draw.drawId && order['check'] === check
    need(same, CODE, `the waiver of ${check} has no valid order`)
    waived.add(check)
  }
  for (const { check, detail } of countedShort(draw)) need(check !== 'F1' && waived.has(check), CODE, detail)
  checkChances(draw, waived.has('F4'), deep)
}

/** The cities that may be drawn. */
function citiesOf({ bundle }: Draw): string[] {
  return (bundle.venue?.cities ?? []).filter(({ ex }) => ex === 0).map(({ city }) => city)
}

/** The pools that each stratum might choose from: where it is bound to a city, one for each city that may be drawn. */
function possiblePools(draw: Draw): string[][][] {
  const { rules, bundle } = draw
  if (bundle.pool === undefined) return draw.candidates().map((leaves) => [leaves])
  const cities = citiesOf(draw)
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
      const room = roomOf(draw, leaves) - prior
      const detail = `stratum ${id}: ${leaves.length} candidates, employers for ${Math.max(room, 0)}, seats ${n}`
      if (room < n) found.push({ check: 'F1', detail: `F1: ${detail}` })
      if (leaves.length < (rules.min_ratio ?? 0) * n) found.push({ check: 'F2', detail: `F2: ${detail}` })
      if (room < (rules.min_cap_ratio ?? 0) * n) found.push({ check: 'F3', detail: `F3: ${detail}` })
    }
    prior += n
  })
  return found
}

/** F4: what the log says of it; whether that is true, only when asked for, and where the records are open. */
function checkChances(draw: Draw, waived: boolean, deep: boolean) {
  const body = draw.one('POOL')?.record.body
  need(body !== undefined, CODE, 'not exactly one entry of step POOL')
  const logged: JsonObject = isObject(body['f4']) ? body['f4'] : {}
  const runs = Number(logged['runs'] ?? 0)
  const most = Number(logged['most'] ?? 0)
  const rare = !('f4' in body) || waived || 2 * most <= runs
  need(rare, CODE, `F4: somebody is chosen ${most} times in ${runs}`)
  if (!deep || draw.bundle.pool === undefined) return
  need(runs >= F4_RUNS && runs <= F4_MOST_RUNS, CODE, `F4: the POOL entry shows ${runs} runs`)
  const found = chancesOf(draw, runs)
  const same = found.least === logged['least'] && found.most === most
  need(same, CODE, `F4: other figures than ${found.least} and ${found.most} are logged`)
}

/** How often the least and the most favoured expert is chosen, over seeds that depend on the pool alone. */
function chancesOf(draw: Draw, runs: number): { least: number; most: number } {
  const { suite, bundle, rules, drawId } = draw
  const { strata, max_per_employer: cap, venue } = rules
  const pools = new Map<string, string[]>()
  const poolOf = (id: string, city: string | undefined) => pools.get(`${id}\0${city ?? ''}`) ?? []
  for (const stratum of strata) {
    const bound = venue?.bind[stratum.id] !== undefined
    for (const city of bound ? citiesOf(draw) : [undefined]) {
      pools.set(`${stratum.id}\0${city ?? ''}`, draw.eligible(stratum, city === undefined ? stratum.rg : [city]))
    }
  }
  const counts = new Map([...pools.values()].flat().map((leaf) => [leaf, 0]))
  for (let i = 0; i < runs; i++) {
    const seed = suite.h(utf8('VED1/f4\0'), fromHex(bundle.pool_root), u32be(i))
    const drawn = venue === undefined ? [] : rankedCities(suite, seed, drawId, bundle.venue?.cities ?? [])
    const candidates = strata.map(({ id }) => {
      const place = venue?.bind[id]
      return poolOf(id, place === undefined ? undefined : drawn[place]?.place.city)
    })
    for (const { selected } of select(suite, seed, drawId, strata, cap, candidates, draw.employerOf)) {
      for (const { leaf } of selected) counts.set(leaf, (counts.get(leaf) ?? 0) + 1)
    }
  }
  const times = [...counts.values()]
  return { least: times.reduce((a, b) => Math.min(a, b), runs), most: times.reduce((a, b) => Math.max(a, b), 0) }
}

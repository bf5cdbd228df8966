import { bytesToHex } from '@noble/hashes/utils.js'
import type { Rules } from './bundle'
import { FINALISER, type Draw } from './draw'
import { need } from './failed'
import { isAscending, rulesHash } from './formulas'
import { canonical } from './json'
import { checkParameters } from './parameters'

const CODE = 'E_RULES'
const PARAMETER_DRAW = /^.+\.param\.[A-Za-z0-9_-]+\/[0-9]+$/

/** Check 7. */
export function checkRulesHash({ suite, rules, bundle }: Draw) {
  need(bundle.rules_jcs === canonical(rules), 'E_RULES_HASH', 'rules_jcs is not the canonical text of rules')
  need(bytesToHex(rulesHash(suite, rules)) === bundle.rules_hash, 'E_RULES_HASH', 'rules_hash is of other rules')
}

/** Check 8. */
export function checkRules(draw: Draw) {
  const { rules } = draw
  const { parties } = rules
  need(rules.v === 'VED1' && rules.suite === 1, CODE, 'version or suite')
  need(parties.length >= 3 && !parties.includes(''), CODE, 'fewer than three parties')
  need(isAscending(parties), CODE, 'parties are not sorted and distinct')
  if (!draw.knownAnswer) {
    const present = ['agent', 'platform', 'supervisor'].every((party) => parties.includes(party))
    need(present && !parties.includes(FINALISER), CODE, 'agent, platform and supervisor must contribute')
    need(rules.verifier === draw.keys.verifier, CODE, 'the rules pin another verifier than the keys file')
    const named = (rules.redraw !== undefined) === draw.attempt > 1
    need(named, CODE, 'a redraw is named from the second attempt on, and only then')
  }
  if (rules.params === undefined) {
    checkStrata(rules)
    return
  }
  need(PARAMETER_DRAW.test(draw.drawId), CODE, 'a draw of parameters is called TENDER.param.LOT')
  checkParameters(rules.params)
}

function checkStrata(rules: Rules) {
  const { strata } = rules
  const whole = strata.length > 0 && strata.every(({ id, sp, n }) => n >= 1 && sp.length > 0 && id !== '')
  need(whole, CODE, 'strata')
  const ids = new Set(strata.map(({ id }) => id))
  need(ids.size === strata.length, CODE, 'stratum ids are not unique')
  need(rules.max_per_employer >= 1, CODE, 'max_per_employer')
  const waivable = (rules.waivers ?? []).every(({ check }) => ['F2', 'F3', 'F4'].includes(check))
  need(waivable, CODE, 'a waiver of what cannot be waived')
  const { venue } = rules
  if (venue === undefined) return
  need(venue.n_city >= 1 && venue.q.length === venue.n_city, CODE, 'venue quotas')
  const bound = Object.entries(venue.bind)
  need(bound.every(([, place]) => place < venue.n_city), CODE, 'a stratum is bound to no city')
  need(bound.every(([id]) => ids.has(id)), CODE, 'an unknown stratum is bound to a city')
  const taken = (place: number) =>
    strata.filter(({ id }) => venue.bind[id] === place).reduce((sum, { n }) => sum + n, 0)
  need(venue.q.every((quota, place) => quota >= Math.max(1, taken(place))), CODE, 'fewer seats than experts')
}

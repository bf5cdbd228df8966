import { bytesToHex, concatBytes } from '@noble/hashes/utils.js'
import { utf8 } from '../../audit/verify/bytes'
import type { Bundle, City, Seat, VenueResult, VenueRules } from './bundle'
import type { Draw } from './draw'
import { need } from './failed'
import { roomOf } from './room'
import { fromHex, leafOf, lp, merkleRoot, rankedBy, type Ranked, type Suite } from './formulas'
import { canonical } from './json'

const CODE = 'E_VENUE'

function ranked<Place extends City | Seat>(
  suite: Suite,
  seed: Uint8Array,
  label: Uint8Array,
  places: Place[],
): (Ranked & { place: Place })[] {
  const eligible = places.filter(({ ex }) => ex === 0)
  const byLeaf = new Map(eligible.map((place) => [bytesToHex(leafOf(suite, place)), place]))
  return rankedBy(suite, seed, label, [...byLeaf.keys()]).flatMap((each) => {
    const place = byLeaf.get(each.leaf)
    return place === undefined ? [] : [{ ...each, place }]
  })
}

/** Eligible cities in the order in which a seed draws them. */
export function rankedCities(suite: Suite, seed: Uint8Array, drawId: string, cities: City[]) {
  return ranked(suite, seed, concatBytes(utf8('VED1/rank-city\0'), lp(drawId)), cities)
}

/**
 * Draws cities, and seats in each of them (§7); the seats beyond the quota are spare ones, in their order.
 *
 * @throws Failed with E_VENUE when there are too few
 */
export function drawVenues(
  suite: Suite,
  seed: Uint8Array,
  drawId: string,
  rules: VenueRules,
  { cities, seats }: { cities: City[]; seats: Seat[] },
): VenueResult {
  const drawn = rankedCities(suite, seed, drawId, cities).slice(0, rules.n_city)
  need(drawn.length === rules.n_city, CODE, 'fewer eligible cities than are to be drawn')
  const result: VenueResult = {
    cities: drawn.map(({ place, key, leaf }) => ({ city: place.city, key, leaf })),
    seats: [],
    spare: [],
  }
  result.cities.forEach(({ city }, i) => {
    const label = concatBytes(utf8('VED1/rank-seat\0'), lp(drawId), lp(city))
    const within = seats.filter((seat) => seat.city === city)
    const inOrder = ranked(suite, seed, label, within).map(({ place, key, leaf }) => ({ city, seat: place.seat, key, leaf }))
    const quota = rules.q[i] ?? 0
    need(inOrder.length >= quota, CODE, `city ${city} has too few seats`)
    result.seats.push(...inOrder.slice(0, quota))
    result.spare.push(...inOrder.slice(quota))
  })
  return result
}

/** Check 19: the candidates are those of the rules, and the seed gives these cities and seats. */
export function checkVenue(draw: Draw) {
  const { rules, bundle, suite } = draw
  if (rules.venue === undefined || bundle.venue === undefined) return
  const { venue } = bundle
  checkPlaces(draw, 'cities', venue.cities, venue.cities.map(({ city }) => city), rules.venue.city_root)
  checkPlaces(draw, 'seats', venue.seats, venue.seats.map(({ city, seat }) => canonical([city, seat])), rules.venue.seat_root)
  const most = Math.max(...rules.venue.q)
  const wideEnough = venue.cities.every(({ ex, seats }) => ex === 1 || seats >= most)
  need(wideEnough, CODE, 'a city with too few seats could be drawn')
  for (const { city, ex, seats } of venue.cities) {
    const free = venue.seats.filter((seat) => seat.city === city && seat.ex === 0).length
    need(seats === free, CODE, `city ${city} has another number of free seats`)
    const staffed = ex === 1 || bundle.pool === undefined || hasExperts(draw, rules.venue, city)
    need(staffed, CODE, 'a city with too few experts could be drawn')
  }
  const drawn = drawVenues(suite, fromHex(bundle.seed), draw.drawId, rules.venue, venue)
  need(canonical(drawn) === canonical(venue.result), CODE, 'the ranking gives other cities or seats')
}

/** F1 for every stratum that is bound to a drawn city, if this one were drawn for it. */
function hasExperts(draw: Draw, { bind }: VenueRules, city: string): boolean {
  let prior = 0
  return draw.rules.strata.every((stratum) => {
    const taken = prior
    prior += stratum.n
    return bind[stratum.id] === undefined || roomOf(draw, draw.eligible(stratum, [city])) - taken >= stratum.n
  })
}

type Records = NonNullable<Bundle['venue']>['cities'] | NonNullable<Bundle['venue']>['seats']

function checkPlaces({ suite }: Draw, what: string, records: Records, names: string[], root: string) {
  need(new Set(names).size === names.length, CODE, `one of the ${what} stands twice`)
  const leaves = records.map((record) => bytesToHex(leafOf(suite, record))).sort()
  need(bytesToHex(merkleRoot(suite, leaves.map(fromHex))) === root, CODE, `the ${what} do not lead to their root`)
  const reasoned = records.every(({ ex, exr }) => (ex === 0 && exr === '') || (ex === 1 && exr !== ''))
  need(reasoned, CODE, `exclusion of ${what}`)
}

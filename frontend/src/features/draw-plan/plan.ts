import type { DrawPlan, Regime } from '../../api/types'

export interface NeedValues {
  id: string
  specialties: string[]
  regions: string[]
  seats: number
  venue?: string
}

export interface VenueValues {
  id: string
  main: boolean
  name: string
  city?: string
}

/** What the form holds: members and seats of venues follow from the needs and are computed, never typed. */
export interface PlanValues {
  ownerRepresentatives: number
  complex: boolean
  socialEffect: boolean
  maxPerEmployer: number
  minRatio: number
  minCapRatio: number
  evaluationAt?: string
  expectedHours: number
  answerMinutes: number
  stepMinutes: number
  needs: NeedValues[]
  libraries: string[]
  venues: VenueValues[]
  offers: OfferValues[]
  avoided: { creditCode: string; name: string; reason: string }[]
}

export interface OfferValues {
  city: string
  name: string
  seats: string[]
}

export const emptyPlan: PlanValues = {
  ownerRepresentatives: 1,
  complex: false,
  socialEffect: false,
  maxPerEmployer: 1,
  minRatio: 3,
  minCapRatio: 2,
  expectedHours: 6,
  answerMinutes: 30,
  stepMinutes: 30,
  needs: [{ id: 'tech', specialties: [], regions: [], seats: 4 }],
  libraries: [],
  venues: [],
  offers: [],
  avoided: [],
}

export function expertSeats(needs: Partial<NeedValues>[] | undefined): number {
  return (needs ?? []).reduce((sum, need) => sum + (need?.seats ?? 0), 0)
}

/** Members who sit at a venue: the owner's representatives at the main one, and whoever is bound to it. */
export function quotaOf(venue: Partial<VenueValues> | undefined, values: Pick<PlanValues, 'needs' | 'ownerRepresentatives'>): number {
  const bound = expertSeats((values.needs ?? []).filter((need) => need?.venue !== undefined && need.venue === venue?.id))
  return bound + (venue?.main ? (values.ownerRepresentatives ?? 0) : 0)
}

/** The venues whose city is drawn. */
export function drawnOf<V extends Pick<VenueValues, 'main' | 'city'>>(venues: V[] | undefined): V[] {
  return (venues ?? []).filter((venue) => venue !== undefined && !venue.main && !venue.city)
}

/**
 * Whether the draw of cities decides nothing: as many have seats enough as are to be drawn.
 *
 * @param quota seats that the largest of the drawn venues needs
 */
export function isCityForced(offers: Partial<OfferValues>[], drawn: number, quota: number): boolean {
  const able = offers.filter((offer) => offer?.city && (offer.seats?.length ?? 0) >= quota).length
  return drawn > 0 && able === drawn
}

/** A free id that says what it is for, as ids stand in the rules of the draw. */
export function freeId(prefix: string, taken: string[]): string {
  let n = 2
  while (taken.includes(`${prefix}${n}`)) n += 1
  return `${prefix}${n}`
}

export function toPlan(values: PlanValues, regime: Regime): DrawPlan {
  const step = values.stepMinutes * 60
  return {
    regime,
    size: expertSeats(values.needs) + values.ownerRepresentatives,
    ownerRepresentatives: values.ownerRepresentatives,
    complex: values.complex,
    socialEffect: values.socialEffect,
    maxPerEmployer: values.maxPerEmployer,
    minRatio: values.minRatio,
    minCapRatio: values.minCapRatio,
    evaluationAt: values.evaluationAt!,
    expectedHours: values.expectedHours,
    timeouts: { commit: step, deposit: step, reveal: step, final: step, answer: values.answerMinutes * 60 },
    needs: values.needs.map((need) => ({
      id: need.id,
      specialties: need.specialties,
      regions: need.regions ?? [],
      seats: need.seats,
      ...(values.venues.length > 0 && need.venue ? { venue: need.venue } : {}),
    })),
    libraries: values.libraries ?? [],
    venues: values.venues.map((venue) => ({
      id: venue.id,
      main: venue.main,
      name: venue.name,
      quota: Math.max(1, quotaOf(venue, values)),
      ...(venue.city ? { city: venue.city } : {}),
    })),
    offers: drawnOf(values.venues).length > 0 ? (values.offers ?? []).map(({ city, name, seats }) => ({ city, name, seats: seats ?? [] })) : [],
    avoided: values.avoided ?? [],
  }
}

export function fromPlan(plan: DrawPlan): PlanValues {
  return {
    ownerRepresentatives: plan.ownerRepresentatives,
    complex: plan.complex,
    socialEffect: plan.socialEffect,
    maxPerEmployer: plan.maxPerEmployer,
    minRatio: plan.minRatio,
    minCapRatio: plan.minCapRatio,
    evaluationAt: plan.evaluationAt,
    expectedHours: plan.expectedHours,
    answerMinutes: Math.round(plan.timeouts.answer / 60),
    stepMinutes: Math.round(plan.timeouts.commit / 60),
    needs: plan.needs,
    libraries: plan.libraries,
    venues: plan.venues.map(({ id, main, name, city }) => ({ id, main, name, city })),
    offers: plan.offers,
    avoided: plan.avoided,
  }
}

import { expect, test } from 'vitest'
import { emptyPlan, expertSeats, freeId, fromPlan, isCityForced, quotaOf, toPlan, type PlanValues } from './plan'

const values: PlanValues = {
  ...emptyPlan,
  evaluationAt: '2026-11-20T01:00:00Z',
  needs: [
    { id: 'tech', specialties: ['A08'], regions: ['330300'], seats: 2, venue: 'main' },
    { id: 'econ', specialties: ['B01'], regions: [], seats: 2, venue: 'venue2' },
  ],
  venues: [
    { id: 'main', main: true, name: '主场', city: '330300' },
    { id: 'venue2', main: false, name: '副场' },
  ],
  offers: [{ city: '350100', name: '福州', seats: ['f1', 'f2'] }],
}

test('members and seats follow from the needs', () => {
  const plan = toPlan(values, 'ENGINEERING')
  expect(plan.size).toBe(5)
  expect(plan.venues.map((venue) => venue.quota)).toEqual([3, 2])
  expect(quotaOf(values.venues[0], values)).toBe(3)
  expect(expertSeats(undefined)).toBe(0)
})

test('a plan is the same after the form', () => {
  const plan = toPlan(values, 'ENGINEERING')
  expect(toPlan(fromPlan(plan), 'ENGINEERING')).toEqual(plan)
})

test('cities that nobody draws are not offered', () => {
  const fixed = { ...values, venues: [values.venues[0]!, { id: 'venue2', main: false, name: '副场', city: '350100' }] }
  expect(toPlan(fixed, 'ENGINEERING').offers).toEqual([])
  expect(toPlan({ ...values, venues: [] }, 'ENGINEERING').needs.every((need) => need.venue === undefined)).toBe(true)
})

test('ids are free', () => {
  expect(freeId('need', ['tech'])).toBe('need2')
  expect(freeId('need', ['need2', 'need3'])).toBe('need4')
})

test('the main venue is the one that says so, whatever its id', () => {
  const plan = toPlan(values, 'ENGINEERING')
  const renamed = { ...plan, venues: plan.venues.map((venue) => (venue.main ? { ...venue, id: 'hall1' } : venue)), needs: plan.needs.map((need) => (need.venue === 'main' ? { ...need, venue: 'hall1' } : need)) }
  expect(toPlan(fromPlan(renamed), 'ENGINEERING')).toEqual(renamed)
})

test('as many cities with seats enough as are drawn leave nothing to chance', () => {
  const two = [{ city: '350100', name: '福州', seats: ['f1', 'f2'] }, { city: '360100', name: '南昌', seats: ['n1'] }]
  expect(isCityForced(two, 1, 2)).toBe(true)
  expect(isCityForced(two, 1, 1)).toBe(false)
  expect(isCityForced(two, 2, 1)).toBe(true)
  expect(isCityForced([], 1, 1)).toBe(false)
})

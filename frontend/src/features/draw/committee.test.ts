import { expect, test } from 'vitest'
import { committeeOf } from './committee'

const drawn = (stratum: string, ...pids: string[]) => ({ stratum, selected: pids.map((pid) => ({ pid, key: '', leaf: '' })) })

test('a seat goes to whom the replacements give it, one after the other', () => {
  const seats = committeeOf([drawn('road', 'a', 'b'), drawn('cost', 'c')], [
    { stratum: 'road', vacated: 'b', reason: 'DECLINED', seated: 'd' },
    { stratum: 'road', vacated: 'd', reason: 'ABSENT', seated: 'e' },
    { stratum: 'cost', vacated: 'c', reason: 'NO_ANSWER' },
  ])
  expect(seats.map(({ chosen, now }) => [chosen, now])).toEqual([
    ['a', 'a'],
    ['b', 'e'],
    ['c', undefined],
  ])
  expect(seats[1]!.changes.map(({ reason }) => reason)).toEqual(['DECLINED', 'ABSENT'])
})

test('who is alternate of one stratum does not take the seat of another', () => {
  const [road] = committeeOf([drawn('road', 'a')], [{ stratum: 'cost', vacated: 'a', reason: 'DECLINED', seated: 'x' }])
  expect(road!.now).toBe('a')
})

import { describe, expect, it } from 'vitest'
import type { OpeningHall } from '../../../api/types'
import { courseOf, doneStages, isRemedyDue, secondsLeft, stagesOf, type HallBid } from './course'

const at = (minute: number) => `2026-12-01T01:${String(minute).padStart(2, '0')}:00Z`
const hall: OpeningHall = { lotId: 'l', roomId: 'l', stage: 'CHECK_IN', now: at(0), deadline: at(1), sitting: 1, sittings: 1, kinds: ['price'], laterKinds: [], ownHeaders: [], bids: [], toShare: [] }
const bid: HallBid = { bidId: 'b', no: 1, bidderName: '甲', receivedAt: at(0), isOpen: false, isBeingTried: false, attempts: [], shares: [], state: 'RECEIVED' }
const on = (change: Partial<OpeningHall>) => {
  const now: OpeningHall = { ...hall, ...change }
  const done = doneStages(now, null)
  return stagesOf(now).find((stage) => !done[stage])
}

describe('the stages of the hall', () => {
  it('go on by what has happened', () => {
    expect(on({})).toBe('checkIn')
    expect(on({ stage: 'WAITING' })).toBe('roster')
    expect(on({ stage: 'DECRYPTING', openedAt: at(1) })).toBe('decrypt')
    expect(on({ stage: 'SETTLING', openedAt: at(1) })).toBe('decrypt')
    expect(on({ stage: 'READING', openedAt: at(1), closedAt: at(30) })).toBe('read')
    const asked = { openedAt: at(1), closedAt: at(30), confirmEndsAt: at(40) }
    expect(on({ stage: 'CONFIRMING', ...asked, bids: [{ ...bid, state: 'OPENED' }] })).toBe('confirm')
    expect(on({ stage: 'CONFIRMING', ...asked, bids: [{ ...bid, state: 'OPENED', confirmedAt: at(31) }] })).toBe('end')
    expect(on({ stage: 'ENDED', ...asked })).toBeUndefined()
  })
})

describe('two envelopes', () => {
  const onOfTwo = (change: Partial<OpeningHall>) => on({ sittings: 2, bids: [bid], ...change })
  it('adjourn for the first stage, and are read in the second sitting', () => {
    const closed = { openedAt: at(1), closedAt: at(30) }
    expect(onOfTwo({ stage: 'READING', ...closed })).toBe('confirm')
    expect(onOfTwo({ stage: 'CONFIRMING', ...closed, confirmEndsAt: at(40), bids: [{ ...bid, confirmedAt: at(31) }] })).toBe('objections')
    expect(onOfTwo({ stage: 'ADJOURNED', ...closed, confirmEndsAt: at(40) })).toBe('firstStage')
    expect(onOfTwo({ stage: 'ADJOURNED', ...closed, confirmEndsAt: at(40), resumesAt: at(50) })).toBe('second')
    expect(onOfTwo({ stage: 'DECRYPTING', sitting: 2, openedAt: at(50) })).toBe('decrypt')
    expect(onOfTwo({ stage: 'READING', sitting: 2, openedAt: at(50), closedAt: at(55) })).toBe('read')
  })
})

describe('the course of a decryption', () => {
  const tries = (...minutes: number[]) => minutes.map((minute, i) => ({ no: i + 1, by: 'BIDDER' as const, at: at(minute) }))
  it('goes from the first try to the one that opened, or on', () => {
    expect(courseOf(bid, at(0), at(30), Date.parse(at(15)))).toBeUndefined()
    expect(courseOf({ ...bid, isOpen: true, attempts: tries(3, 6) }, at(0), at(30), Date.parse(at(15)))).toEqual({ from: 0.1, to: 0.2, failing: false })
    expect(courseOf({ ...bid, attempts: tries(3, 6) }, at(0), at(30), Date.parse(at(15)))).toEqual({ from: 0.1, to: 0.5, failing: true })
  })
})

it('the holders have their time before anybody decides over a bid', () => {
  const settling: OpeningHall = { ...hall, stage: 'SETTLING', windowEndsAt: at(20), remedyEndsAt: at(30), bids: [bid, { ...bid, bidId: 'c', isOpen: true }] }
  const second = (minute: number) => Date.parse(at(minute)) / 1000
  expect(isRemedyDue(settling, second(29))).toBe(true)
  expect(isRemedyDue(settling, second(30))).toBe(false)
  expect(isRemedyDue({ ...settling, pausedAt: at(25) }, second(40))).toBe(true)
  expect(isRemedyDue({ ...settling, bids: [{ ...bid, attempts: [{ no: 1, by: 'HOLDERS', fault: 'manifest', at: at(22) }] }] }, second(25))).toBe(false)
  expect(isRemedyDue({ ...settling, remedyEndsAt: undefined }, second(25))).toBe(false)
})

it('a paused window stands still', () => {
  const second = Date.parse(at(20)) / 1000
  expect(secondsLeft(hall, at(30), second)).toBe(600)
  expect(secondsLeft({ ...hall, pausedAt: at(10) }, at(30), second)).toBe(1200)
  expect(secondsLeft(hall, at(10), second)).toBe(0)
})

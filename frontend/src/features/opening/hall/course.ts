import type { Opening, OpeningHall } from '../../../api/types'

const meeting = ['checkIn', 'deadline', 'roster', 'decrypt', 'read', 'parameters', 'confirm', 'objections', 'end'] as const
const firstOfTwo = ['checkIn', 'deadline', 'roster', 'decrypt', 'confirm', 'objections', 'firstStage', 'second'] as const
const secondOfTwo = ['second', 'decrypt', 'read', 'parameters', 'confirm', 'objections', 'end'] as const
export type HallStage = (typeof meeting)[number] | (typeof firstOfTwo)[number]

/** The stages of the sitting that is held; of two envelopes the first ends with the evaluation of the first stage. */
export function stagesOf(hall: OpeningHall): readonly HallStage[] {
  if (hall.sittings === 1) return meeting
  return hall.sitting === 1 ? firstOfTwo : secondOfTwo
}

export type HallBid = OpeningHall['bids'][number]

/** Whether a bid's outcome in this sitting is read and confirmed: in the first of two its price is still sealed. */
export function isRead(hall: OpeningHall, { state }: HallBid): boolean {
  return state === (hall.sitting === hall.sittings ? 'OPENED' : 'RECEIVED')
}

/** Whether everybody has confirmed, or had the time to. */
export function isConfirmed(hall: OpeningHall): boolean {
  return hall.stage === 'CONFIRMED' || (hall.stage === 'CONFIRMING' && hall.bids.every((bid) => !isRead(hall, bid) || bid.confirmedAt !== undefined))
}

/** The bids that this sitting opens, or opened. */
export function inSitting(hall: OpeningHall, { state }: HallBid): boolean {
  return hall.sitting === 1 || state === 'RECEIVED' || state === 'OPENED' || (hall.closedAt !== undefined && state !== 'NOT_PASSED')
}

/** Which stages of the meeting are done; the first that is not is the one that is on. */
export function doneStages(hall: OpeningHall, opening: Opening | null | undefined): Record<HallStage, boolean> {
  const { stage } = hall
  const opened = hall.openedAt !== undefined
  const closed = hall.closedAt !== undefined
  const ended = stage === 'ENDED'
  const drawn = opening == null || opening.randomParameters.length === 0 || Object.keys(opening.drawn).length > 0
  const adjourned = stage === 'ADJOURNED'
  const readers = hall.bids.filter((bid) => isRead(hall, bid))
  const confirmed = hall.confirmEndsAt !== undefined && (stage === 'CONFIRMED' || adjourned || ended || readers.every(({ confirmedAt }) => confirmedAt !== undefined))
  const answered = opening == null || opening.objections.every(({ answer }) => answer !== undefined)
  return {
    checkIn: stage !== 'CHECK_IN',
    deadline: stage !== 'CHECK_IN',
    roster: opened,
    decrypt: closed,
    read: hall.confirmEndsAt !== undefined || ended,
    parameters: closed && drawn,
    confirm: confirmed,
    objections: confirmed && answered && (hall.sitting === hall.sittings || adjourned),
    firstStage: hall.resumesAt !== undefined || hall.sitting === 2,
    second: hall.sitting === 2,
    end: ended,
  }
}

export interface Course {
  /** Both from 0 to 1 of the window. */
  from: number
  to: number
  failing: boolean
}

/** Where in the window a bid was tried: from its first try to the one that opened it, or to now. */
export function courseOf(bid: HallBid, openedAt: string, windowEndsAt: string, until: number): Course | undefined {
  const first = bid.attempts[0]
  if (first === undefined) return undefined
  const [begin, end] = [Date.parse(openedAt), Date.parse(windowEndsAt)]
  const share = (at: number) => Math.min(1, Math.max(0, (at - begin) / Math.max(1, end - begin)))
  const last = bid.attempts[bid.attempts.length - 1]!
  return { from: share(Date.parse(first.at)), to: share(bid.isOpen ? Date.parse(last.at) : Math.max(until, Date.parse(last.at))), failing: !bid.isOpen }
}

/**
 * Whether the holders of the announced remedy still have time, and have not tried each bid that stayed closed: until then
 * nobody decides over it.
 */
export function isRemedyDue(hall: OpeningHall, serverSecond: number): boolean {
  const untried = hall.bids.some(({ state, isOpen, attempts }) => state === 'RECEIVED' && !isOpen && !attempts.some(({ by, fault }) => by === 'HOLDERS' && fault !== undefined))
  return hall.stage === 'SETTLING' && untried && hall.remedyEndsAt !== undefined && secondsLeft(hall, hall.remedyEndsAt, serverSecond) > 0
}

/** How many seconds a window has left; while the meeting is paused, as many as when the pause began. */
export function secondsLeft(hall: OpeningHall, endsAt: string, serverSecond: number): number {
  const now = hall.pausedAt === undefined ? serverSecond : Math.floor(Date.parse(hall.pausedAt) / 1000)
  return Math.max(0, Math.floor(Date.parse(endsAt) / 1000) - now)
}

import type { Opening, OpeningHall } from '../../../api/types'

export const hallStages = ['checkIn', 'deadline', 'roster', 'decrypt', 'read', 'parameters', 'confirm', 'objections', 'end'] as const
export type HallStage = (typeof hallStages)[number]

export type HallBid = OpeningHall['bids'][number]

/** Which stages of the meeting are done; the first that is not is the one that is on. */
export function doneStages(hall: OpeningHall, opening: Opening | null | undefined): Record<HallStage, boolean> {
  const { stage } = hall
  const opened = hall.openedAt !== undefined
  const closed = hall.closedAt !== undefined
  const ended = stage === 'ENDED'
  const drawn = opening == null || opening.randomParameters.length === 0 || Object.keys(opening.drawn).length > 0
  const readers = hall.bids.filter(({ state }) => state === 'OPENED')
  const confirmed = hall.confirmEndsAt !== undefined && (stage === 'CONFIRMED' || ended || readers.every(({ confirmedAt }) => confirmedAt !== undefined))
  const answered = opening == null || opening.objections.every(({ answer }) => answer !== undefined)
  return {
    checkIn: stage !== 'CHECK_IN',
    deadline: stage !== 'CHECK_IN',
    roster: opened,
    decrypt: closed,
    read: hall.confirmEndsAt !== undefined || ended,
    parameters: closed && drawn,
    confirm: confirmed,
    objections: confirmed && answered,
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

/** How many seconds a window has left; while the meeting is paused, as many as when the pause began. */
export function secondsLeft(hall: OpeningHall, endsAt: string, serverSecond: number): number {
  const now = hall.pausedAt === undefined ? serverSecond : Math.floor(Date.parse(hall.pausedAt) / 1000)
  return Math.max(0, Math.floor(Date.parse(endsAt) / 1000) - now)
}

import type { StratumResult } from './verify/bundle'

/** How a seat changed hands, as a transcript or the board of calls has it. */
export interface Change {
  stratum: string
  vacated: string
  reason: string
  calls?: { pid: string; outcome: string }[]
  seated?: string
}

export interface CommitteeSeat {
  stratum: string
  /** Who was drawn for it. */
  chosen: string
  changes: Change[]
  /** Who has it at last; nobody where the alternates were exhausted. */
  now?: string
}

/** The seats with those first drawn, and what the replacements, in their order, make of them. */
export function committeeOf(result: Pick<StratumResult, 'stratum' | 'selected'>[], replacements: Change[]): CommitteeSeat[] {
  const seats = result.flatMap(({ stratum, selected }) => selected.map(({ pid }): CommitteeSeat => ({ stratum, chosen: pid, changes: [], now: pid })))
  for (const change of replacements) {
    const seat = seats.find(({ stratum, now }) => stratum === change.stratum && now === change.vacated)
    if (seat === undefined) continue
    seat.changes.push(change)
    seat.now = change.seated
  }
  return seats
}

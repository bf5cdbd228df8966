import type { Bid, BidReading } from '../../api/types'

/** A row of the reading table as it is typed. */
export interface ReadingDraft {
  outcome: BidReading['outcome']
  price?: string
  periodDays?: string
  projectManager?: string
  firmSize?: BidReading['firmSize']
  smallFirmShare?: string
  reason?: string
}

export function draftOf(bid: Bid): ReadingDraft {
  return {
    // Two envelopes are sealed online, and never entered by hand.
    outcome: bid.state === 'RECEIVED' || bid.state === 'NOT_PASSED' ? 'OPENED' : bid.state,
    price: bid.price,
    periodDays: bid.periodDays?.toString(),
    projectManager: bid.projectManager,
    firmSize: bid.firmSize as BidReading['firmSize'],
    smallFirmShare: bid.smallFirmShare,
    reason: bid.reason,
  }
}

export function sameDraft(a: ReadingDraft, b: ReadingDraft): boolean {
  const fields = ['outcome', 'price', 'periodDays', 'projectManager', 'firmSize', 'smallFirmShare', 'reason'] as const
  return fields.every((f) => (a[f] ?? '') === (b[f] ?? ''))
}

export function readingOf(draft: ReadingDraft): BidReading {
  if (draft.outcome !== 'OPENED') return { outcome: draft.outcome, reason: draft.reason?.trim() }
  return {
    outcome: 'OPENED',
    price: draft.price,
    periodDays: draft.periodDays ? Number(draft.periodDays) : undefined,
    projectManager: draft.projectManager?.trim() || undefined,
    firmSize: draft.firmSize,
    smallFirmShare: draft.smallFirmShare || undefined,
  }
}

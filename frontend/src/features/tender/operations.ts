import type { Role, Timeline, Verdict } from '../../api/types'

export const operations = {
  publishProject: { page: '', side: 'tender_agent' },
  issueAddendum: { page: 'addenda', side: 'tender_agent' },
  startOpening: { page: 'opening', side: 'tender_agent' },
  declareFailedTender: { page: 'opening', side: 'tender_agent' },
  readBid: { page: 'opening', side: 'tender_agent' },
  recordDrawnParameters: { page: 'opening', side: 'tender_agent' },
  answerOpeningObjection: { page: 'opening', side: 'tender_agent' },
  endOpening: { page: 'opening', side: 'tender_agent' },
  computePriceScores: { page: 'scores', side: 'tender_agent' },
  recordEvaluationReport: { page: 'result', side: 'tender_agent' },
  publishCandidateNotice: { page: 'result', side: 'tender_agent' },
  decideAward: { page: 'result', side: 'project_owner' },
  issueAwardNotice: { page: 'result', side: 'tender_agent' },
  recordContract: { page: 'result', side: 'tender_agent' },
  recordWrittenReport: { page: 'result', side: 'tender_agent' },
} as const satisfies Record<string, { page: string; side: Role }>

export type KnownOperation = keyof typeof operations

export function knownOperation(operation: string): KnownOperation | undefined {
  return operation in operations ? (operation as KnownOperation) : undefined
}

/** What the act waits for: nothing, the passing of time, or something a person has to do. */
export type Hold = 'free' | 'time' | 'act'

export interface NextAct {
  hold: Hold
  operation: KnownOperation | undefined
  blocked: Verdict[]
  warnings: Verdict[]
  /** The moment from which no rule blocks by time; absent when waiting does not help. */
  earliestAt: string | undefined
}

/** What comes next and what stands in the way. */
export function nextAct(timeline: Timeline): NextAct | undefined {
  const next = timeline.next
  if (next === undefined) return undefined
  const blocked = next.verdicts.filter((v) => v.outcome === 'BLOCKED')
  const waits = blocked.flatMap((v) => (v.earliestAt !== undefined && v.earliestOf === 'ACT' ? [v.earliestAt] : [])).sort((a, b) => Date.parse(a) - Date.parse(b))
  const hold = blocked.length === 0 ? 'free' : blocked.length === waits.length ? 'time' : 'act'
  return {
    operation: knownOperation(next.operation),
    hold,
    blocked,
    warnings: next.verdicts.filter((v) => v.outcome === 'WARNING'),
    earliestAt: hold === 'time' ? waits.at(-1) : undefined,
  }
}

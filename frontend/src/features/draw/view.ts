import type { StratumResult } from './verify/bundle'
import type { JsonObject } from './verify/json'
import type { Verdict } from '../../api/types'

/** What the members of a project see of its draw. Hex in lower case; signatures and sealed shares in base64. */
export interface DrawView {
  request: DrawRequest
  keys: RegisteredKey[]
  keysLoggedAt?: string
  /** From when a draw may be started under these keys: 24 h after they were logged. */
  usableFrom?: string
  myParties: string[]
  attempts: { attempt: number; drawId: string; state: string; reason?: string }[]
  current?: Attempt
}

export interface DrawRequest {
  state: 'NONE' | 'DRAFT' | 'SUBMITTED' | 'APPROVED' | 'RETURNED'
  version: number
  plan?: Plan
  returnedReason?: string
  verdicts: Verdict[]
}

export interface Plan {
  size?: number
  ownerRepresentatives?: number
  strata?: { id: string; specialties?: string[]; regions?: string[]; seats: number }[]
  maxPerEmployer?: number
  evaluationAt?: string
}

export interface RegisteredKey {
  party: string
  signingKey: string
  sealingKey: string
  registeredAt: string
  /** Of the signing key over tender, party and both keys: nobody can put another sealing key in its place. */
  proof: string
}

export type AttemptState = 'COMMITTING' | 'DEPOSITING' | 'CHECKING' | 'REVEALING' | 'FINISHING' | 'DRAWN' | 'ABORTED'

export interface Step {
  step: string
  party?: string
  at: string
  entryId: string
  /** Once the log has taken the entry. */
  index?: number
  record: JsonObject
  salt: string
}

export interface PartyProgress {
  party: string
  commit?: string
  committedAt?: string
  depositedAt?: string
  revealedAt?: string
  escrowed?: boolean
}

export interface Attempt {
  attempt: number
  drawId: string
  state: AttemptState
  reason?: string
  /** When the present step ends, by the server's clock. */
  deadline?: string
  rules: JsonObject
  rulesJcs: string
  rulesHash: string
  poolRoot: string
  poolCount: number
  excluded: { reason: string; rule: string; article: string; count: number }[]
  strata: { id: string; seats: number; eligible: number }[]
  parties: PartyProgress[]
  /** Shares of the platform's deposit that holders have opened, and who has confirmed that they give what was committed. */
  depositCheck: { holders: string[]; shares: OpenedShare[]; done: boolean }
  escrow?: { party: string; shares: OpenedShare[]; confirmed: string[] }
  k1?: string
  k2?: string
  steps: Step[]
  final?: { alpha: string; pi: string; beta: string }
  seed?: string
  result?: StratumResult[]
}

export interface OpenedShare {
  holder: string
  /** Base64 of number and 32 bytes. */
  share: string
}

/** The steps of a kind, or of a kind and a party. */
export function stepsOf(attempt: Attempt, step: string, party?: string): Step[] {
  return attempt.steps.filter((each) => each.step === step && (party === undefined || each.party === party))
}

/** `body` of a step's record. */
export function bodyOf(step: Step | undefined): JsonObject {
  const body = step?.record['body']
  return typeof body === 'object' && !Array.isArray(body) ? body : {}
}

export function tenderOf(drawId: string): string {
  return drawId.slice(0, drawId.lastIndexOf('/'))
}

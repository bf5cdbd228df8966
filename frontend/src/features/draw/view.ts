import type { Verdict } from '../../api/types'
import type { StratumResult } from './verify/bundle'
import type { JsonObject } from './verify/json'

/** What the members of a project see of its draw (`DrawView` of the contract). Hex in lower case, the rest in base64. */
export interface DrawView {
  tender: string
  /** Whose random parameters are drawn; absent for the committee. */
  lotId?: string
  request: DrawRequest
  keys: RegisteredKey[]
  /** Of the finaliser. */
  vrfKey?: string
  keysLoggedAt?: string
  /** From when a draw may be started under these keys: 24 h after they were logged. */
  usableFrom?: string
  myParties: string[]
  attempts: { attempt: number; drawId: string; state: AttemptState; reason?: string }[]
  orders: SignedOrder[]
  /** Lots whose random parameters are drawn by the same parties. */
  parameterLots?: string[]
  current?: Attempt
}

export interface SignedOrder {
  hash: string
  order: Order
  /** Who has signed it. */
  signed: string[]
}

export interface Order {
  draw_id: string
  reason: string
  prev?: string
  check?: string
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
  maxPerEmployer?: number
  evaluationAt?: string
  expectedHours?: number
  needs?: { id: string; specialties?: string[]; regions?: string[]; seats: number; venue?: string }[]
  venues?: { id: string; main: boolean; name: string; quota: number; city?: string }[]
  widenings?: { step: number; of: string; need: string; added: string[]; reason: string; at: string }[]
}

export interface RegisteredKey {
  party: string
  signingKey: string
  sealingKey: string
  registeredAt: string
  /** Of the signing key over tender, party and both keys: nobody can put another sealing key in its place. */
  proof?: string
}

export type AttemptState = 'COMMITTING' | 'DEPOSITING' | 'CHECKING' | 'SEALED' | 'REVEALING' | 'FINISHING' | 'DRAWN' | 'ABORTED'

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
  /** Two holders have opened its deposit in its place. */
  escrowed?: boolean
}

export interface Attempt {
  attempt: number
  drawId: string
  state: AttemptState
  /** When the time of the present step is over, by the server's clock; absent where nobody's time runs. */
  deadline?: string
  /** Who is to act next: parties, or `k1`, `k2`. */
  waitsFor?: string[]
  rules: JsonObject
  rulesJcs: string
  rulesHash: string
  poolRoot: string
  poolCount: number
  excluded: { reason: string; rule: string; article: string; count: number }[]
  strata: { id: string; seats: number; eligible: number }[]
  parties: PartyProgress[]
  /**
   * Who has signed that the platform's deposit is whole, who has opened a share of it, whether two of them give what the
   * platform committed itself to; for holders the opened shares and the deposit as it was signed (base64).
   */
  depositCheck: { holders: string[]; opened: string[]; joined: boolean; shares: string[]; sealed?: string[]; done: boolean }
  /** What two holders may open now: a contribution, or `vrf`. */
  escrow?: { party: string; opened: string[]; joined: boolean; shares: string[]; sealed?: string[]; confirmed: string[] }
  k1?: string
  k2?: string
  steps: Step[]
  /** Of parameters: the record that the decryption has closed, before which nobody reveals. */
  closing?: { note: string; index: number; record: JsonObject; salt: string }
  final?: Final
  seed?: string
  result?: (StratumResult & { alternateCount?: number })[]
}

export interface Final {
  alpha: string
  pi: string
  beta: string
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

/** A value of a record that ought to be a text; the empty one where it is none. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

export function tenderOf(drawId: string): string {
  return drawId.slice(0, drawId.lastIndexOf('/'))
}

export function reasonOf(view: DrawView, attempt: number): string | undefined {
  return view.attempts.find((each) => each.attempt === attempt)?.reason
}

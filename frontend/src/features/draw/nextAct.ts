import { HOLDERS, isHolder } from './party/signed'
import { tenderOf, type Attempt, type DrawView, type Order } from './view'

/** What a party is to do now; one at a time. */
export type ActName =
  | 'keys'
  | 'start'
  | 'order'
  | 'commit'
  | 'deposit'
  | 'openCheck'
  | 'confirmCheck'
  | 'reveal'
  | 'final'
  | 'openEscrow'
  | 'confirmEscrow'
  | 'unlock'

export type WaitName = 'keys' | 'age' | 'plan' | 'start' | 'order' | 'commit' | 'k1' | 'deposit' | 'check' | 'reveal' | 'final' | 'escrow' | 'k2' | 'none' | 'opening' | 'byHand'

export type Next =
  | { act: ActName; of?: string; order?: Order; orderHash?: string }
  /** @param parties whose turn it is */
  | { waits: WaitName; parties: string[]; until?: string }

export const CONTRIBUTORS = ['agent', 'platform', 'supervisor']
export const PARTIES = ['agent', 'outside', 'platform', 'supervisor']


/**
 * The one thing that a party is to do next in the draw, or for whom it waits. The server decides again; this is for the
 * eye.
 *
 * @param party empty for somebody who only looks on
 * @param now of the server, in milliseconds
 * @param unlocks whether the calls still wait for the half of this party
 */
export function nextAct(view: DrawView, party: string, now: number, unlocks = true): Next {
  const lacking = PARTIES.filter((each) => !view.keys.some((key) => key.party === each))
  if (lacking.includes(party)) return { act: 'keys' }
  const { current } = view
  if (view.lotId !== undefined && current?.state === 'ABORTED') return { waits: 'byHand', parties: [] }
  if (current !== undefined && current.state !== 'ABORTED') return inAttempt(current, party, unlocks)
  if (lacking.length > 0) return { waits: 'keys', parties: lacking }
  if (view.usableFrom !== undefined && Date.parse(view.usableFrom) > now) return { waits: 'age', parties: [], until: view.usableFrom }
  if (view.request.state !== 'APPROVED') return { waits: 'plan', parties: ['agent', 'supervisor'] }
  return current === undefined ? beforeFirst(party) : beforeAnother(view, current, party)
}

function beforeFirst(party: string): Next {
  return party === 'agent' ? { act: 'start' } : { waits: 'start', parties: ['agent'] }
}

/** The order for the attempt after this one, as its signers must write it. */
export function nextOrder(view: DrawView, last: Attempt): Order {
  const tender = tenderOf(last.drawId)
  const reason = view.attempts.find((each) => each.attempt === last.attempt)?.reason ?? 'ABORTED_BY:unknown'
  return { draw_id: `${tender}/${last.attempt + 1}`, prev: last.drawId, reason }
}

/** After any commitment the agent signs the order beside the supervisor. */
export function signersOfOrder(last: Attempt, order: Order): string[] {
  const committed = last.parties.some(({ commit }) => commit !== undefined)
  return committed && order.reason !== 'RULES_DEFECT' ? ['supervisor', 'agent'] : ['supervisor']
}

function beforeAnother(view: DrawView, last: Attempt, party: string): Next {
  const wanted = nextOrder(view, last)
  const found = view.orders.find(({ order }) => order.draw_id === wanted.draw_id && order.prev === wanted.prev)
  const order = found?.order ?? wanted
  const missing = signersOfOrder(last, order).filter((signer) => !(found?.signed ?? []).includes(signer))
  if (missing.includes(party)) return { act: 'order', order }
  if (missing.length > 0) return { waits: 'order', parties: missing }
  return party === 'agent' ? { act: 'start', order, orderHash: found?.hash } : { waits: 'start', parties: ['agent'] }
}

function inAttempt(attempt: Attempt, party: string, unlocks: boolean): Next {
  const mine = attempt.parties.find((each) => each.party === party)
  const without = (done: (each: Attempt['parties'][number]) => unknown) =>
    attempt.parties.filter((each) => !done(each)).map((each) => each.party)
  if (attempt.escrow !== undefined && attempt.state !== 'DRAWN') return inEscrow(attempt.escrow, party)
  switch (attempt.state) {
    case 'COMMITTING': {
      const missing = without(({ commit }) => commit)
      if (mine !== undefined && mine.commit === undefined) return { act: 'commit' }
      return missing.length > 0 ? { waits: 'commit', parties: missing } : { waits: 'k1', parties: [] }
    }
    case 'DEPOSITING':
      if (attempt.k1 === undefined) return { waits: 'k1', parties: [] }
      if (mine !== undefined && mine.depositedAt === undefined) return { act: 'deposit' }
      return { waits: 'deposit', parties: without(({ depositedAt }) => depositedAt) }
    case 'CHECKING':
      return inCheck(attempt, party)
    case 'SEALED':
      return { waits: 'opening', parties: [] }
    case 'REVEALING': {
      const missing = without(({ revealedAt, escrowed }) => revealedAt ?? escrowed)
      const others = missing.filter((each) => each !== 'platform')
      if (missing.includes(party) && (party !== 'platform' || others.length === 0)) return { act: 'reveal' }
      return { waits: 'reveal', parties: others.length > 0 ? others : missing }
    }
    case 'FINISHING':
      return party === 'platform' ? { act: 'final' } : { waits: 'final', parties: ['platform'] }
    default:
      if (attempt.k2 === undefined) return { waits: 'k2', parties: [] }
      return unlocks && (party === 'platform' || party === 'supervisor') ? { act: 'unlock' } : { waits: 'none', parties: [] }
  }
}

/** As long as what was opened gives nothing, every other holder is asked for the own share. */
function inCheck({ depositCheck: { opened, joined, holders } }: Attempt, party: string): Next {
  const closed = HOLDERS.filter((each) => !opened.includes(each))
  if (!joined) return isHolder(party) && closed.includes(party) ? { act: 'openCheck', of: 'platform' } : { waits: 'check', parties: closed }
  if (opened.includes(party) && !holders.includes(party)) return { act: 'confirmCheck', of: 'platform' }
  return { waits: 'check', parties: opened.filter((each) => !holders.includes(each)) }
}

function inEscrow({ party: of, opened, joined, confirmed }: NonNullable<Attempt['escrow']>, party: string): Next {
  const closed = HOLDERS.filter((each) => !opened.includes(each))
  if (!joined) return isHolder(party) && closed.includes(party) ? { act: 'openEscrow', of } : { waits: 'escrow', parties: closed }
  if (opened.includes(party) && !confirmed.includes(party)) return { act: 'confirmEscrow', of }
  return { waits: 'escrow', parties: opened.filter((each) => !confirmed.includes(each)) }
}

/** Where the draw stands, for the line of steps on top. */
export const STAGES = ['pool', 'commit', 'seal', 'reveal', 'rank', 'call'] as const
export type Stage = (typeof STAGES)[number]

export function stageOf(attempt: Attempt | undefined): Stage {
  if (attempt === undefined || attempt.state === 'ABORTED') return 'pool'
  switch (attempt.state) {
    case 'COMMITTING':
      return 'commit'
    case 'DEPOSITING':
    case 'CHECKING':
    case 'SEALED':
      return 'seal'
    case 'REVEALING':
      return 'reveal'
    case 'FINISHING':
      return 'rank'
    default:
      return attempt.k2 === undefined ? 'rank' : 'call'
  }
}

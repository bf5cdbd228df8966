import type { Deposit, MyDeposit } from './types'

export type Shortfall = 'none' | 'unpaid' | 'unverified' | 'refused' | 'withdrawn' | 'over'

const has = ({ events }: Deposit, wanted: Deposit['events'][number]['kind']) => events.some(({ kind }) => kind === wanted)

/** Withdrawn with a bid, and not made to stand again by another one. */
function isWithdrawn({ events }: Deposit): boolean {
  const last = events.filter(({ kind }) => kind === 'WITHDRAWN' || kind === 'REINSTATED').at(-1)
  return last?.kind === 'WITHDRAWN'
}

/** Why no deposit of the bidder stands for its bid; nothing where one does. */
export function shortfall(deposits: MyDeposit['deposits']): Shortfall | undefined {
  const given = deposits.filter(({ state }) => state !== 'REPLACED')
  const last = given.at(-1)
  if (last === undefined) return 'none'
  if (given.some(({ secures }) => secures)) return undefined
  if (isWithdrawn(last)) return has(last, 'REFUNDED') ? 'over' : 'withdrawn'
  if (has(last, 'REFUSED')) return 'refused'
  if (last.state === 'REQUIRED') return 'unpaid'
  return last.state === 'LODGED' ? 'unverified' : 'over'
}

/** Whether a deposit stands for the bid, or did until it was refunded or retained: what was verified, and not withdrawn with an earlier bid. */
export function stood(deposit: Deposit): boolean {
  const last = deposit.events.filter(({ kind }) => kind === 'VERIFIED' || kind === 'TAKEN_BACK').at(-1)
  return deposit.secures || (last?.kind === 'VERIFIED' && !isWithdrawn(deposit))
}

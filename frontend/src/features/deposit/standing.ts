import type { Deposit, MyDeposit } from './types'

export type Shortfall = 'none' | 'unpaid' | 'unverified' | 'refused' | 'withdrawn' | 'over'

const has = ({ events }: Deposit, wanted: Deposit['events'][number]['kind']) => events.some(({ kind }) => kind === wanted)

/** Why no deposit of the bidder stands for its bid; nothing where one does. */
export function shortfall(deposits: MyDeposit['deposits']): Shortfall | undefined {
  const given = deposits.filter(({ state }) => state !== 'REPLACED')
  const last = given.at(-1)
  if (last === undefined) return 'none'
  if (given.some(({ secures }) => secures)) return undefined
  if (has(last, 'WITHDRAWN')) return 'withdrawn'
  if (has(last, 'REFUSED')) return 'refused'
  if (last.state === 'REQUIRED') return 'unpaid'
  return last.state === 'LODGED' ? 'unverified' : 'over'
}

/** Whether a deposit stands for the bid, or did until it was refunded or retained: what was verified, and not withdrawn with an earlier bid. */
export function stood(deposit: Deposit): boolean {
  return deposit.secures || (has(deposit, 'VERIFIED') && !has(deposit, 'WITHDRAWN'))
}

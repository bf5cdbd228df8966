import { describe, expect, it } from 'vitest'
import { shortfall, stood } from './standing'
import type { Deposit, DepositState } from './types'

function deposit(state: DepositState, kinds: Deposit['events'][number]['kind'][], secures = false): Deposit {
  const events = kinds.map((kind) => ({ kind, at: '2026-03-12T02:00:00Z', amount: '0.00', interest: '0.00', fee: '0.00', body: {} }))
  return { state, secures, events } as unknown as Deposit
}

describe('a bidder’s own deposit', () => {
  it('is short as long as nothing is chosen, paid or verified', () => {
    expect(shortfall([])).toBe('none')
    expect(shortfall([deposit('REQUIRED', [])])).toBe('unpaid')
    expect(shortfall([deposit('LODGED', ['LODGED'])])).toBe('unverified')
  })

  it('is in place once one secures the bid, whatever came before it', () => {
    expect(shortfall([deposit('REPLACED', []), deposit('WAIVED', ['WAIVED'], true)])).toBeUndefined()
    expect(shortfall([deposit('REFUND_DUE', ['LODGED', 'REFUSED']), deposit('VERIFIED', ['LODGED', 'VERIFIED'], true)])).toBeUndefined()
  })

  it('says that it was not taken, or went with an earlier bid', () => {
    expect(shortfall([deposit('LODGED', ['LODGED', 'REFUSED'])])).toBe('refused')
    expect(shortfall([deposit('REFUND_DUE', ['LODGED', 'VERIFIED', 'WITHDRAWN'])])).toBe('withdrawn')
    expect(shortfall([deposit('REFUNDED', ['LODGED', 'VERIFIED', 'WITHDRAWN', 'REFUNDED'])])).toBe('over')
    expect(shortfall([deposit('REFUND_DUE', ['LODGED', 'VERIFIED', 'WITHDRAWN', 'REINSTATED', 'WITHDRAWN'])])).toBe('withdrawn')
  })
})

describe('a deposit on the list of an opening', () => {
  it('stood for its bid even when it has gone back since', () => {
    expect(stood(deposit('REFUNDED', ['LODGED', 'VERIFIED', 'REFUNDED']))).toBe(true)
    expect(stood(deposit('REFUNDED', ['LODGED', 'VERIFIED', 'WITHDRAWN', 'REINSTATED', 'REFUNDED']))).toBe(true)
    expect(stood(deposit('REQUIRED', ['LODGED', 'VERIFIED', 'TAKEN_BACK']))).toBe(false)
    expect(stood(deposit('WAIVED', ['WAIVED'], true))).toBe(true)
  })

  it('did not when it was never verified, or went with a withdrawn bid', () => {
    expect(stood(deposit('LODGED', ['LODGED']))).toBe(false)
    expect(stood(deposit('REFUNDED', ['LODGED', 'VERIFIED', 'WITHDRAWN', 'REFUNDED']))).toBe(false)
  })
})

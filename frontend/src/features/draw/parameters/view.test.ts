import { describe, expect, it } from 'vitest'
import { asDraw, figuresOf, type ParameterView } from './view'
import { nextAct } from '../nextAct'

const keys = ['agent', 'outside', 'platform', 'supervisor'].map((party) => ({ party, signingKey: '', sealingKey: '', proof: '', registeredAt: '' }))
const before: ParameterView = { tender: 'T', lotId: 'l', lotNo: 1, lotName: '一', byProtocol: true, parameters: [], keys, myParties: ['agent'] }

function running(state: NonNullable<ParameterView['current']>['state']): ParameterView {
  const parties = ['agent', 'platform', 'supervisor'].map((party) => ({ party, commit: 'c', depositedAt: '2026-03-01T00:00:00Z' }))
  const depositCheck = { holders: [], opened: [], joined: true, shares: [], done: true }
  return { ...before, current: { attempt: 1, drawId: 'T.param.1/1', state, waitsFor: [], rules: {}, rulesJcs: '', rulesHash: '', poolRoot: '', parties, depositCheck, steps: [] } }
}

describe('figuresOf', () => {
  it('puts the digits of a figure together, and nothing else', () => {
    const of = (...parameters: [string, boolean][]) => figuresOf(parameters.map(([name, isDigit]) => ({ name, isDigit })))
    expect(of(['K1', true], ['K2', true], ['w', false], ['method', true])).toEqual([
      { names: ['K1', 'K2'], isDigits: true },
      { names: ['w'], isDigits: false },
      { names: ['method'], isDigits: false },
    ])
  })
})

describe('the steps of a draw of parameters', () => {
  it('needs no plan, and no order after its one attempt', () => {
    expect(nextAct(asDraw(before), 'agent', 0)).toEqual({ act: 'start' })
    expect(nextAct(asDraw(running('ABORTED')), 'agent', 0)).toEqual({ waits: 'byHand', parties: [] })
  })

  it('lets nobody reveal before the decryption has closed', () => {
    for (const party of ['agent', 'platform', 'supervisor', 'outside']) {
      expect(nextAct(asDraw(running('SEALED')), party, 0)).toEqual({ waits: 'opening', parties: [] })
    }
    expect(nextAct(asDraw(running('REVEALING')), 'agent', 0)).toEqual({ act: 'reveal' })
    expect(nextAct(asDraw(running('REVEALING')), 'platform', 0)).toEqual({ waits: 'reveal', parties: ['agent', 'supervisor'] })
  })
})

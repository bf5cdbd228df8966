import { describe, expect, it } from 'vitest'
import { nextAct, nextOrder, stageOf, type Next } from './nextAct'
import type { Attempt, AttemptState, DrawView, PartyProgress } from './view'

const NOW = Date.parse('2026-03-03T00:00:00Z')
const PARTIES = ['agent', 'outside', 'platform', 'supervisor']
const done = { commit: 'aa', depositedAt: 'x', revealedAt: 'x' }

function attempt(state: AttemptState, parties: Partial<Record<string, Partial<PartyProgress>>>, more: Partial<Attempt> = {}): Attempt {
  const all = ['agent', 'platform', 'supervisor'].map((party) => ({ party, ...parties[party] }))
  return { attempt: 1, drawId: 'GP-1/1', state, parties: all, depositCheck: { holders: [], opened: [], joined: false, shares: [], done: false }, ...more } as Attempt
}

function view(current?: Attempt, more: Partial<DrawView> = {}): DrawView {
  const keys = PARTIES.map((party) => ({ party, signingKey: '', sealingKey: '', registeredAt: '' }))
  return {
    tender: 'GP-1',
    request: { state: 'APPROVED', version: 1, verdicts: [] },
    keys,
    usableFrom: '2026-03-02T00:00:00Z',
    myParties: [],
    attempts: current === undefined ? [] : [{ attempt: 1, drawId: 'GP-1/1', state: current.state, reason: 'ABORTED_BY:agent' }],
    orders: [],
    ...(current && { current }),
    ...more,
  }
}

const names = (of: DrawView) => Object.fromEntries(PARTIES.map((party) => [party, word(nextAct(of, party, NOW))]))
const word = (next: Next) => ('act' in next ? next.act : `waits ${next.waits} ${next.parties.join()}`.trim())
const each = (value: Partial<PartyProgress>) => ({ agent: value, platform: value, supervisor: value })

describe('what a party is to do next', () => {
  it('is to make keys, then to wait a day, then to start', () => {
    const lacking = view(undefined, { keys: view().keys.slice(1) })
    expect(names(lacking)).toEqual({ agent: 'keys', outside: 'waits keys agent', platform: 'waits keys agent', supervisor: 'waits keys agent' })
    expect(word(nextAct(view(undefined, { usableFrom: '2026-03-03T12:00:00Z' }), 'agent', NOW))).toBe('waits age')
    expect(word(nextAct(view(undefined, { request: { state: 'SUBMITTED', version: 1, verdicts: [] } }), 'agent', NOW))).toBe('waits plan agent,supervisor')
    expect(names(view())).toMatchObject({ agent: 'start', supervisor: 'waits start agent' })
  })

  it('is to commit, and to deposit only under K1', () => {
    expect(names(view(attempt('COMMITTING', { agent: { commit: 'aa' } })))).toEqual({
      agent: 'waits commit platform,supervisor',
      outside: 'waits commit platform,supervisor',
      platform: 'commit',
      supervisor: 'commit',
    })
    expect(names(view(attempt('COMMITTING', each({ commit: 'aa' }))))).toMatchObject({ agent: 'waits k1', outside: 'waits k1' })
    expect(names(view(attempt('DEPOSITING', each({ commit: 'aa' }))))).toMatchObject({ agent: 'waits k1' })
    const sealed = attempt('DEPOSITING', { ...each({ commit: 'aa' }), agent: { commit: 'aa', depositedAt: 'x' } }, { k1: 'note' })
    expect(names(view(sealed))).toMatchObject({ agent: 'waits deposit platform,supervisor', platform: 'deposit', outside: 'waits deposit platform,supervisor' })
  })

  it("is to check the platform's deposit by two holders, before anybody reveals", () => {
    const deposited = each({ commit: 'aa', depositedAt: 'x' })
    const check = (opened: string[], joined: boolean, holders: string[] = []) =>
      names(view(attempt('CHECKING', deposited, { k1: 'n', depositCheck: { holders, opened, joined, shares: [], done: false } })))
    expect(check([], false)).toMatchObject({ agent: 'openCheck', outside: 'openCheck', supervisor: 'openCheck', platform: 'waits check agent,outside,supervisor' })
    expect(check(['outside'], false)).toMatchObject({ agent: 'openCheck', outside: 'waits check agent,supervisor' })
    expect(check(['outside', 'supervisor'], true)).toMatchObject({ agent: 'waits check outside,supervisor', outside: 'confirmCheck', supervisor: 'confirmCheck' })
    expect(check(['outside', 'supervisor'], true, ['outside'])).toMatchObject({ outside: 'waits check supervisor', supervisor: 'confirmCheck' })
  })

  it('is to open the third share too where two do not give what was committed to, and to sign nothing', () => {
    const deposited = each({ commit: 'aa', depositedAt: 'x' })
    const found = { holders: [], opened: ['outside', 'supervisor'], joined: false, shares: [], done: false }
    expect(names(view(attempt('CHECKING', deposited, { k1: 'n', depositCheck: found })))).toEqual({
      agent: 'openCheck',
      outside: 'waits check agent',
      platform: 'waits check agent',
      supervisor: 'waits check agent',
    })
    const escrow = { party: 'platform', opened: ['agent', 'outside'], joined: false, shares: [], confirmed: [] }
    expect(names(view(attempt('REVEALING', each(done), { escrow })))).toMatchObject({ supervisor: 'openEscrow', agent: 'waits escrow supervisor' })
  })

  it('is to reveal, the platform last, and to finish', () => {
    const before = each({ commit: 'aa', depositedAt: 'x' })
    expect(names(view(attempt('REVEALING', before)))).toMatchObject({ agent: 'reveal', supervisor: 'reveal', platform: 'waits reveal agent,supervisor' })
    const others = { agent: done, supervisor: { commit: 'aa', depositedAt: 'x', escrowed: true }, platform: before.platform }
    expect(names(view(attempt('REVEALING', others)))).toMatchObject({ agent: 'waits reveal platform', platform: 'reveal' })
    expect(names(view(attempt('FINISHING', each(done))))).toMatchObject({ platform: 'final', agent: 'waits final platform' })
    expect(names(view(attempt('DRAWN', each(done))))).toMatchObject({ platform: 'waits k2' })
    expect(names(view(attempt('DRAWN', each(done), { k2: 'n' })))).toEqual({ agent: 'waits none', outside: 'waits none', platform: 'unlock', supervisor: 'unlock' })
    expect(nextAct(view(attempt('DRAWN', each(done), { k2: 'n' })), 'platform', NOW, false)).toMatchObject({ waits: 'none' })
  })

  it('is to open the escrow where a party let its time pass', () => {
    const escrow = (opened: string[], confirmed: string[] = []) =>
      names(view(attempt('REVEALING', each(done), { escrow: { party: 'platform', opened, joined: opened.length > 1, shares: [], confirmed } })))
    expect(escrow([])).toMatchObject({ agent: 'openEscrow', outside: 'openEscrow', platform: 'waits escrow agent,outside,supervisor' })
    expect(escrow(['agent', 'outside'], ['agent'])).toMatchObject({ outside: 'confirmEscrow', supervisor: 'waits escrow outside' })
  })

  it('is to sign an order where an attempt was aborted, the agent too once anybody had committed', () => {
    const aborted = attempt('ABORTED', { supervisor: { commit: 'aa' } })
    expect(names(view(aborted))).toMatchObject({ supervisor: 'order', agent: 'order', platform: 'waits order supervisor,agent' })
    expect(names(view(attempt('ABORTED', {})))).toMatchObject({ supervisor: 'order', agent: 'waits order supervisor' })
    const order = nextOrder(view(aborted), aborted)
    expect(order).toEqual({ draw_id: 'GP-1/2', prev: 'GP-1/1', reason: 'ABORTED_BY:agent' })
    const signed = view(aborted, { orders: [{ hash: 'cd', order, signed: ['supervisor', 'agent'] }] })
    expect(nextAct(signed, 'agent', NOW)).toEqual({ act: 'start', order, orderHash: 'cd' })
    expect(names(signed)).toMatchObject({ supervisor: 'waits start agent' })
  })

  it('is on the way that the stages show', () => {
    const stages = (['COMMITTING', 'DEPOSITING', 'CHECKING', 'REVEALING', 'FINISHING', 'DRAWN', 'ABORTED'] as const).map((state) => stageOf(attempt(state, {})))
    expect(stages).toEqual(['commit', 'seal', 'seal', 'reveal', 'rank', 'rank', 'pool'])
    expect(stageOf(attempt('DRAWN', {}, { k2: 'n' }))).toBe('call')
  })
})

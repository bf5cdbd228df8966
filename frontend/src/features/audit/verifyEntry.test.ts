import { describe, expect, it } from 'vitest'
import type { AuditEntry } from '../../api/types'
import { commit } from './commitment'
import { shownOtherwise, verifyEntry } from './verifyEntry'

const record = {
  v: 1,
  id: '01a22149-b492-71b7-a02f-8aae3897d63a',
  kind: 'award.decide',
  t: '2026-03-31T01:00:00.123Z',
  rule: 'cn-e-2025.1',
  actor: { ref: 'ab'.repeat(32), role: 'project_owner' },
  obj: ['lot:1'],
  prev: '',
  tender: 'T-1',
}
const salt = '07'.repeat(32)

async function entry(change: Partial<AuditEntry> = {}): Promise<AuditEntry> {
  return {
    id: record.id,
    at: '2026-03-31T01:00:00.123456Z',
    kind: record.kind,
    actorRole: record.actor.role,
    actorRef: record.actor.ref,
    actorName: 'o****',
    ruleSet: record.rule,
    objects: [{ ref: 'lot:1', name: '施工' }],
    record: record as unknown as AuditEntry['record'],
    salt,
    ...(await commit(record, salt)),
    ...change,
  }
}

describe('an entry of the trail', () => {
  it('is never proved by what the server says of itself', async () => {
    expect(await verifyEntry(await entry(), undefined, 'zh')).toMatchObject({ state: 'open', why: 'waiting' })
    expect(await verifyEntry(await entry({ index: 3 }), undefined, 'zh')).toMatchObject({ state: 'open', why: 'policy' })
  })

  it('is wrong when the record was altered', async () => {
    const altered = await entry({ record: { ...record, kind: 'award.notice' } as unknown as AuditEntry['record'] })
    expect(await verifyEntry(altered, undefined, 'zh')).toMatchObject({ state: 'wrong', fault: 'commitment' })
  })

  it.each([
    [{ kind: 'award.notice' }, 'kind'],
    [{ at: '2020-01-01T00:00:00Z' }, 't'],
    [{ actorRole: 'bidder' }, 'actor.role'],
    [{ actorRef: 'cd'.repeat(32) }, 'actor.ref'],
    [{ ruleSet: 'X' }, 'rule'],
    [{ id: '01a22149-b492-71b7-a02f-8aae3897d63b' }, 'id'],
    [{ objects: [{ ref: 'lot:2', name: '施工' }] }, 'obj'],
  ])('is wrong when %o stands beside another record', async (change, what) => {
    const shown = await entry(change)
    expect(shownOtherwise(shown)).toBe(what)
    expect(await verifyEntry(shown, undefined, 'zh')).toMatchObject({ state: 'wrong', fault: 'shown', value: what })
  })
})

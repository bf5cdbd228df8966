import { describe, expect, it } from 'vitest'
import type { AuditEntry } from '../../api/types'
import { changesBetween, middle, ownChanges } from './compare'

function entry(kind: string, body: object): AuditEntry {
  return { id: 'x', at: '2026-03-02T01:00:00Z', kind, actorRole: 'tender_agent', actorRef: 'r', record: { kind, body } as never, commitment: '', leafHash: '' }
}

describe('what changed', () => {
  it('is told by the entry itself where it says what was and what is set', () => {
    const update = entry('project.update', { version: 3, changed: ['title', 'budget'], was: { title: '甲' }, set: { title: '乙', budget: '5.00' } })
    expect(ownChanges(update)?.changed).toEqual([
      { field: 'title', before: '甲', after: '乙' },
      { field: 'budget', before: undefined, after: '5.00' },
    ])
  })

  it('is the moved deadline of an addendum', () => {
    const addendum = entry('addendum.issue', { no: 1, oldDeadline: '2026-03-30T01:30:00Z', newDeadline: '2026-04-07T01:30:00Z' })
    expect(ownChanges(addendum)?.changed).toEqual([{ field: 'bidDeadline', before: '2026-03-30T01:30:00Z', after: '2026-04-07T01:30:00Z' }])
  })

  it('is the difference of two entries that set the same thing', () => {
    const before = entry('lot.add', { no: 2, name: '桥梁工程', ceilingPrice: '20000000.00' })
    const after = entry('lot.update', { no: 2, name: '桥涵工程', ceilingPrice: '20000000.00' })
    expect(ownChanges(after)).toBeUndefined()
    expect(changesBetween(before, after)).toEqual({ changed: [{ field: 'name', before: '桥梁工程', after: '桥涵工程' }], same: 2 })
  })

  it('is everything when the thing is taken away', () => {
    const removed = changesBetween(entry('lot.add', { no: 2, name: '甲' }), entry('lot.remove', { no: 2 }))
    expect(removed.changed.map((change) => change.after)).toEqual([undefined, undefined])
  })

  it('is marked where two texts part', () => {
    expect(middle('桥梁工程', '桥涵工程')).toEqual({ start: '桥', before: '梁', after: '涵', end: '工程' })
    expect(middle('aa', 'aaa')).toEqual({ start: 'aa', before: '', after: 'a', end: '' })
  })
})

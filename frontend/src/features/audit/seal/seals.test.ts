import { expect, test } from 'vitest'
import type { Seal } from '../../../api/types'
import { cosigners, criticalKinds, hasProof, leastFar, missing, rowsOf } from './seals'

function seal(kind: string, state: Seal['state'], objects: string[], more: Partial<Seal> = {}): Seal {
  return { entryId: crypto.randomUUID(), kind, at: '2026-03-30T01:30:00Z', objects, state, isFinal: state === 'SEALED', witnesses: [], ...more }
}

test('each kind has one line, in the order of the kinds, of the lot alone', () => {
  const end = seal('open.end', 'SIGNED', ['lot:1'])
  const start = seal('open.start', 'SEALED', ['lot:1'])
  const other = seal('open.start', 'SEALED', ['lot:2'])
  const rows = rowsOf([end, other, start], ['open.start', 'open.read', 'open.end'], ['lot:1'])
  expect(rows).toEqual([
    { kind: 'open.start', seals: [start] },
    { kind: 'open.end', seals: [end] },
  ])
})

test('every reading counts, of the price scores the last ones alone', () => {
  const readings = [seal('open.read', 'SEALED', ['bid:2']), seal('open.read', 'RECORDED', ['bid:1'])]
  const runs = [seal('eval.price', 'SIGNED', ['lot:1']), seal('eval.price', 'SEALED', ['lot:1'])]
  expect(rowsOf([...readings, ...runs], criticalKinds)).toEqual([
    { kind: 'open.read', seals: readings },
    { kind: 'eval.price', seals: [runs[0]] },
  ])
  expect(leastFar(readings)).toBe(readings[1])
})

test('a step is proven only once no more is to come and the log covers it', () => {
  expect(hasProof(seal('open.end', 'SEALED', []))).toBe(true)
  expect(hasProof(seal('open.end', 'SIGNED', []))).toBe(false)
  expect(hasProof(seal('open.end', 'SIGNED', [], { isFinal: true }))).toBe(true)
  expect(hasProof(seal('open.end', 'RECORDED', [], { isFinal: true }))).toBe(false)
})

test('names who has cosigned and who has not', () => {
  const half = seal('open.end', 'SIGNED', [], { witnesses: [{ name: 'supervisor', cosignedAt: '2026-03-30T01:30:01Z' }, { name: 'archive' }] })
  expect(cosigners(half)).toEqual(['supervisor'])
  expect(missing(half)).toEqual(['archive'])
})

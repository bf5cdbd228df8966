import { expect, test } from 'vitest'
import { merge } from './merge'

const base = { title: 'A', place: 'P', ceiling: undefined as string | undefined }

test('what only one of two people has changed is kept, whoever it was', () => {
  const merged = merge(base, { ...base, place: 'mine' }, { ...base, title: 'theirs', ceiling: '500' })
  expect(merged).toEqual({ values: { title: 'theirs', place: 'mine', ceiling: '500' }, conflicts: [], taken: ['title', 'ceiling'] })
})

test('what both have changed is named and not decided', () => {
  const merged = merge(base, { ...base, title: 'mine' }, { ...base, title: 'theirs' })
  expect(merged.conflicts).toEqual(['title'])
  expect(merged.values.title).toBe('mine')
})

test('the same change of both is no conflict', () => {
  expect(merge(base, { ...base, title: 'same' }, { ...base, title: 'same' }).conflicts).toEqual([])
})

test('what the other has emptied is emptied', () => {
  expect(merge<{ a?: string; b?: string }>({ a: '1', b: '2' }, { a: '1', b: '3' }, { b: '2' }).values).toEqual({ a: undefined, b: '3' })
})

import { expect, it } from 'vitest'
import { isCreditCode } from './creditCode'

it('checks the last character of a unified social credit code', () => {
  expect(isCreditCode('91350100M000100Y43')).toBe(true)
  expect(isCreditCode('91350100M000100Y44')).toBe(false)
  expect(isCreditCode('91350100M000100Y4')).toBe(false)
  expect(isCreditCode('91350100I000100Y43')).toBe(false)
})

import { describe, expect, it } from 'vitest'
import { isShown, isTooEarly, type LeavingCause } from './causes'

const BEGINS = '2026-11-25T01:00:00Z'
const ABSENT: LeavingCause = { reason: 'ABSENT', evidence: false, from: BEGINS }
const INCAPACITATED: LeavingCause = { reason: 'INCAPACITATED', evidence: true }
const begun = Date.parse(BEGINS) / 1000

describe('a cause for which a member leaves', () => {
  it('is not absence before the evaluation has begun, whatever document there is', () => {
    expect(isTooEarly(ABSENT, begun - 1)).toBe(true)
    expect(isShown(ABSENT, 'aa', begun - 1)).toBe(false)
    expect(isShown(ABSENT, undefined, begun)).toBe(true)
  })

  it('is not absence while the server was not heard', () => {
    expect(isTooEarly(ABSENT, 0)).toBe(true)
  })

  it('is incapacity at any time, with a document', () => {
    expect(isShown(INCAPACITATED, undefined, begun)).toBe(false)
    expect(isShown(INCAPACITATED, 'aa', begun - 86_400)).toBe(true)
  })
})

import { expect, it } from 'vitest'
import { isAbove, summaryOf } from './summary'

it('takes over what is typed exactly, and nothing that is wrong', () => {
  expect(summaryOf({})).toBeUndefined()
  expect(summaryOf({ price: '1.0000001' })).toBeUndefined()
  expect(summaryOf({ price: '1', periodDays: '0' })).toBeUndefined()
  expect(summaryOf({ price: '1', periodDays: '36501' })).toBeUndefined()
  expect(summaryOf({ price: '1', smallFirmShare: '100.5' })).toBeUndefined()
  expect(summaryOf({ price: '12345678.90', periodDays: '365', projectManager: ' 王建国 ', firmSize: 'SMALL', smallFirmShare: '33.3333' })).toEqual({
    price: '12345678.90',
    periodDays: 365,
    projectManager: '王建国',
    firmSize: 'SMALL',
    smallFirmShare: '0.333333',
  })
  expect(summaryOf({ price: '1', periodDays: '', projectManager: ' ', smallFirmShare: '' })).toEqual({ price: '1' })
})

it('compares prices to the last digit', () => {
  expect(isAbove('9007199254740993.000001', '9007199254740993')).toBe(true)
  expect(isAbove('18650000', '18650000.00')).toBe(false)
  expect(isAbove('18650000', undefined)).toBe(false)
})

import { describe, expect, it } from 'vitest'
import { csvCell } from './templates'

describe('cells of a report', () => {
  it('are quoted as RFC 4180 asks', () => {
    expect(csvCell('a,b')).toBe('"a,b"')
    expect(csvCell('a"b')).toBe('"a""b"')
    expect(csvCell('姓名')).toBe('姓名')
  })
  it('are nothing that a spreadsheet runs', () => {
    for (const sign of ['=', '+', '-', '@', '＝']) expect(csvCell(`${sign}1`).startsWith("'")).toBe(true)
  })
})

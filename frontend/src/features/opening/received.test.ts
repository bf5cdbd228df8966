import { describe, expect, it } from 'vitest'
import { faultOf, parsePasted } from './received'

const code = '91350100M000100Y43'

describe('pasted bidders', () => {
  it('are read from a spreadsheet, with or without a running number', () => {
    expect(parsePasted(`1\t甲建设有限公司\t${code}\r\n乙建设有限公司，${code.toLowerCase()}\n\n`)).toEqual([
      { bidderName: '甲建设有限公司', creditCode: code },
      { bidderName: '乙建设有限公司', creditCode: code },
    ])
  })

  it('may lack a code, which is then marked', () => {
    const rows = parsePasted('甲建设有限公司')
    expect(rows).toEqual([{ bidderName: '甲建设有限公司', creditCode: '' }])
    expect(faultOf(rows[0]!, rows)).toBe('code')
  })

  it('are refused twice', () => {
    const rows = parsePasted(`甲公司\t${code}\n乙公司\t${code}`)
    expect(faultOf(rows[0]!, rows)).toBe('duplicate')
  })
})

import { describe, expect, it } from 'vitest'
import { bareCitation, chineseNumber, shortCitation } from './citation'
import { duration, formatAmount, formatBytes, formatInstant, formatYuan, remaining } from './format'

describe('legal time', () => {
  it('is Asia/Shanghai, whatever the browser thinks', () => {
    expect(formatInstant('2026-11-26T16:00:00Z', 'zh')).toBe('2026-11-27 00:00')
    expect(formatInstant('2026-11-26T16:00:00Z', 'zh', 'big')).toBe('11 月 27 日')
    expect(formatInstant('2026-11-26T16:00:00Z', 'zh', 'weekday')).toBe('周五')
    expect(formatInstant('2026-11-26T16:00:00Z', 'en', 'big')).toBe('27 Nov')
  })

  it('counts down by the server’s second', () => {
    const second = Date.parse('2026-11-25T01:12:45Z') / 1000
    expect(remaining('2026-11-26T16:00:00Z', second)).toEqual({ days: 1, clock: '14:47:15' })
    expect(remaining('2026-11-25T01:12:45Z', second)).toBeNull()
  })
})

describe('amounts', () => {
  it('keep every digit', () => {
    expect(formatAmount('17713500.00')).toBe('17,713,500.00')
    expect(formatAmount('9999999999999999.123456')).toBe('9,999,999,999,999,999.123456')
    expect(formatAmount('-0.5')).toBe('−0.5')
    expect(formatYuan('980000')).toBe('980,000.00')
  })

  it('of bytes are binary', () => expect(formatBytes(209_715_200)).toBe('200.0 MiB'))
})

describe('lengths of time', () => {
  it('are cut to one whole unit', () => {
    const of = (seconds: number) => Object.values(duration(seconds)).join(' ')
    expect([-3, 0, 59.9, 60, 3599, 3600, 172_799, 172_800].map(of)).toEqual(['0 s', '0 s', '59 s', '1 min', '59 min', '1 h', '47 h', '2 d'])
  })
})

describe('citations', () => {
  it('read Chinese numbers', () => {
    expect(chineseNumber('二十四')).toBe(24)
    expect(chineseNumber('十')).toBe(10)
    expect(chineseNumber('二百零三')).toBe(203)
  })

  it('lose the rule id that stands beside them', () => {
    expect(bareCitation('《招标投标法》第二十四条（规则 T01）')).toBe('《招标投标法》第二十四条')
    expect(bareCitation('Tendering and Bidding Law, Art. 24 (rule T01)')).toBe('Tendering and Bidding Law, Art. 24')
  })

  it('are shortened for chips', () => {
    expect(shortCitation('《中华人民共和国招标投标法实施条例》第五十四条')).toBe('条例54')
    expect(shortCitation('招标投标法第二十四条')).toBe('法24')
    expect(shortCitation('政府采购货物和服务招标投标管理办法第四十一条')).toBe('87号令41')
  })
})

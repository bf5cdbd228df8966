import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { canonical, commit } from './commitment'

describe('canonical JSON', () => {
  it('is as in RFC 8785, section 3.2', () => {
    const source = String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`
    expect(canonical(JSON.parse(source))).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    )
  })

  it('sorts members by code units', () => {
    expect(canonical({ '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, '\u0080': 6, 'ö': 7 })).toBe(
      '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}',
    )
  })
})

describe('the commitment', () => {
  const salt = '00'.repeat(31) + 'ff'
  const record = { v: 1, kind: 'open.read', body: { price: '17713500.00', no: 3 } }

  it('is the hash of label, salt and record; the leaf commits to it alone', async () => {
    const bytes = Buffer.concat([Buffer.from('GP/entry\0'), Buffer.from(salt, 'hex'), Buffer.from('{"body":{"no":3,"price":"17713500.00"},"kind":"open.read","v":1}')])
    const c = createHash('sha256').update(bytes).digest('hex')
    const leaf = createHash('sha256').update(Buffer.concat([Buffer.of(0), Buffer.from(`{"c":"${c}","v":1}`)])).digest('hex')
    expect(await commit(record, salt)).toEqual({ commitment: c, leafHash: leaf })
  })

  it('changes with a single digit of the record', async () => {
    const other = await commit({ ...record, body: { price: '17713500.01', no: 3 } }, salt)
    expect(other.commitment).not.toBe((await commit(record, salt)).commitment)
  })
})

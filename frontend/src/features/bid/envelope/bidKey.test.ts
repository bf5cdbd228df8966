import { describe, expect, it } from 'vitest'
import { KeyFileRefused } from '../../../crypto/passwordBox'
import { makeBidKey, openBidKeyFile, parseBidKeyFile, type BidKeyFile } from './bidKey'
import { bytesSource } from './format'
import { readEnvelope } from './header'
import { openAsBidder, openContent } from './open'
import { sealed, summary } from './testing'

const PASSWORD = '一个很长的口令 2026'
const OWNER = ['GP-1', '91440300708461136T'] as const

describe('the key of a bidder', () => {
  it('opens its envelope from this browser, and from the file under its password', { timeout: 60_000 }, async () => {
    const { key, file } = await makeBidKey(...OWNER, PASSWORD)
    await expect(crypto.subtle.exportKey('pkcs8', key.pair.privateKey)).rejects.toThrow()
    const { bytes, header } = await sealed({ tender: 'GP-1', lot: 1, kind: 'price', files: [], summary, creditCode: '91330500MA2B4K7C3Q', bidderKey: key.key })
    const back = await openBidKeyFile(parseBidKeyFile(JSON.stringify(file)), PASSWORD, ...OWNER)
    await expect(crypto.subtle.exportKey('pkcs8', back.pair.privateKey)).rejects.toThrow()
    for (const { pair } of [key, back]) {
      const manifest = await openContent(await readEnvelope(bytesSource(bytes)), await openAsBidder(header, pair))
      expect(manifest.summary).toEqual(summary)
    }
    const refusal = (change: Partial<BidKeyFile>, password = PASSWORD, tender = 'GP-1') =>
      openBidKeyFile({ ...file, ...change }, password, tender, OWNER[1]).then(
        () => 'taken',
        (error: unknown) => (error as KeyFileRefused).reason,
      )
    expect(await refusal({}, 'another password')).toBe('password')
    expect(await refusal({}, PASSWORD, 'GP-2')).toBe('other')
    expect(await refusal({ key: 'aa'.repeat(32) })).toBe('password')
    expect(await refusal({ kdf: { ...file.kdf, iterations: 1 } })).toBe('password')
  })

  it('is refused when it is no such file', () => {
    const file = { format: 'gongping-bid-key/1', tender: 'a', creditCode: 'b', key: '00'.repeat(32), box: '' }
    const kdf = { name: 'PBKDF2-SHA256', iterations: 1e9, salt: '' }
    for (const text of ['', '[]', '{', 'null', JSON.stringify(file), JSON.stringify({ ...file, kdf }), 'x'.repeat(1 << 17)]) {
      expect(() => parseBidKeyFile(text)).toThrow(KeyFileRefused)
    }
  })
})

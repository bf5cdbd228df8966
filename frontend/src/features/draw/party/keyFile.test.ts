import { describe, expect, it } from 'vitest'
import { verifyEd25519 } from '../../audit/verify/note'
import { provenHolderKeys } from './acts'
import { KeyFileRefused } from '../../../crypto/passwordBox'
import { isOf, openKeyFile, parseKeyFile, writeKeyFile } from './keyFile'
import { keyProof, makeKeys, makeKeysWithHalves, sign, type PartyKeys } from './keys'
import { keptInfo, open, seal } from './seal'
import { keyMessage } from './signed'
import { base64 } from '../../audit/verify/bytes'
import { bytesToHex } from '@noble/hashes/utils.js'

const PASSWORD = 'ein langes Kennwort 公评'
const TEXT = new TextEncoder().encode('signed')

describe('keys made in the browser', () => {
  it('cannot be read out of it', async () => {
    const { signing, sealing } = await makeKeys('GP-1', 'agent')
    for (const { privateKey } of [signing, sealing]) {
      expect(privateKey.extractable).toBe(false)
      await expect(crypto.subtle.exportKey('pkcs8', privateKey)).rejects.toThrow()
    }
    const kept = (await makeKeysWithHalves('GP-1', 'agent')).keys
    await expect(crypto.subtle.exportKey('pkcs8', kept.signing.privateKey)).rejects.toThrow()
    await expect(crypto.subtle.exportKey('pkcs8', kept.sealing.privateKey)).rejects.toThrow()
  })

  it('prove whose sealing key it is', async () => {
    const keys = await makeKeys('GP-1', 'agent')
    const proof = await keyProof(keys)
    expect(verifyEd25519(keys.signingKey, keyMessage('GP-1', 'agent', keys.signingKey, keys.sealingKey), proof)).toBe(true)
  })
})

describe('the sealing keys of the holders', () => {
  const registered = async (keys: PartyKeys) => ({
    party: keys.party,
    signingKey: bytesToHex(keys.signingKey),
    sealingKey: bytesToHex(keys.sealingKey),
    proof: base64(await keyProof(keys)),
  })

  it('are those that the logged signing keys have signed, and no others', async () => {
    const three = await Promise.all(['agent', 'outside', 'supervisor'].map((party) => makeKeys('GP-1', party)))
    const all = await Promise.all(three.map(registered))
    const logged = Object.fromEntries(all.map(({ party, signingKey }) => [party, signingKey]))
    const proven = provenHolderKeys('GP-1', logged, all)
    expect(Object.keys(proven).sort()).toEqual(['agent', 'outside', 'supervisor'])
    // The server puts a key of its own in the place of one holder's, or the tender or the log names another.
    const other = await makeKeys('GP-1', 'outside')
    const swapped = all.map((each) => (each.party === 'outside' ? { ...each, sealingKey: bytesToHex(other.sealingKey) } : each))
    expect(provenHolderKeys('GP-1', logged, swapped).outside).toBeUndefined()
    expect(provenHolderKeys('GP-2', logged, all)).toEqual({})
    expect(provenHolderKeys('GP-1', { ...logged, outside: bytesToHex(other.signingKey) }, all).outside).toBeUndefined()
  })
})

describe('the key file', () => {
  it('gives the keys back under its password', { timeout: 60_000 }, async () => {
    const { keys, halves } = await makeKeysWithHalves('GP-1', 'supervisor')
    const text = JSON.stringify(await writeKeyFile(keys, halves, PASSWORD))
    expect(text).not.toContain(halves.signing.slice(30))
    const file = parseKeyFile(text)
    expect(isOf(file, keys)).toBe(true)
    const back = await openKeyFile(file, PASSWORD, 'GP-1', 'supervisor')
    expect(verifyEd25519(keys.signingKey, TEXT, await sign(back, TEXT))).toBe(true)
    const sealed = await seal(TEXT, keys.sealingKey, keptInfo('GP-1/1', 'supervisor'))
    expect(await open(sealed, back.sealing, keptInfo('GP-1/1', 'supervisor'))).toEqual(TEXT)
    const refusal = async (change: Partial<typeof file>, password = PASSWORD, party = 'supervisor') =>
      openKeyFile({ ...file, ...change }, password, 'GP-1', party).then(
        () => 'taken',
        (error: unknown) => (error as KeyFileRefused).reason,
      )
    expect(await refusal({}, 'another password')).toBe('password')
    expect(await refusal({}, PASSWORD, 'agent')).toBe('other')
    // Other public keys than those of the private halves.
    expect(await refusal({ signingKey: 'aa'.repeat(32) })).toBe('password')
  })

  it('is refused when it is no such file', () => {
    const file = { format: 'gongping-draw-key/1', tender: 'a', party: 'b', signingKey: '', sealingKey: '', keys: '', contributions: {} }
    const kdf = { name: 'PBKDF2-SHA256', iterations: 1e9, salt: '' }
    for (const text of ['', '[]', '{', JSON.stringify(file), JSON.stringify({ ...file, kdf }), 'x'.repeat(2 << 20)]) {
      expect(() => parseKeyFile(text)).toThrow(KeyFileRefused)
    }
  })
})

import { hexToBytes, bytesToHex } from '@noble/hashes/utils.js'
import { readFileSync, writeFileSync } from 'node:fs'
import { join as pathOf } from 'node:path'
import { describe, expect, it } from 'vitest'
import { base64, fromBase64 } from '../../audit/verify/bytes'
import { verifyEd25519 } from '../../audit/verify/note'
import { commitment, SUITE_1 } from '../verify/formulas'
import { confirmOpening, deposit, NO_SHARE, openShare, PartyRefuses, reveal, shareOf, signOrder, type Deposited } from './acts'
import { keysFromHalves, sign, type PartyKeys } from './keys'
import { escrowInfo, open, seal } from './seal'
import { join, split } from './shamir'
import * as signed from './signed'
import { HOLDERS, type Holder } from './signed'

/** `java.json` is what `PartyVectorsTest` computes; it opens what stands in `browser.json`, which is written here. */
const FOLDER = pathOf(import.meta.dirname, '../../../../../expert-draw/src/test/resources/vectors/party')

interface Vector {
  draw_id: string
  signing_secret: string
  signing_key: string
  rules_hash: string
  pool_root: string
  r: string
  slope: string
  alpha: string
  pi: string
  commit: string
  order: { draw_id: string }
  shares: string[]
  any_sealed_shares: string[]
  deposit_hash: string
  signatures: Record<'commit' | 'deposit' | 'reveal' | 'final' | 'order' | 'escrow' | 'escrow_final', string>
  holders: { holder: Holder; sealing_secret: string; sealing_key: string; sealed_share: string }[]
}

const read = (file: string) => JSON.parse(readFileSync(pathOf(FOLDER, file), 'utf8')) as Vector[]
const vectors = read('java.json')

/** RFC 8410: a raw private key in PKCS #8. */
const halfOf = (kind: 'ed25519' | 'x25519', secret: string) =>
  base64(hexToBytes(`302e020100300506032b65${kind === 'ed25519' ? '70' : '6e'}04220420${secret}`))

function keysOf(vector: Vector, party: string, at = 0): Promise<PartyKeys> {
  const holder = vector.holders[at]!
  const halves = { signing: halfOf('ed25519', vector.signing_secret), sealing: halfOf('x25519', holder.sealing_secret) }
  return keysFromHalves('GP-2026-0425', party, halves, hexToBytes(vector.signing_key), hexToBytes(holder.sealing_key))
}

function bytes(text: string): Uint8Array {
  return fromBase64(text) ?? new Uint8Array()
}

describe('what a party computes, as the program in Java does', () => {
  it('are five vectors', () => expect(vectors).toHaveLength(5))

  it.each(vectors)('commitment, shares and hash of the deposit of $r', (vector) => {
    const r = hexToBytes(vector.r)
    const made = commitment(SUITE_1, vector.draw_id, 'agent', hexToBytes(vector.rules_hash), hexToBytes(vector.pool_root), r)
    expect(bytesToHex(made)).toBe(vector.commit)
    expect(split(r, hexToBytes(vector.slope)).map(bytesToHex)).toEqual(vector.shares)
    expect(bytesToHex(signed.depositHash(vector.any_sealed_shares.map(bytes)))).toBe(vector.deposit_hash)
  })

  it.each(vectors)('signatures under $signing_key', async (vector) => {
    const { draw_id: drawId, signatures } = vector
    const [agent, supervisor, outside] = [await keysOf(vector, 'agent'), await keysOf(vector, 'supervisor'), await keysOf(vector, 'outside')]
    const [r, alpha, pi] = [hexToBytes(vector.r), hexToBytes(vector.alpha), hexToBytes(vector.pi)]
    const by = async (keys: PartyKeys, message: Uint8Array) => base64(await sign(keys, message))
    expect(await by(agent, signed.commitMessage(drawId, 'agent', hexToBytes(vector.commit)))).toBe(signatures.commit)
    expect(await by(agent, signed.depositMessage(drawId, 'agent', vector.any_sealed_shares.map(bytes)))).toBe(signatures.deposit)
    expect((await reveal(agent, drawId, r)).sig).toBe(signatures.reveal)
    expect(await by(agent, signed.finalMessage(drawId, alpha, pi))).toBe(signatures.final)
    expect(await signOrder(supervisor, vector.order)).toBe(signatures.order)
    expect(await by(outside, signed.escrowMessage(drawId, 'outside', 'agent', r))).toBe(signatures.escrow)
    expect(await by(outside, signed.escrowFinalMessage(drawId, 'outside', alpha, pi))).toBe(signatures.escrow_final)
  })

  it.each(vectors)('opens the sealed shares of $r, and only as the holder they are for', async (vector) => {
    const opened: string[] = []
    for (const [i, { holder, sealed_share: sealed }] of vector.holders.entries()) {
      const keys = await keysOf(vector, holder, i)
      const share = await openShare(keys, vector.draw_id, 'agent', sealed, vector.commit)
      expect(bytesToHex(bytes(share))).toBe(vector.shares[i])
      opened.push(share)
      await expect(openShare(keys, vector.draw_id, 'supervisor', sealed, vector.commit)).rejects.toBeInstanceOf(PartyRefuses)
      const other = await keysOf(vector, holder, (i + 1) % 3)
      await expect(openShare(other, vector.draw_id, 'agent', sealed, vector.commit)).rejects.toBeInstanceOf(PartyRefuses)
    }
    const outside = await keysOf(vector, 'outside', 1)
    const facts = { drawId: vector.draw_id, rulesHash: vector.rules_hash, poolRoot: vector.pool_root }
    for (const shares of [opened, opened.slice(1), [opened[2]!, opened[0]!]]) {
      expect(await confirmOpening(outside, facts, 'agent', shares, vector.commit)).toEqual({ r: vector.r, sig: vector.signatures.escrow })
    }
    const wrong = bytes(opened[0]!)
    wrong[5] = wrong[5]! ^ 1
    // Who brings a wrong share is outvoted by the two others.
    expect((await confirmOpening(outside, facts, 'agent', [base64(wrong), opened[1]!, opened[2]!], vector.commit)).r).toBe(vector.r)
    for (const shares of [[opened[1]!], [opened[1]!, opened[1]!], [opened[1]!, base64(wrong)], [opened[1]!, NO_SHARE]]) {
      await expect(confirmOpening(outside, facts, 'agent', shares, vector.commit)).rejects.toBeInstanceOf(PartyRefuses)
    }
  })

  it.each(vectors)('says of $r that a share does not open only where its party has signed what does not', async (vector) => {
    const [agent, outside] = [await keysOf(vector, 'agent'), await keysOf(vector, 'outside', 1)]
    const facts = { drawId: vector.draw_id, rulesHash: vector.rules_hash, poolRoot: vector.pool_root }
    const stranger = hexToBytes(vector.holders[2]!.sealing_key)
    const keys = { agent: stranger, outside: stranger, supervisor: stranger }
    const { shares, sig } = await deposit(agent, facts, hexToBytes(vector.r), keys)
    const deposited = { sealed: shares, sig, signingKey: bytesToHex(agent.signingKey), sealingKey: bytesToHex(outside.sealingKey) }
    const says = (sealed: string, more: Partial<Deposited> = {}) =>
      shareOf(outside, vector.draw_id, 'agent', sealed, vector.commit, { ...deposited, ...more })
    expect(await says(shares[1]!)).toBe(NO_SHARE)
    expect(await says(vector.holders[1]!.sealed_share)).not.toBe(NO_SHARE)
    const another = (await deposit(agent, facts, hexToBytes(vector.r), keys)).shares
    await expect(says(another[1]!)).rejects.toBeInstanceOf(PartyRefuses)
    await expect(says(another[1]!, { sealed: another })).rejects.toBeInstanceOf(PartyRefuses)
    await expect(says(shares[1]!, { sealingKey: bytesToHex(agent.sealingKey) })).rejects.toBeInstanceOf(PartyRefuses)
    await expect(says(shares[1]!, { sealed: [] })).rejects.toBeInstanceOf(PartyRefuses)
  })

  it.each(vectors)('deposits $r so that any two holders can open it', async (vector) => {
    const agent = await keysOf(vector, 'agent')
    const facts = { drawId: vector.draw_id, rulesHash: vector.rules_hash, poolRoot: vector.pool_root }
    const keys = Object.fromEntries(vector.holders.map((each) => [each.holder, hexToBytes(each.sealing_key)])) as Record<Holder, Uint8Array>
    const { shares, sig } = await deposit(agent, facts, hexToBytes(vector.r), keys)
    expect(shares.map((share) => bytes(share).length)).toEqual([81, 81, 81])
    const message = signed.depositMessage(vector.draw_id, 'agent', shares.map(bytes))
    expect(verifyEd25519(agent.signingKey, message, bytes(sig))).toBe(true)
    const opened = await Promise.all(
      HOLDERS.map(async (holder, i) => bytes(await openShare(await keysOf(vector, holder, i), vector.draw_id, 'agent', shares[i]!, vector.commit))),
    )
    expect(bytesToHex(join(opened[0]!, opened[2]!)!)).toBe(vector.r)
    expect(bytesToHex(join(opened[2]!, opened[1]!)!)).toBe(vector.r)
    expect(join(opened[1]!, opened[1]!)).toBeUndefined()
  })

  it('left its sealed shares for the other program to open', async () => {
    if (process.env['GONGPING_VECTORS'] === 'write') {
      const sealed = vectors.map(async (vector) => ({
        ...vector,
        holders: await Promise.all(
          vector.holders.map(async (each, i) => {
            const info = escrowInfo(vector.draw_id, 'agent', hexToBytes(vector.commit))
            return { ...each, sealed_share: base64(await seal(hexToBytes(vector.shares[i]!), hexToBytes(each.sealing_key), info)) }
          }),
        ),
      }))
      writeFileSync(pathOf(FOLDER, 'browser.json'), `${JSON.stringify(await Promise.all(sealed), null, 2)}\n`)
    }
    for (const [n, vector] of read('browser.json').entries()) {
      for (const [i, holder] of vector.holders.entries()) {
        expect(holder.sealed_share).not.toBe(vectors[n]!.holders[i]!.sealed_share)
        const pair = (await keysOf(vector, holder.holder, i)).sealing
        const share = await open(bytes(holder.sealed_share), pair, escrowInfo(vector.draw_id, 'agent', hexToBytes(vector.commit)))
        expect(bytesToHex(share!)).toBe(vectors[n]!.shares[i])
      }
    }
  })
})

describe('the field of the shares', () => {
  /** Computed by hand: the slope 0x80 under the numbers 1, 2, 3 gives 0x80, 0x1b, 0x9b. */
  it('is that of the specification', () => {
    const shares = split(new Uint8Array(32), new Uint8Array(32).fill(0x80)).map(bytesToHex)
    expect(shares).toEqual(['01' + '80'.repeat(32), '02' + '1b'.repeat(32), '03' + '9b'.repeat(32)])
  })
})

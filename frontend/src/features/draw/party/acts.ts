import { bytesToHex } from '@noble/hashes/utils.js'
import { base64, fromBase64, hashFromHex } from '../../audit/verify/bytes'
import { verifyEd25519 } from '../../audit/verify/note'
import { isValidVrfKey, verifyVrf } from '../verify/ecvrf'
import { alphaOf, commitment, fromHex, SUITE_1, transcriptOf } from '../verify/formulas'
import { sign, type PartyKeys } from './keys'
import { backupInfo, escrowInfo, keptInfo, open, rosterInfo, seal } from './seal'
import { join, split } from './shamir'
import * as signed from './signed'
import { HOLDERS, type Holder } from './signed'
import { keepContribution, keptContribution, type KeptContribution } from './store'

/** What a party commits itself under. Hex. */
export interface DrawFacts {
  drawId: string
  rulesHash: string
  poolRoot: string
}

/** Why a party's own program does not go on; the word is a key of the strings. */
export class PartyRefuses extends Error {
  readonly reason: 'lostContribution' | 'otherRules' | 'share' | 'defective' | 'alpha' | 'vrf' | 'half' | 'notClosed'

  constructor(reason: PartyRefuses['reason']) {
    super(reason)
    this.reason = reason
  }
}

function random32(): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(32))
}

function commitmentOf({ drawId, rulesHash, poolRoot }: DrawFacts, party: string, r: Uint8Array): Uint8Array {
  return commitment(SUITE_1, drawId, party, fromHex(rulesHash), fromHex(poolRoot), r)
}

/**
 * Makes this party's contribution and the commitment to it. The contribution is kept before anything is sent; asked again
 * for the same draw it is the same, so that nobody commits twice.
 */
export async function commit(keys: PartyKeys, draw: DrawFacts): Promise<{ commit: string; sig: string }> {
  const { party } = keys
  const kept = await keptContribution(draw.drawId, party)
  const r = kept === undefined ? random32() : await openKept(keys, draw.drawId, kept)
  const made = commitmentOf(draw, party, r)
  if (kept !== undefined && kept.commit !== bytesToHex(made)) throw new PartyRefuses('otherRules')
  if (kept === undefined) {
    const sealed = await seal(r, keys.sealingKey, keptInfo(draw.drawId, party))
    await keepContribution(draw.drawId, party, { sealed, commit: bytesToHex(made) })
  }
  return { commit: bytesToHex(made), sig: base64(await sign(keys, signed.commitMessage(draw.drawId, party, made))) }
}

async function openKept(keys: PartyKeys, drawId: string, kept: KeptContribution): Promise<Uint8Array> {
  const r = await open(kept.sealed, keys.sealing, keptInfo(drawId, keys.party))
  if (r === undefined) throw new PartyRefuses('lostContribution')
  return r
}

/** The contribution that this browser keeps, if it is what the log says this party has committed itself to. */
export async function contribution(keys: PartyKeys, draw: DrawFacts, committed: string): Promise<Uint8Array> {
  const kept = await keptContribution(draw.drawId, keys.party)
  if (kept === undefined) throw new PartyRefuses('lostContribution')
  const r = await openKept(keys, draw.drawId, kept)
  if (bytesToHex(commitmentOf(draw, keys.party, r)) !== committed) throw new PartyRefuses('otherRules')
  return r
}

/**
 * Puts the contribution in escrow: one share for each holder, sealed to it.
 *
 * @param holderKeys X25519 keys that the holders have signed
 */
export async function deposit(
  keys: PartyKeys,
  draw: DrawFacts,
  r: Uint8Array,
  holderKeys: Record<Holder, Uint8Array>,
): Promise<{ shares: string[]; sig: string }> {
  const info = escrowInfo(draw.drawId, keys.party, commitmentOf(draw, keys.party, r))
  const shares = split(r, random32())
  const sealed = await Promise.all(HOLDERS.map((holder, i) => seal(shares[i]!, holderKeys[holder], info)))
  for (const share of shares) share.fill(0)
  const message = signed.depositMessage(draw.drawId, keys.party, sealed)
  return { shares: sealed.map(base64), sig: base64(await sign(keys, message)) }
}

export async function reveal(keys: PartyKeys, drawId: string, r: Uint8Array): Promise<{ r: string; sig: string }> {
  return { r: bytesToHex(r), sig: base64(await sign(keys, signed.revealMessage(drawId, keys.party, r))) }
}

/**
 * Opens this holder's share of a deposit.
 *
 * @param sealed base64, as the server hands it out
 * @param commit the commitment of the depositing party, hex
 * @throws PartyRefuses when it was not sealed to this holder for this draw, for which the depositing party answers
 */
export async function openShare(keys: PartyKeys, drawId: string, party: string, sealed: string, commit: string): Promise<string> {
  const share = await open(fromBase64(sealed) ?? new Uint8Array(), keys.sealing, escrowInfo(drawId, party, fromHex(commit)))
  if (share?.length !== 33 || share[0] !== HOLDERS.indexOf(keys.party as Holder) + 1) throw new PartyRefuses('share')
  return base64(share)
}

/** In the place of a share: what was sealed to the holder opens to none. No share has the number 0. */
export const NO_SHARE = base64(new Uint8Array(33))

/** What a party has signed of its deposit, and the key by which it counts. */
export interface Deposited {
  /** Of agent, outside and supervisor, base64. */
  sealed: string[]
  sig: string
  /** Hex. */
  signingKey: string
  /** The holder's, as it is logged. Hex. */
  sealingKey: string
}

/**
 * This holder's share of a deposit. Where it does not open, the word that it does not, which is given only for what the party
 * has signed, sealed to this browser's very key: what the server may have put in its place says nothing of the party.
 */
export async function shareOf(keys: PartyKeys, drawId: string, party: string, sealed: string, commit: string, deposited: Deposited): Promise<string> {
  try {
    return await openShare(keys, drawId, party, sealed, commit)
  } catch (error) {
    if (!(error instanceof PartyRefuses) || !isDeposited(keys, drawId, party, sealed, deposited)) throw error
    return NO_SHARE
  }
}

function isDeposited(keys: PartyKeys, drawId: string, party: string, sealed: string, deposited: Deposited): boolean {
  const all = deposited.sealed.map((share) => fromBase64(share))
  const [sig, own] = [fromBase64(deposited.sig), deposited.sealed[HOLDERS.indexOf(keys.party as Holder)]]
  if (sig === undefined || all.length !== HOLDERS.length || !all.every((share) => share !== undefined)) return false
  return (
    own === sealed &&
    bytesToHex(keys.sealingKey) === deposited.sealingKey &&
    verifyEd25519(fromHex(deposited.signingKey), signed.depositMessage(drawId, party, all), sig)
  )
}

/** Opens this holder's share of the finaliser's key. */
export async function openBackup(keys: PartyKeys, sealed: string, vrfKey: string): Promise<string> {
  const share = await open(fromBase64(sealed) ?? new Uint8Array(), keys.sealing, backupInfo(keys.tender, keys.party, fromHex(vrfKey)))
  if (share?.length !== 33 || share[0] !== HOLDERS.indexOf(keys.party as Holder) + 1) throw new PartyRefuses('share')
  return base64(share)
}

/**
 * The contribution that opened shares give.
 *
 * @param shares base64 of opened shares; any two of them that give it are enough, so that nobody's wrong one is in the way
 * @throws PartyRefuses when they do not give what the party committed itself to
 */
function opened(draw: DrawFacts, party: string, shares: string[], committed: string): Uint8Array {
  const all = shares.map((share) => fromBase64(share) ?? new Uint8Array())
  for (const [i, first] of all.entries()) {
    for (const other of all.slice(i + 1)) {
      const r = join(first, other)
      if (r !== undefined && bytesToHex(commitmentOf(draw, party, r)) === committed) return r
    }
  }
  throw new PartyRefuses('defective')
}

/** This holder's word that the opened shares of a deposit give what the party committed itself to. */
export async function confirmDeposit(keys: PartyKeys, draw: DrawFacts, party: string, shares: string[], committed: string): Promise<string> {
  opened(draw, party, shares, committed)
  return base64(await sign(keys, signed.depositCheckMessage(draw.drawId, keys.party as Holder, party, fromHex(committed))))
}

/** The contribution that the escrow gives, and this holder's word for it. */
export async function confirmOpening(
  keys: PartyKeys,
  draw: DrawFacts,
  party: string,
  shares: string[],
  committed: string,
): Promise<{ r: string; sig: string }> {
  const r = opened(draw, party, shares, committed)
  const message = signed.escrowMessage(draw.drawId, keys.party as Holder, party, r)
  return { r: bytesToHex(r), sig: base64(await sign(keys, message)) }
}

/** All that the finaliser is applied to, hex. */
export interface FinalFacts extends DrawFacts {
  commits: Map<string, string>
  contributions: Map<string, string>
  vrfKey: string
  alpha: string
  pi: string
  beta: string
}

function bytesByParty(map: Map<string, string>): Map<string, Uint8Array> {
  return new Map([...map].map(([party, hex]) => [party, fromHex(hex)]))
}

/** @throws PartyRefuses unless the last step is the one that follows from the contributions */
function provenFinal(facts: FinalFacts): { alpha: Uint8Array; pi: Uint8Array } {
  const { drawId, rulesHash, poolRoot, vrfKey } = facts
  const transcript = transcriptOf(SUITE_1, drawId, fromHex(rulesHash), fromHex(poolRoot), bytesByParty(facts.commits))
  const alpha = alphaOf(SUITE_1, transcript, bytesByParty(facts.contributions))
  if (bytesToHex(alpha) !== facts.alpha) throw new PartyRefuses('alpha')
  const pi = fromHex(facts.pi)
  const beta = isValidVrfKey(fromHex(vrfKey)) ? verifyVrf(fromHex(vrfKey), alpha, pi) : undefined
  if (beta === undefined || bytesToHex(beta) !== facts.beta) throw new PartyRefuses('vrf')
  return { alpha, pi }
}

/** The platform's signature under the last step. */
export async function finish(keys: PartyKeys, facts: FinalFacts): Promise<string> {
  const { alpha, pi } = provenFinal(facts)
  return base64(await sign(keys, signed.finalMessage(facts.drawId, alpha, pi)))
}

/** A holder's signature under the last step, where the backup of the finaliser's key gave it. */
export async function finishFromBackup(keys: PartyKeys, facts: FinalFacts): Promise<string> {
  const { alpha, pi } = provenFinal(facts)
  return base64(await sign(keys, signed.escrowFinalMessage(facts.drawId, keys.party as Holder, alpha, pi)))
}

/** @param order as it will be logged; it names its draw */
export async function signOrder(keys: PartyKeys, order: { draw_id: string }): Promise<string> {
  return base64(await sign(keys, signed.orderMessage(order.draw_id, keys.party, order)))
}

/** Opens this party's half of the key to the names. */
export async function openRosterHalf(keys: PartyKeys, drawId: string, sealed: string): Promise<string> {
  const half = await open(fromBase64(sealed) ?? new Uint8Array(), keys.sealing, rosterInfo(drawId, keys.party))
  if (half?.length !== 32) throw new PartyRefuses('half')
  return bytesToHex(half)
}

/**
 * The sealing keys of the holders, each as its own signing key has signed it.
 *
 * @param logged signing keys as the log has them, hex
 * @returns nothing for a holder whose key is missing, or is not the one that it signed
 */
export function provenHolderKeys(
  tender: string,
  logged: Record<string, unknown>,
  registered: { party: string; signingKey: string; sealingKey: string; proof?: string }[],
): Partial<Record<Holder, Uint8Array>> {
  const proven: Partial<Record<Holder, Uint8Array>> = {}
  for (const holder of HOLDERS) {
    const found = registered.find(({ party, signingKey }) => party === holder && signingKey === logged[holder])
    const [signing, sealing] = [hashFromHex(found?.signingKey ?? ''), hashFromHex(found?.sealingKey ?? '')]
    const proof = fromBase64(found?.proof ?? '')
    if (signing === undefined || sealing === undefined || proof === undefined) continue
    if (verifyEd25519(signing, signed.keyMessage(tender, holder, signing, sealing), proof)) proven[holder] = sealing
  }
  return proven
}

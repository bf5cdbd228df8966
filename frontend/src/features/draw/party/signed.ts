import { concatBytes } from '@noble/hashes/utils.js'
import { hash, utf8 } from '../../audit/verify/bytes'
import { FINALISER } from '../verify/draw'
import { lp, orderHash, signedBytes, SUITE_1 } from '../verify/formulas'

/** Who holds a share of every deposit, in the order of the shares (§6). */
export const HOLDERS = ['agent', 'outside', 'supervisor'] as const
export type Holder = (typeof HOLDERS)[number]

export function isHolder(party: string): party is Holder {
  return HOLDERS.some((holder) => holder === party)
}

export function commitMessage(drawId: string, party: string, commitment: Uint8Array): Uint8Array {
  return signedBytes('COMMIT', drawId, party, commitment)
}

/** What a DEPOSIT signature covers: every holder's sealed share, in the order of the holders. */
export function depositHash(sealedShares: Uint8Array[]): Uint8Array {
  if (sealedShares.length !== HOLDERS.length) throw new Error(`a deposit has ${HOLDERS.length} shares`)
  return hash(...HOLDERS.flatMap((holder, i) => [lp(holder), lp(sealedShares[i]!)]))
}

export function depositMessage(drawId: string, party: string, sealedShares: Uint8Array[]): Uint8Array {
  return signedBytes('DEPOSIT', drawId, party, depositHash(sealedShares))
}

export function revealMessage(drawId: string, party: string, contribution: Uint8Array): Uint8Array {
  return signedBytes('REVEAL', drawId, party, contribution)
}

/** @param proof `pi` of the finaliser */
export function finalMessage(drawId: string, alpha: Uint8Array, proof: Uint8Array): Uint8Array {
  return signedBytes('FINAL', drawId, 'platform', concatBytes(alpha, hash(proof)))
}

/** An order is signed under the draw that it names. */
export function orderMessage(drawId: string, party: string, order: object): Uint8Array {
  return signedBytes('ORDER', drawId, party, orderHash(SUITE_1, order))
}

/** A holder says that a party's deposit, opened with another holder, holds what the party committed itself to. */
export function depositCheckMessage(drawId: string, holder: Holder, party: string, commitment: Uint8Array): Uint8Array {
  return signedBytes('DEPOSIT_CHECK', drawId, holder, concatBytes(lp(party), commitment))
}

/** A holder says that a party's deposit was opened to this contribution. */
export function escrowMessage(drawId: string, holder: Holder, party: string, contribution: Uint8Array): Uint8Array {
  return signedBytes('ESCROW', drawId, holder, concatBytes(lp(party), contribution))
}

/** A holder says that the draw was finished with the backup of the finaliser's key. */
export function escrowFinalMessage(drawId: string, holder: Holder, alpha: Uint8Array, proof: Uint8Array): Uint8Array {
  return signedBytes('ESCROW', drawId, holder, concatBytes(lp(FINALISER), alpha, hash(proof)))
}

/** Ties a party's sealing key to its signing key and to one tender. */
export function keyMessage(tender: string, party: string, signingKey: Uint8Array, sealingKey: Uint8Array): Uint8Array {
  return concatBytes(utf8('VED1/key\0'), lp(tender), lp(party), signingKey, sealingKey)
}

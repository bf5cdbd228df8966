import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core'
import { concatBytes } from '@noble/hashes/utils.js'
import { utf8 } from '../../audit/verify/bytes'
import { lp } from '../verify/formulas'

const KEY_BYTES = 32

function suite(): CipherSuite {
  return new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() })
}

/** What a share is sealed under: draw, party and commitment, so that it opens nowhere else. */
export function escrowInfo(drawId: string, party: string, commitment: Uint8Array): Uint8Array {
  return concatBytes(utf8('VED1/escrow\0'), lp(drawId), lp(party), commitment)
}

/** What a holder's share of the finaliser's key is sealed under. */
export function backupInfo(tender: string, holder: string, vrfKey: Uint8Array): Uint8Array {
  return concatBytes(utf8('VED1/vrf-backup\0'), lp(tender), lp(holder), vrfKey)
}

/** What one half of the key to the names is sealed under. */
export function rosterInfo(drawId: string, party: string): Uint8Array {
  return concatBytes(utf8('VED1/roster\0'), lp(drawId), lp(party))
}

/** What a party's contribution is kept under in its own browser until it reveals it. */
export function keptInfo(drawId: string, party: string): Uint8Array {
  return concatBytes(utf8('VED1/kept\0'), lp(drawId), lp(party))
}

/**
 * Seals by HPKE (RFC 9180), base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM, no associated data: the
 * encapsulated key (32 bytes) and the ciphertext.
 *
 * @param key X25519 public key, 32 bytes
 */
export async function seal(plain: Uint8Array, key: Uint8Array, info: Uint8Array): Promise<Uint8Array> {
  const hpke = suite()
  const recipientPublicKey = await hpke.kem.deserializePublicKey(exact(key))
  const { enc, ct } = await hpke.seal({ recipientPublicKey, info: exact(info) }, exact(plain))
  return concatBytes(new Uint8Array(enc), new Uint8Array(ct))
}

/** Opens what was sealed to this key, which need not be extractable; nothing when it was not sealed to it under `info`. */
export async function open(sealed: Uint8Array, pair: CryptoKeyPair, info: Uint8Array): Promise<Uint8Array | undefined> {
  if (sealed.length < KEY_BYTES) return undefined
  try {
    const enc = exact(sealed.subarray(0, KEY_BYTES))
    const plain = await suite().open({ recipientKey: pair, enc, info: exact(info) }, exact(sealed.subarray(KEY_BYTES)))
    return new Uint8Array(plain)
  } catch {
    return undefined
  }
}

/** A buffer of its own: a view into a larger one would be taken whole. */
function exact(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer
}

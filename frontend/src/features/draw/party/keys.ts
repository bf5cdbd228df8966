import { base64, fromBase64 } from '../../audit/verify/bytes'
import { keyMessage } from './signed'

const SIGN = { name: 'Ed25519' } as const
const DERIVE = { name: 'X25519' } as const

/** A party's two keys: one signs, the other opens what is sealed to the party. Raw public halves beside them. */
export interface PartyKeys {
  tender: string
  party: string
  signing: CryptoKeyPair
  sealing: CryptoKeyPair
  signingKey: Uint8Array
  sealingKey: Uint8Array
}

/** The private halves as they go into a file under a password: PKCS #8 in base64. */
export interface PrivateHalves {
  signing: string
  sealing: string
}

/** This browser lacks Ed25519 or X25519 in WebCrypto, or the page was not loaded in a secure context. */
export class NoKeysHere extends Error {}

async function makePairs(extractable: boolean): Promise<[CryptoKeyPair, CryptoKeyPair]> {
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle
  if (subtle === undefined) throw new NoKeysHere('no secure context')
  try {
    const signing = (await subtle.generateKey(SIGN, extractable, ['sign', 'verify']))
    const sealing = (await subtle.generateKey(DERIVE, extractable, ['deriveBits'])) as CryptoKeyPair
    return [signing, sealing]
  } catch (error) {
    throw new NoKeysHere(String(error))
  }
}

async function raw(key: CryptoKey): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.exportKey('raw', key))
}

async function keysOf(tender: string, party: string, signing: CryptoKeyPair, sealing: CryptoKeyPair): Promise<PartyKeys> {
  const [signingKey, sealingKey] = [await raw(signing.publicKey), await raw(sealing.publicKey)]
  return { tender, party, signing, sealing, signingKey, sealingKey }
}

/** New keys whose private halves can never leave this browser. */
export async function makeKeys(tender: string, party: string): Promise<PartyKeys> {
  return keysOf(tender, party, ...(await makePairs(false)))
}

/** New keys, and for this one moment their private halves, which the caller seals under a password and drops. */
export async function makeKeysWithHalves(tender: string, party: string): Promise<{ keys: PartyKeys; halves: PrivateHalves }> {
  const [signing, sealing] = await makePairs(true)
  const halfOf = async ({ privateKey }: CryptoKeyPair) => base64(new Uint8Array(await crypto.subtle.exportKey('pkcs8', privateKey)))
  const halves = { signing: await halfOf(signing), sealing: await halfOf(sealing) }
  const [signingKey, sealingKey] = [await raw(signing.publicKey), await raw(sealing.publicKey)]
  return { keys: await keysFromHalves(tender, party, halves, signingKey, sealingKey), halves }
}

/** Takes private halves into this browser, from where they can no longer be read. */
export async function keysFromHalves(
  tender: string,
  party: string,
  halves: PrivateHalves,
  signingKey: Uint8Array,
  sealingKey: Uint8Array,
): Promise<PartyKeys> {
  const bytes = (text: string) => Uint8Array.from(fromBase64(text) ?? [])
  const importPrivate = (half: string, name: AlgorithmIdentifier, uses: KeyUsage[]) =>
    crypto.subtle.importKey('pkcs8', bytes(half), name, false, uses)
  const importPublic = (key: Uint8Array, name: AlgorithmIdentifier, uses: KeyUsage[]) =>
    crypto.subtle.importKey('raw', Uint8Array.from(key), name, true, uses)
  const signing = {
    privateKey: await importPrivate(halves.signing, SIGN, ['sign']),
    publicKey: await importPublic(signingKey, SIGN, ['verify']),
  }
  const sealing = {
    privateKey: await importPrivate(halves.sealing, DERIVE, ['deriveBits']),
    publicKey: await importPublic(sealingKey, DERIVE, []),
  }
  return { tender, party, signing, sealing, signingKey, sealingKey }
}

/** Signs with the party's Ed25519 key. */
export async function sign({ signing }: Pick<PartyKeys, 'signing'>, message: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.sign(SIGN, signing.privateKey, Uint8Array.from(message)))
}

/** That whoever holds the signing key also names this sealing key, for this tender and party. */
export async function keyProof(keys: PartyKeys): Promise<Uint8Array> {
  return sign(keys, keyMessage(keys.tender, keys.party, keys.signingKey, keys.sealingKey))
}

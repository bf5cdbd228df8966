import { sha1 } from '@noble/hashes/legacy.js'
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { equal, fromBase64 } from '../../audit/verify/bytes'
import { cosignatures, isQuorum } from './checkpoints'
import { at, elements, inside, Malformed, oid, time, type Der } from './der'
import type { Draw } from './draw'
import { timeOf } from './entries'
import { Failed, need } from './failed'

const CODE = 'E_TIMESTAMP'
const TOLERANCE_MS = 300_000

const DIGESTS = new Map([
  ['2.16.840.1.101.3.4.2.1', 'SHA-256'],
  ['2.16.840.1.101.3.4.2.2', 'SHA-384'],
  ['2.16.840.1.101.3.4.2.3', 'SHA-512'],
])
const SIGNATURE_DIGESTS = new Map([
  ['1.2.840.113549.1.1.11', 'SHA-256'],
  ['1.2.840.113549.1.1.12', 'SHA-384'],
  ['1.2.840.113549.1.1.13', 'SHA-512'],
  ['1.2.840.10045.4.3.2', 'SHA-256'],
  ['1.2.840.10045.4.3.3', 'SHA-384'],
  ['1.2.840.10045.4.3.4', 'SHA-512'],
])
const CURVES = new Map([
  ['1.2.840.10045.3.1.7', { namedCurve: 'P-256', bytes: 32 }],
  ['1.3.132.0.34', { namedCurve: 'P-384', bytes: 48 }],
])

function digest(name: string | undefined, bytes: Uint8Array): Uint8Array {
  if (name === 'SHA-256') return sha256(bytes)
  if (name === 'SHA-384') return sha384(bytes)
  if (name === 'SHA-512') return sha512(bytes)
  throw new Malformed('a digest that is not supported')
}

/** Check 23: the quorum had cosigned K1 before the first deposit and K2 after the result; time stamps, if any, hold. */
export async function checkTimes(draw: Draw) {
  for (const name of ['k1', 'k2'] as const) {
    const token = fromBase64(draw.bundle.timestamps?.[name] ?? '')
    if (draw.bundle.timestamps?.[name] === undefined || token === undefined) continue
    const { bytes } = draw.note(name === 'k1' ? 'K1' : 'K2')
    await checkToken(token, bytes).catch((error: unknown) => {
      throw new Failed(CODE, `time stamp of ${name}: ${error instanceof Error ? error.message : ''}`)
    })
  }
  const [k1, k2] = [sealedAt(draw, 'K1'), sealedAt(draw, 'K2')]
  const first = Math.min(...draw.steps('DEPOSIT').map(timeOf))
  const last = Math.max(...draw.steps('RESULT').map(timeOf))
  need(k1 === undefined || k1 <= first + TOLERANCE_MS, CODE, 'K1 was sealed after the first deposit')
  need(k2 === undefined || last <= k2 + TOLERANCE_MS, CODE, 'K2 was sealed before the result')
}

/** When the quorum was complete, in milliseconds since 1970; nothing where there is none, which check 3 says. */
function sealedAt(draw: Draw, name: 'K1' | 'K2'): number | undefined {
  const cosigned = [...cosignatures(draw, name)]
  const times = cosigned.map(([, seconds]) => seconds).sort((a, b) => a - b)
  const by = (time: number) => cosigned.filter(([, seconds]) => seconds <= time).map(([witness]) => witness)
  const complete = times.find((time) => isQuorum(draw, by(time)))
  return complete === undefined ? undefined : complete * 1000
}

/**
 * Checks a TimeStampToken (RFC 3161) over bytes: imprint, signed attributes, signature, and the certificate in it, which
 * must have been valid at that time and be made for time stamps alone. Whether its issuer is to be trusted is for the
 * reader.
 *
 * @throws Malformed with what is wrong
 */
async function checkToken(token: Uint8Array, stamped: Uint8Array) {
  const [content, ...more] = elements(token)
  if (content?.tag !== 0x30 || more.length > 0) throw new Malformed('not a signed token')
  const [type, wrapped] = inside(content)
  if (type === undefined || wrapped === undefined || oid(type) !== '1.2.840.113549.1.7.2') {
    throw new Malformed('not a signed token')
  }
  const signed = inside(at(inside(wrapped), 0))
  const [kind, eContent] = inside(at(signed, 2))
  if (kind === undefined || eContent === undefined || oid(kind) !== '1.2.840.113549.1.9.16.1.4') {
    throw new Malformed('not a time stamp')
  }
  const infoBytes = at(inside(eContent), 0).content
  const info = inside(at(elements(infoBytes), 0))
  const imprint = inside(at(info, 2))
  const imprintDigest = DIGESTS.get(oid(at(inside(at(imprint, 0)), 0)))
  if (!equal(digest(imprintDigest, stamped), at(imprint, 1).content)) throw new Malformed('it stamps something else')
  const signer = signerOf(at(signed, -1))
  if (!equal(digest(signer.digest, infoBytes), signer.messageDigest)) {
    throw new Malformed('the signature is of something else')
  }
  const certificates = signed.filter(({ tag }) => tag === 0xa0).flatMap(inside)
  const [certificate, ...others] = certificates.filter((each) => isOf(each, signer.id))
  if (certificate === undefined || others.length > 0) {
    throw new Malformed('the certificate of its signer is not in it')
  }
  if (!names(signer, certificate)) throw new Malformed('it does not name the certificate of its signer')
  const key = keyOf(certificate, time(at(info, 4)))
  if (!(await verify(key, signer))) throw new Malformed('the signature does not hold')
}

interface Signer {
  id: Der
  digest: string | undefined
  messageDigest: Uint8Array
  /** The value of a signed attribute, if it is there. */
  attribute: (type: string) => Der | undefined
  signatureDigest: string | undefined
  /** What is signed: the attributes as a SET. */
  message: Uint8Array
  signature: Uint8Array
}

function signerOf(signers: Der): Signer {
  const [only, ...more] = inside(signers)
  if (only === undefined || more.length > 0) throw new Malformed('not one signer')
  const parts = inside(only)
  const attributes = at(parts, 3)
  if (attributes.tag !== 0xa0) throw new Malformed('no signed attributes')
  const digestName = DIGESTS.get(oid(at(inside(at(parts, 2)), 0)))
  const attribute = (type: string) => {
    const one = inside(attributes)
      .map(inside)
      .find((each) => oid(at(each, 0)) === type)
    return one === undefined ? undefined : at(inside(at(one, 1)), 0)
  }
  const found = attribute('1.2.840.113549.1.9.4')
  if (found === undefined) throw new Malformed('the signature is of something else')
  return {
    id: at(parts, 1),
    digest: digestName,
    messageDigest: found.content,
    attribute,
    signatureDigest: SIGNATURE_DIGESTS.get(oid(at(inside(at(parts, 4)), 0))) ?? digestName,
    message: concatBytes(Uint8Array.of(0x31), attributes.whole.subarray(1)),
    signature: at(parts, 5).content,
  }
}

/** Whether the token names, in its signed part, the certificate that it is to be checked with (RFC 3161 §2.4.1, RFC 5816). */
function names({ attribute }: Signer, certificate: Der): boolean {
  const version1 = attribute('1.2.840.113549.1.9.16.2.12')
  const value = version1 ?? attribute('1.2.840.113549.1.9.16.2.47')
  if (value === undefined) return false
  const named = inside(at(inside(at(inside(value), 0)), 0))
  const algorithm = version1 === undefined && named[0]?.tag === 0x30 ? named.shift() : undefined
  const hash = version1 !== undefined ? sha1(certificate.whole) : digest(digestName(algorithm), certificate.whole)
  if (!equal(hash, at(named, 0).content)) return false
  if (named.length < 2) return true
  const [issuers, serial] = inside(at(named, 1))
  const fields = inside(at(inside(certificate), 0)).filter(({ tag }) => tag !== 0xa0)
  if (issuers === undefined || serial === undefined || !equal(serial.whole, at(fields, 0).whole)) return false
  return inside(issuers).some(({ tag, content }) => tag === 0xa4 && equal(content, at(fields, 2).whole))
}

function digestName(algorithm: Der | undefined): string | undefined {
  return algorithm === undefined ? 'SHA-256' : DIGESTS.get(oid(at(inside(algorithm), 0)))
}

/** Whether a SignerIdentifier (RFC 5652 §5.3), issuer and serial number or a key identifier, names a certificate. */
function isOf(certificate: Der, id: Der): boolean {
  const all = inside(at(inside(certificate), 0))
  const fields = all.filter(({ tag }) => tag !== 0xa0)
  if (id.tag === 0x30) {
    const [issuer, serial] = inside(id)
    if (issuer === undefined || serial === undefined) throw new Malformed('no signer')
    return equal(issuer.whole, at(fields, 2).whole) && equal(serial.whole, at(fields, 0).whole)
  }
  const extensions = fields.filter(({ tag }) => tag === 0xa3).flatMap((each) => inside(at(inside(each), 0)))
  const key = extensions.map(inside).find((each) => oid(at(each, 0)) === '2.5.29.14')
  return id.tag === 0x80 && key !== undefined && equal(id.content, at(elements(at(key, -1).content), 0).content)
}

/** The subject's public key information of a certificate that was valid then and is made for time stamps alone. */
function keyOf(certificate: Der, then: number): Der {
  const fields = inside(at(inside(certificate), 0)).filter(({ tag }) => tag !== 0xa0)
  const [begin, end] = inside(at(fields, 3)).map(time)
  if (begin === undefined || end === undefined || then < begin || then > end) {
    throw new Malformed('its certificate was not valid then')
  }
  const extensions = fields.filter(({ tag }) => tag === 0xa3).flatMap((each) => inside(at(inside(each), 0)))
  const usage = extensions.map(inside).find((each) => oid(at(each, 0)) === '2.5.29.37')
  const critical = usage?.length === 3 && usage[1]?.tag === 1
  const uses = usage === undefined ? [] : inside(at(elements(at(usage, -1).content), 0)).map(oid)
  if (!critical || uses.join() !== '1.3.6.1.5.5.7.3.8') throw new Malformed('its certificate is not one for time stamps')
  return at(fields, 5)
}

async function verify(key: Der, { message, signature, signatureDigest: hash }: Signer): Promise<boolean> {
  const algorithm = inside(at(inside(key), 0))
  const spki = key.whole.slice()
  if (hash === undefined) throw new Malformed('a digest that is not supported')
  if (oid(at(algorithm, 0)) === '1.2.840.113549.1.1.1') {
    const parameters = { name: 'RSASSA-PKCS1-v1_5', hash }
    const imported = await crypto.subtle.importKey('spki', spki, parameters, false, ['verify'])
    return crypto.subtle.verify(parameters, imported, signature.slice(), message.slice())
  }
  const curve = oid(at(algorithm, 0)) === '1.2.840.10045.2.1' ? CURVES.get(oid(at(algorithm, 1))) : undefined
  if (curve === undefined) throw new Malformed('its key is of a kind not supported')
  const parameters = { name: 'ECDSA', namedCurve: curve.namedCurve }
  const imported = await crypto.subtle.importKey('spki', spki, parameters, false, ['verify'])
  const raw = inside(at(elements(signature), 0)).map(({ content }) => fixed(content, curve.bytes))
  return crypto.subtle.verify({ name: 'ECDSA', hash }, imported, concatBytes(...raw).slice(), message.slice())
}

/** An integer of DER in so many bytes. */
function fixed(content: Uint8Array, bytes: number): Uint8Array {
  const digits = content[0] === 0 ? content.subarray(1) : content
  if (digits.length > bytes) throw new Malformed('an integer is too long')
  return concatBytes(new Uint8Array(bytes - digits.length), digits)
}

import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes } from '@noble/hashes/utils.js'
import { splitSecret } from '../../../crypto/shamir'
import { base64, utf8 } from '../../audit/verify/bytes'
import { canonical, jcs, type Json } from '../../draw/verify/json'
import { bytesSource, CHUNK_BYTES, paddedLength, PREFIX_BYTES, type EnvelopeReason, type Header, type Manifest, type ManifestFile, type Summary } from './format'
import { coreOf, ofBidder } from './header'
import { bidderInfo, checkOf, contentKeys, plainOf, shareInfo } from './keys'
import { sealEnvelope, type Randomness, type ToSeal } from './seal'
import { pairOf, seeded } from './testing'
import { built, filled, type By, type Made, type Recipe, type Run, type Vectors } from './vectors'

/** Makes vectors.json; the same at every run. */

async function sealBox(name: string, plain: Uint8Array, key: Uint8Array, info: Uint8Array): Promise<Uint8Array> {
  const hpke = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() })
  const recipientPublicKey = await hpke.kem.deserializePublicKey(Uint8Array.from(key).buffer)
  const ekm = Uint8Array.from(seeded(`ekm ${name}`)).buffer
  const { enc, ct } = await hpke.seal({ recipientPublicKey, info: Uint8Array.from(info).buffer, ekm }, Uint8Array.from(plain).buffer)
  return concatBytes(new Uint8Array(enc), new Uint8Array(ct))
}

/** Random values in the order in which sealing asks for them, by name. */
function scripted(name: string): Randomness {
  let asked = 0
  return {
    bytes: (length) => seeded(`${name} ${asked++}`).slice(0, length),
    seal: (plain, key, info) => sealBox(`${name} ${asked++}`, plain, key, info),
  }
}

interface FileRun {
  name: string
  byte: number
  count: number
}

function fileOf({ name, byte, count }: FileRun): ManifestFile {
  return { name, size: count, sha256: bytesToHex(sha256(new Uint8Array(count).fill(byte))) }
}

/** The content with a manifest that may be wrong, files and zeros. */
function contentOf(manifest: Uint8Array, files: FileRun[], length = paddedLength(4 + manifest.length + files.reduce((n, f) => n + f.count, 0))): Run[] {
  const before = new Uint8Array(4)
  new DataView(before.buffer).setUint32(0, manifest.length)
  const runs: Run[] = [{ hex: bytesToHex(concatBytes(before, manifest)) }, ...files.map(({ byte, count }) => ({ byte, count }))]
  const rest = length - runs.reduce((n, run) => n + filled(run).length, 0)
  return [...runs, { byte: 0, count: rest }].filter((run) => filled(run).length > 0)
}

const bidder = 'bidder'
const creditCode = '91330500MA2B4K7C3Q'
const otherCode = '91330206MA2GONG5X1'
const holderNames = ['agent', 'owner', 'supervisor', 'centre', 'reserve-1', 'reserve-2', 'reserve-3']

export async function makeVectors(): Promise<Vectors> {
  const names = [bidder, 'stranger', ...holderNames]
  const keys = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, { private: bytesToHex(seeded(`key ${name}`)), public: (await pairOf(seeded(`key ${name}`))).key }] as const)),
  )
  const escrow = (k: number, n: number): ToSeal['escrow'] => ({ k, holders: holderNames.slice(0, n).map((holder) => ({ holder, key: keys[holder]!.public })) })

  const valid: Vectors['valid'] = []
  const add = async (name: string, what: Partial<ToSeal> & { kind: ToSeal['kind'] }, files: FileRun[]) => {
    const toSeal: ToSeal = {
      tender: 'GP-2026-0101',
      lot: 1,
      creditCode,
      bidderKey: keys[bidder]!.public,
      ...what,
      files: files.map((run) => ({ name: run.name, source: bytesSource(new Uint8Array(run.count).fill(run.byte)) })),
    }
    const { header, manifest, size, sha256: digest } = await sealEnvelope(toSeal, () => undefined, { randomness: scripted(name) })
    const key = seeded(`${name} 0`)
    const shares = header.escrow && splitSecret(key, header.escrow.shares.length, Array.from({ length: header.escrow.k - 1 }, (_, i) => seeded(`${name} ${i + 2}`)))
    valid.push({
      name,
      header: canonical(header),
      key: bytesToHex(key),
      content: contentOf(jcs(manifest), files),
      size,
      sha256: digest,
      bidder,
      creditCode,
      ...(shares && { shares: Object.fromEntries(shares.map((share, i) => [holderNames[i]!, bytesToHex(share)])) }),
      manifest,
    })
  }
  const price: Summary = { price: '12345678.90' }
  const one = (count: number, byte = 0x41): FileRun[] => [{ name: '投标文件.pdf', byte, count }]
  await add('price alone', { kind: 'price', summary: price }, [])
  await add('price with all of the summary', { kind: 'price', summary: { price: '0.5', periodDays: 36_500, projectManager: '王建国', firmSize: 'MICRO', smallFirmShare: '0.35' } }, one(100))
  await add('largest price', { kind: 'price', summary: { price: '9999999999999999.999999', smallFirmShare: '1', firmSize: 'LARGE' }, lot: 9_999 }, [])
  await add('empty file', { kind: 'technical' }, one(0))
  await add('one byte', { kind: 'qualification', tender: 'a', lot: 2 }, one(1))
  const manifestLength = jcs({ v: 1, files: [fileOf(one(65_000)[0]!)] } satisfies Manifest).length
  await add('content of exactly 65,536 bytes', { kind: 'technical' }, one(65_536 - 4 - manifestLength))
  await add('content of 65,536 bytes and one more', { kind: 'technical' }, one(65_536 - 3 - manifestLength))
  await add('one whole chunk', { kind: 'technical' }, one(CHUNK_BYTES - 4 - jcs({ v: 1, files: [fileOf(one(1_000_000)[0]!)] }).length))
  await add('two chunks', { kind: 'technical' }, one(CHUNK_BYTES))
  await add('several files', { kind: 'technical', tender: 'x'.repeat(64) }, [
    { name: 'a.pdf', byte: 1, count: 600_000 },
    { name: '空.txt', byte: 2, count: 0 },
    { name: '“b” <c>&.pdf', byte: 3, count: 600_000 },
    { name: '𠮷.dwg', byte: 0, count: 1 },
  ])
  await add('200 files', { kind: 'qualification' }, Array.from({ length: 200 }, (_, i) => ({ name: i === 0 ? 'n'.repeat(200) : `${i}`, byte: i, count: i })))
  await add('2 of 2', { kind: 'price', summary: price, escrow: escrow(2, 2) }, [])
  await add('2 of 3', { kind: 'price', summary: price, escrow: escrow(2, 3) }, one(5))
  await add('3 of 4', { kind: 'technical', escrow: escrow(3, 4) }, one(5))
  await add('7 of 7', { kind: 'qualification', escrow: escrow(7, 7) }, one(5))

  return { format: 'gongping-envelope-vectors/1', keys, valid, invalid: await invalidOnes(valid, keys) }
}

async function invalidOnes(valid: Vectors['valid'], keys: Vectors['keys']): Promise<Vectors['invalid']> {
  const invalid: Vectors['invalid'] = []
  const of = (name: string) => valid.find((each) => each.name === name)!
  const add = (reason: EnvelopeReason, name: string, envelope: Made, by: By = {}) => invalid.push({ name, reason, envelope, ...by })
  const plain = of('price alone')
  const header = JSON.parse(plain.header) as Header
  const start = PREFIX_BYTES + utf8(plain.header).length

  add('magic', 'nothing', { of: plain.name, cut: 0 })
  add('magic', 'ends in the length', { of: plain.name, cut: 23 })
  add('magic', 'version 2', { of: plain.name, edits: [{ at: 18, hex: '32' }] })
  add('magic', 'a PDF', { of: plain.name, edits: [{ at: 0, hex: '255044462d312e37' }] })
  add('header-length', 'one byte', { of: plain.name, edits: [{ at: 20, hex: '00000001' }] })
  add('header-length', '65,537 bytes', { of: plain.name, edits: [{ at: 20, hex: '00010001' }] })
  add('header-length', 'longer than the file', { of: plain.name, cut: start - 1 })

  const text = (written: string): Made => ({ head: bytesToHex(utf8(written)) })
  const changed = (change: (copy: Record<string, Json>) => void): Made => {
    const copy = JSON.parse(plain.header) as Record<string, Json>
    change(copy)
    return text(canonical(copy))
  }
  add('header-json', 'no JSON', text('no JSON'))
  add('header-json', 'a byte that is no UTF-8', { head: `7b22ff${bytesToHex(utf8(plain.header.slice(2)))}` })
  add('header-json', 'a space', text(plain.header.replace(',', ', ')))
  add('header-json', 'a member twice', text(plain.header.replace('{', '{"v":1,')))
  add('header-json', 'members in another order', text(plain.header.replace('{', `{"v":1,`).replace(/,"v":1}$/, '}')))
  add('header-json', 'a number with a point', text(plain.header.replace('"v":1', '"v":1.0')))
  add('header-json', 'null', text(plain.header.replace('"v":1', '"v":null')))
  add('header-json', 'something behind it', text(`${plain.header}\n`))
  add('header-member', 'no object', text('[]'))
  add('header-member', 'no identity', changed((copy) => delete copy['id']))
  add('header-member', 'one too many', changed((copy) => (copy['note'] = 'x')))
  add('header-member', 'a number as text', changed((copy) => (copy['lot'] = '1')))
  add('header-member', 'one too many in bidder', changed((copy) => (copy['bidder'] = { ...(copy['bidder'] as object), name: 'x' } as Json)))
  add('header-member', 'of no bidder', changed((copy) => (copy['bidder'] = { key: header.bidder.key, box: header.bidder.box })))
  add('header-member', 'escrow without k', changed((copy) => (copy['escrow'] = { shares: [] })))
  add('header-limit', 'version 2', changed((copy) => (copy['v'] = 2)))
  add('header-limit', 'suite 2', changed((copy) => (copy['suite'] = 2)))
  add('header-limit', 'a kind that is not known', changed((copy) => (copy['kind'] = 'prices')))
  add('header-limit', 'lot 0', changed((copy) => (copy['lot'] = 0)))
  add('header-limit', 'a tender of 65 characters', changed((copy) => (copy['tender'] = 'x'.repeat(65))))
  add('header-limit', 'an identity in capitals', changed((copy) => (copy['id'] = header.id.replace(/[0-9]/g, 'A'))))
  add('header-limit', 'content that is no multiple', changed((copy) => (copy['content'] = 65_537)))
  add('header-limit', 'no content', changed((copy) => (copy['content'] = 0)))
  add('header-limit', 'content above 2^42', changed((copy) => (copy['content'] = 2 ** 42 + 65_536)))
  add('header-limit', 'a commitment of 31 bytes', changed((copy) => (copy['commit'] = header.commit.slice(2))))
  add('header-limit', 'a bidder of 31 bytes', changed((copy) => (copy['bidder'] = { ...header.bidder, of: header.bidder.of.slice(2) })))
  add('header-limit', 'a box of 79 bytes', changed((copy) => (copy['bidder'] = { ...header.bidder, box: base64(new Uint8Array(79)) })))
  add('header-limit', 'base64 with stray bits', changed((copy) => (copy['bidder'] = { ...header.bidder, box: header.bidder.box.replace(/.=$/, '/=') })))
  const shared = JSON.parse(of('2 of 3').header) as Header
  const escrow = (change: (copy: NonNullable<Header['escrow']>) => void): Made => {
    const copy = JSON.parse(of('2 of 3').header) as Header
    change(copy.escrow!)
    return text(canonical(copy))
  }
  add('header-limit', '1 of 3', escrow((copy) => (copy.k = 1)))
  add('header-limit', '4 of 3', escrow((copy) => (copy.k = 4)))
  add('header-limit', 'one share', escrow((copy) => (copy.shares.length = 1)))
  add('header-limit', 'eight shares', escrow((copy) => (copy.shares = Array.from({ length: 8 }, (_, i) => ({ ...copy.shares[0]!, holder: `h${i}` })))))
  add('header-limit', 'a holder twice', escrow((copy) => (copy.shares[1]!.holder = copy.shares[0]!.holder)))

  add('tender', 'of another tender', { of: plain.name }, { expect: { tender: 'GP-2026-0102' } })
  add('lot', 'of another lot', { of: plain.name }, { expect: { tender: header.tender, lot: 2 } })
  add('kind', 'of another kind', { of: plain.name }, { expect: { tender: header.tender, lot: 1, kind: 'technical' } })
  add('bidder', 'of another bidder', { of: plain.name }, { expect: { tender: header.tender, lot: 1, kind: 'price', bidder: otherCode } })
  add('size', 'one byte missing', { of: plain.name, cut: plain.size - 1 })
  add('size', 'one byte too many', { of: plain.name, append: '00' })
  add('size', 'last chunk missing', { of: 'two chunks', cut: of('two chunks').size - 65_552 })

  add('box', "another's key", { of: plain.name }, { opener: 'stranger' })
  add('box', 'a byte of the box', { of: plain.name, edits: [{ at: PREFIX_BYTES + plain.header.indexOf('"box":"') + 17, hex: plain.header.charAt(plain.header.indexOf('"box":"') + 17) === 'A' ? '42' : '41' }] }, { opener: bidder })
  const foreign = canonical({ ...header, bidder: (JSON.parse(of('largest price').header) as Header).bidder })
  add('box', 'the box of another envelope', { head: bytesToHex(utf8(foreign)), zeros: 65_552 }, { opener: bidder })
  add('box', "another holder's key", { of: '2 of 3' }, { opener: 'owner', holder: 'agent' })
  const shares = of('2 of 3').shares!
  add('share', 'one of two', { of: '2 of 3' }, { shares: [shares['agent']!] })
  add('share', 'the same twice', { of: '2 of 3' }, { shares: [shares['agent']!, shares['agent']!] })
  add('share', 'of another envelope', { of: '2 of 3' }, { shares: [shares['agent']!, of('3 of 4').shares!['owner']!] })
  add('share', 'a wrong byte', { of: '2 of 3' }, { shares: [shares['agent']!, shares['owner']!.replace(/..$/, (byte) => (byte === '00' ? '01' : '00'))] })
  add('share', 'a wrong number', { of: '2 of 3' }, { shares: [shares['agent']!, shares['owner']!.replace(/^02/, '03')] })
  add('share', 'without remedy', { of: plain.name }, { shares: [shares['agent']!, shares['owner']!] })
  add('commit', 'another content key', { of: plain.name }, { key: bytesToHex(seeded('another key')) })
  // A header whose boxes hold a key that it is not committed to, and shares that give such a one.
  const strange = { ...header, commit: bytesToHex((await contentKeys(seeded('another key'), header.id)).commit) }
  const box = await sealBox('strange', seeded('price alone 0'), hexOf(keys[bidder]!.public), bidderInfo(coreOf(strange)))
  const strangeHeader = canonical({ ...strange, bidder: { ...strange.bidder, box: base64(box) } })
  add('commit', 'a box with another key than the commitment', { head: bytesToHex(utf8(strangeHeader)), zeros: 65_552 }, { opener: bidder })
  const wrong = { ...shared, commit: strange.commit }
  const twoShares = [hexOf(shares['agent']!), hexOf(shares['owner']!)]
  for (const [i, share] of twoShares.entries()) {
    const name = ['agent', 'owner'][i]!
    wrong.escrow!.shares[i]!.box = base64(await sealBox(`strange ${name}`, share, hexOf(keys[name]!.public), shareInfo(coreOf(wrong), i + 1)))
  }
  add('commit', 'shares of another key than the commitment', { head: bytesToHex(utf8(canonical(wrong))), zeros: 65_552 }, { shares: twoShares.map(bytesToHex) })
  // A box with share 2 in the place of share 1.
  const moved = structuredClone(shared)
  moved.escrow!.shares[0]!.check = bytesToHex(checkOf(moved.id, twoShares[1]!))
  moved.escrow!.shares[0]!.box = base64(await sealBox('moved', twoShares[1]!, hexOf(keys['agent']!.public), shareInfo(coreOf(moved), 1)))
  add('share', 'share 2 in the place of share 1', { head: bytesToHex(utf8(canonical(moved))), zeros: 65_552 }, { opener: 'agent', holder: 'agent' })

  add('chunk', 'a byte of the header', { of: plain.name, edits: [{ at: PREFIX_BYTES + plain.header.indexOf('"lot":1') + 6, hex: '32' }] })
  const taken = { ...header, bidder: { ...header.bidder, of: ofBidder(header.id, otherCode) } }
  add('chunk', 'made the bid of another', { of: plain.name, rehead: canonical(taken) }, { expect: { bidder: otherCode } })
  add('chunk', 'first byte', { of: plain.name, flip: [start] })
  add('chunk', 'last byte of the tag', { of: plain.name, flip: [plain.size - 1] })
  const two = of('two chunks')
  const twoStart = PREFIX_BYTES + utf8(two.header).length
  add('chunk', 'in the second chunk', { of: two.name, flip: [twoStart + CHUNK_BYTES + 16] })
  add('chunk', 'two whole chunks changed about', await swapped())
  add('chunk', 'last chunk cut off, with a header that agrees', { of: two.name, rehead: canonical({ ...(JSON.parse(two.header) as Header), content: CHUNK_BYTES }), cut: -65_552 })

  await contentCases(header, add)
  return Promise.all(invalid.map(async (each) => ({ ...each, sha256: bytesToHex(sha256(await built(each.envelope, valid))) })))

  async function swapped(): Promise<Made> {
    const name = 'two chunks'
    const bytes = await built({ of: name }, valid)
    const [a, b] = [bytes.subarray(twoStart, twoStart + 64), bytes.subarray(twoStart + CHUNK_BYTES + 16, twoStart + CHUNK_BYTES + 80)]
    return { of: name, edits: [{ at: twoStart, hex: bytesToHex(b) }, { at: twoStart + CHUNK_BYTES + 16, hex: bytesToHex(a) }] }
  }
}

/** Envelopes whose every chunk opens, by a bidder who sealed something that is not allowed. */
async function contentCases(like: Header, add: (reason: EnvelopeReason, name: string, envelope: Made) => void): Promise<void> {
  const key = seeded('contents')
  const { commit, salt } = await contentKeys(key, like.id)
  const made = (kind: Header['kind'], manifest: Uint8Array, content: Run[], committed = manifest): Made => {
    const length = content.reduce((n, run) => n + filled(run).length, 0)
    const header = { ...like, kind, content: length, commit: bytesToHex(commit), plain: bytesToHex(plainOf(salt, committed)) }
    return { made: { header: canonical(header), key: bytesToHex(key), content } satisfies Recipe }
  }
  const run: FileRun = { name: 'a.pdf', byte: 7, count: 10 }
  const files = [fileOf(run)]
  const good: Json = { v: 1, files: files as unknown as Json[] }
  const goodBytes = jcs(good)
  const wrong = (reason: EnvelopeReason, name: string, written: Uint8Array, kind: Header['kind'] = 'technical', content = contentOf(written, [run])) =>
    add(reason, name, made(kind, written, content))

  add('plain', 'another manifest than the commitment', made('technical', goodBytes, contentOf(goodBytes, [run]), jcs({ ...good, files: [] })))
  wrong('manifest', 'longer than the content', goodBytes, 'technical', [{ hex: '00010000' }, { byte: 0, count: 65_532 }])
  wrong('manifest', 'no JSON', utf8('no JSON'))
  wrong('manifest', 'not canonical', utf8(canonical(good).replace(',', ', ')))
  wrong('manifest', 'version 2', jcs({ ...good, v: 2 }))
  wrong('manifest', 'one member too many', jcs({ ...good, note: 'x' }))
  wrong('manifest', 'no file in a technical envelope', jcs({ v: 1, files: [] }))
  wrong('manifest', 'a summary in a technical envelope', jcs({ ...good, summary: { price: '1' } }))
  wrong('manifest', 'no summary in a price envelope', goodBytes, 'price')
  const bad = (name: string, change: Partial<ManifestFile>) => wrong('manifest', name, jcs({ v: 1, files: [{ ...files[0]!, ...change }] }))
  bad('a slash in a name', { name: 'a/b.pdf' })
  bad('a backslash in a name', { name: 'a\\b.pdf' })
  bad('a control character in a name', { name: 'a\u0085.pdf' })
  bad('a name that is not in NFC', { name: 'e\u0301.pdf' })
  bad('a name of 201 characters', { name: 'n'.repeat(201) })
  bad('an empty name', { name: '' })
  bad('a digest of 31 bytes', { sha256: files[0]!.sha256.slice(2) })
  bad('a file longer than the content', { size: 65_536 })
  wrong('manifest', 'a name twice', jcs({ v: 1, files: [files[0]!, files[0]!] }))
  for (const price of ['1,000', '-1', '01', '1.0000001', '']) {
    wrong('manifest', `the price "${price}"`, jcs({ v: 1, files: [], summary: { price } }), 'price', contentOf(jcs({ v: 1, files: [], summary: { price } }), []))
  }
  const summary = (name: string, change: object) => {
    const bytes = jcs({ v: 1, files: [], summary: { price: '1', ...change } })
    wrong('manifest', name, bytes, 'price', contentOf(bytes, []))
  }
  summary('a period of no day', { periodDays: 0 })
  summary('a size of firm that is not known', { firmSize: 'HUGE' })
  summary('a share above 1', { smallFirmShare: '1.5' })
  wrong('file-digest', 'another file', goodBytes, 'technical', contentOf(goodBytes, [{ ...run, byte: 8 }]))
  wrong('padding', 'not zero', goodBytes, 'technical', [...contentOf(goodBytes, [run]).slice(0, -1), { byte: 0, count: 65_536 - 4 - goodBytes.length - 11 }, { hex: '01' }])
  wrong('padding', 'one multiple too many', goodBytes, 'technical', contentOf(goodBytes, [run], 131_072))
}

function hexOf(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (byte) => parseInt(byte, 16))
}

import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { joinShares as join, SHARE_BYTES } from '../../../crypto/shamir'
import { equal, fromBase64, hashFromHex } from '../../audit/verify/bytes'
import { open } from '../../draw/party/seal'
import { CHUNK_BYTES, EnvelopeRefused, KEY_BYTES, MOST_MANIFEST_BYTES, paddedLength, TAG_BYTES, type Header, type Manifest } from './format'
import { coreOf, type Envelope } from './header'
import { bidderInfo, checkOf, chunkParameters, contentKeys, headerDigestOf, plainOf, shareInfo, type ContentKeys } from './keys'
import { parseManifest } from './manifest'

/**
 * The content key of an envelope, opened by the bidder.
 *
 * @throws EnvelopeRefused with `box`, or `commit` when the box holds a key that the envelope is not committed to
 */
export async function openAsBidder(header: Header, pair: CryptoKeyPair): Promise<Uint8Array> {
  const key = await open(fromBase64(header.bidder.box)!, pair, bidderInfo(coreOf(header)))
  if (key?.length !== KEY_BYTES) throw new EnvelopeRefused('box', 'not sealed to this key')
  await checkKey(header, key)
  return key
}

/**
 * A holder's share.
 *
 * @throws EnvelopeRefused with `box`, or `share` when the box holds another share than it says
 */
export async function openShare(header: Header, holder: string, pair: CryptoKeyPair): Promise<Uint8Array> {
  const at = header.escrow?.shares.findIndex((share) => share.holder === holder) ?? -1
  if (at < 0) throw new EnvelopeRefused('box', `no share of ${holder}`)
  const share = await open(fromBase64(header.escrow!.shares[at]!.box)!, pair, shareInfo(coreOf(header), at + 1))
  if (share === undefined) throw new EnvelopeRefused('box', 'not sealed to this key')
  checkShare(header, share)
  if (share[0] !== at + 1) throw new EnvelopeRefused('share', `number ${share[0]}`)
  return share
}

/** @throws EnvelopeRefused with `share` when this is no share of the envelope */
export function checkShare({ id, escrow }: Header, share: Uint8Array): void {
  const named = share.length === SHARE_BYTES ? escrow?.shares[share[0]! - 1] : undefined
  if (named === undefined || bytesToHex(checkOf(id, share)) !== named.check) {
    throw new EnvelopeRefused('share', 'not a share of this envelope')
  }
}

/**
 * The content key from the shares of k holders.
 *
 * @throws EnvelopeRefused with `share` for too few, the same twice or a wrong one, with `commit` when they give another key
 */
export async function joinShares(header: Header, shares: Uint8Array[]): Promise<Uint8Array> {
  for (const share of shares) checkShare(header, share)
  const key = shares.length < (header.escrow?.k ?? Infinity) ? undefined : join(shares)
  if (key === undefined) throw new EnvelopeRefused('share', `${header.escrow?.k ?? 0} different shares are needed`)
  await checkKey(header, key)
  return key
}

/** @throws EnvelopeRefused with `commit` */
export async function checkKey(header: Header, contentKey: Uint8Array): Promise<ContentKeys> {
  const keys = await contentKeys(contentKey, header.id)
  if (!equal(keys.commit, hashFromHex(header.commit)!)) throw new EnvelopeRefused('commit', 'the envelope is committed to another key')
  return keys
}

/** Takes the content piece by piece and holds it to the manifest. */
class Contents {
  private file = -1
  private left = 0
  private digest = sha256.create()

  constructor(
    private readonly manifest: Manifest,
    private readonly onFile: ((file: number, bytes: Uint8Array) => void | Promise<void>) | undefined,
  ) {
    this.next()
  }

  private next(): void {
    for (;;) {
      this.file++
      this.digest = sha256.create()
      this.left = this.manifest.files[this.file]?.size ?? Infinity
      if (this.left > 0) return
      this.close()
    }
  }

  private close(): void {
    const { name, sha256: expected } = this.manifest.files[this.file]!
    if (bytesToHex(this.digest.digest()) !== expected) throw new EnvelopeRefused('file-digest', name)
  }

  async take(bytes: Uint8Array): Promise<void> {
    let rest = bytes
    while (rest.length > 0) {
      const part = rest.subarray(0, this.left)
      rest = rest.subarray(part.length)
      if (this.left === Infinity) {
        if (part.some((byte) => byte !== 0)) throw new EnvelopeRefused('padding', 'something follows the files')
        return
      }
      this.digest.update(part)
      await this.onFile?.(this.file, part)
      this.left -= part.length
      if (this.left > 0) return
      this.close()
      this.next()
    }
  }
}

function manifestIn(first: Uint8Array, header: Header, salt: Uint8Array): { manifest: Manifest; at: number } {
  const length = new DataView(first.buffer, first.byteOffset).getUint32(0)
  if (length > MOST_MANIFEST_BYTES || 4 + length > first.length) throw new EnvelopeRefused('manifest', `${length} bytes`)
  const bytes = first.subarray(4, 4 + length)
  if (!equal(plainOf(salt, bytes), hashFromHex(header.plain)!)) throw new EnvelopeRefused('plain', 'the manifest is another one')
  const manifest = parseManifest(bytes, header.kind)
  const total = manifest.files.reduce((sum, { size }) => sum + size, 4 + length)
  if (total > header.content) throw new EnvelopeRefused('manifest', 'the files are longer than the content')
  if (paddedLength(total) !== header.content) throw new EnvelopeRefused('padding', 'longer than the next multiple')
  return { manifest, at: 4 + length }
}

/**
 * Opens a whole envelope and holds it to everything that it says of itself.
 *
 * @param onFile takes the files piece by piece; what it took counts only when this call ends well
 * @throws EnvelopeRefused
 */
export async function openContent(
  { source, header, headerBytes, chunksAt }: Envelope,
  contentKey: Uint8Array,
  onFile?: (file: number, bytes: Uint8Array) => void | Promise<void>,
): Promise<Manifest> {
  const { chunks, salt } = await checkKey(header, contentKey)
  const headerDigest = headerDigestOf(headerBytes)
  const count = Math.ceil(header.content / CHUNK_BYTES)
  let found: { manifest: Manifest; contents: Contents } | undefined
  for (let index = 0; index < count; index++) {
    const length = Math.min(CHUNK_BYTES, header.content - index * CHUNK_BYTES) + TAG_BYTES
    const sealed = await source.read(chunksAt + index * (CHUNK_BYTES + TAG_BYTES), length)
    const parameters = chunkParameters(headerDigest, index, index === count - 1)
    const plain = await crypto.subtle.decrypt(parameters, chunks, sealed.slice()).catch(() => {
      throw new EnvelopeRefused('chunk', `chunk ${index}`)
    })
    const bytes = new Uint8Array(plain)
    if (found === undefined) {
      const { manifest, at } = manifestIn(bytes, header, salt)
      found = { manifest, contents: new Contents(manifest, onFile) }
      await found.contents.take(bytes.subarray(at))
    } else {
      await found.contents.take(bytes)
    }
  }
  return found!.manifest
}

import { decimal, fromBase64, fromUtf8, hashFromBase64, utf8 } from './bytes'
import { Refused } from './findings'

const HEADER = 'c2sp.org/tlog-proof@v1'
const MAX_BYTES = 2 << 20
const MAX_PROOF = 63
const SALT_BYTES = 32

/** A receipt (C2SP tlog-proof). Nothing in it is believed because it stands there. */
export interface Receipt {
  /** What opens the entry, when the receipt carries it. */
  opening?: { salt: Uint8Array; record: Uint8Array }
  index: number
  /** Hashes from the leaf's sibling upwards. */
  proof: Uint8Array[]
  /** The signed checkpoint, verbatim. */
  checkpoint: Uint8Array
}

/** @throws Refused for bytes that are no receipt */
export function parseReceipt(bytes: Uint8Array, file: string): Receipt {
  const malformed = (what: string) => new Refused('receipt.malformed', file, [what])
  const text = bytes.length > MAX_BYTES ? undefined : fromUtf8(bytes)
  // The proof has no blank line, so the first one parts it from the checkpoint.
  const split = text?.indexOf('\n\n') ?? -1
  if (text === undefined || split < 0) throw malformed('UTF-8')
  const lines = text.slice(0, split).split('\n')
  if (lines.shift() !== HEADER) throw malformed(HEADER)
  const extra = lines[0]?.startsWith('extra ') ? fromBase64(lines[0].slice('extra '.length)) : new Uint8Array()
  if (extra === undefined) throw malformed('extra')
  if (lines[0]?.startsWith('extra ')) lines.shift()
  const [, written] = /^index (.*)$/.exec(lines.shift() ?? '') ?? []
  const index = decimal(written ?? '')
  if (index === undefined) throw malformed('index')
  const proof = lines.map((line) => {
    const hash = hashFromBase64(line)
    if (hash === undefined) throw malformed(line)
    return hash
  })
  if (proof.length > MAX_PROOF) throw malformed(`> ${MAX_PROOF}`)
  const checkpoint = utf8(text.slice(split + 2))
  if (extra.length <= SALT_BYTES) return { index, proof, checkpoint }
  return { opening: { salt: extra.subarray(0, SALT_BYTES), record: extra.subarray(SALT_BYTES) }, index, proof, checkpoint }
}

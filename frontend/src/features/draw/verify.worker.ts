import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { utf8 } from '../audit/verify/bytes'
import { Refused, type Finding } from '../audit/verify/findings'
import { parseCheckpoint, parseNote, type Checkpoint } from '../audit/verify/note'
import { checkCheckpoint, parsePolicy, type Policy } from '../audit/verify/policy'
import { logAt, readCheckpoint } from '../audit/verify/tiles'
import { verifyExtension } from '../audit/verify/verify'
import { rankingsOf, type Ranking } from './ranking'
import type { Bundle, Replacement, Rules, VenueResult } from './verify/bundle'
import { readJson } from './verify/json'
import { readTrust, verifyDraw, type Checked, type DrawVerdict } from './verify/verify'

export interface Question {
  transcript: Uint8Array
  policy: string
  /** The reader's own `keys.json`; without one the keys of the log's KEYS entry have to do. */
  keys?: Uint8Array
  /** The published verifier, whose hash the rules must name. */
  verifier?: Uint8Array
  /** Base of the log's public files. */
  log: string
  rows: number
}

/** What a transcript says of the seats beside the ranking; the checks have held it to the log. */
export interface Places {
  replacements: Replacement[]
  venue?: VenueResult
  rules?: Rules['venue']
}

/** What the worker says: each check when it is done, the ranking it has computed, whether the log goes on from here. */
export type Answer =
  | { kind: 'checked'; checked: Checked }
  | { kind: 'rankings'; rankings: Ranking[]; places: Places }
  | { kind: 'log'; finding?: Finding; from: number; to: number }
  | { kind: 'verdict'; verdict: Omit<DrawVerdict, 'checks'>; ms: number; ownKeys: boolean }
  | { kind: 'failed'; message: string }

function say(answer: Answer): void {
  self.postMessage(answer)
}

/** The keys that the transcript's own KEYS entry holds; the checks tie it to the log. */
function loggedKeys(bundle: Bundle, verifier: Uint8Array | undefined): Uint8Array {
  const body = bundle.log.entries.find(({ step }) => step === 'KEYS')?.record.body ?? {}
  const published = verifier === undefined ? (bundle.rules.verifier ?? '') : bytesToHex(sha256(verifier))
  return utf8(JSON.stringify({ keys: body['keys'] ?? {}, vrf_pk: body['vrf_pk'] ?? '', verifier: published }))
}

async function followLog(bundle: Bundle, policy: Policy, base: string): Promise<Answer> {
  const log = logAt(base)
  const k2: Checkpoint = parseCheckpoint(parseNote(utf8(bundle.log.k2), 'K2').text, 'K2')
  try {
    const { checkpoint } = checkCheckpoint(policy, await readCheckpoint(log), 'checkpoint')
    const [older, newer] = checkpoint.size < k2.size ? [checkpoint, k2] : [k2, checkpoint]
    const [finding] = await verifyExtension(older, newer, log)
    return { kind: 'log', from: k2.size, to: checkpoint.size, ...(finding && { finding }) }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { kind: 'log', from: k2.size, to: 0, finding: error.finding }
  }
}

function placesOf({ replacements, venue, rules }: Bundle): Places {
  return { replacements: replacements ?? [], ...(venue && { venue: venue.result }), ...(rules.venue && { rules: rules.venue }) }
}

async function answer({ transcript, policy, keys, verifier, log, rows }: Question): Promise<void> {
  const begin = performance.now()
  const bundle = readJson(transcript) as unknown as Bundle
  const trust = readTrust(policy, keys ?? loggedKeys(bundle, verifier))
  const { verdict, code, detail } = await verifyDraw(transcript, trust, { onCheck: (checked) => say({ kind: 'checked', checked }) })
  const ms = performance.now() - begin
  if (bundle.rules.params === undefined && verdict !== 'FAIL') say({ kind: 'rankings', rankings: rankingsOf(bundle, rows), places: placesOf(bundle) })
  say({ kind: 'verdict', verdict: { verdict, ...(code && { code }), ...(detail && { detail }) }, ms, ownKeys: keys !== undefined })
  say(await followLog(bundle, parsePolicy(policy), log))
}

self.onmessage = ({ data }: MessageEvent<Question>) => {
  answer(data).catch((error: unknown) => say({ kind: 'failed', message: error instanceof Error ? error.message : String(error) }))
}

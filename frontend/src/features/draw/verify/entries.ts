import { bytesToHex } from '@noble/hashes/utils.js'
import { hash, hashFromBase64, utf8 } from '../../audit/verify/bytes'
import { isIncluded, leafHash } from '../../audit/verify/merkle'
import type { LogEntry } from './bundle'
import { FINALISER, PLATFORM, type Draw } from './draw'
import { need } from './failed'
import { fromHex } from './formulas'
import { canonical, jcs } from './json'
import { milliseconds } from './shapes'

const CODE = 'E_INCLUSION'
const DAY_MS = 24 * 3600 * 1000

/** What each step of the protocol is called in the records of the log (§5). */
const KINDS = new Map([
  ['KEYS', 'draw.keys'],
  ['RULES', 'draw.rules'],
  ['POOL', 'draw.pool'],
  ['COMMIT', 'draw.commit'],
  ['DEPOSIT', 'draw.deposit'],
  ['DEPOSIT_CHECK', 'draw.deposit_check'],
  ['REVEAL', 'draw.reveal'],
  ['FINAL', 'draw.final'],
  ['RESULT', 'draw.result'],
  ['REPLACE', 'draw.replace'],
  ['ESCROW_OPEN', 'draw.escrow_open'],
  ['ABORT', 'draw.abort'],
  ['ORDER', 'draw.order'],
  ['CALL', 'draw.call'],
])

/** Check 5: every step is in the log under K2, its record opens the entry and says what the transcript says. */
export function checkEntries(draw: Draw) {
  const { size, root } = draw.note('K2').checkpoint
  const seen = new Set<number>()
  for (const entry of draw.entries) {
    const where = `${entry.step} entry ${entry.index}`
    need(!seen.has(entry.index), CODE, `${where} stands twice`)
    seen.add(entry.index)
    const commitment = bytesToHex(hash(utf8('GP/entry\0'), fromHex(entry.salt), jcs(entry.record)))
    const proof = entry.proof.map((each) => hashFromBase64(each) ?? new Uint8Array())
    const leaf = leafHash(utf8(`{"c":"${commitment}","v":1}`))
    need(isIncluded(entry.index, size, leaf, proof, root), CODE, `${where} is not in the log`)
    need(KINDS.get(entry.step) === entry.record.kind && entry.record.v === 1, CODE, `${where} is of another kind`)
  }
  compareRecords(draw)
}

/** Whether the records of this draw say what the transcript says; entries of other draws say nothing of this one. */
function compareRecords(draw: Draw) {
  const { bundle, rules } = draw
  const { signatures, library } = bundle
  says(draw, 'KEYS', {})
  says(draw, 'RULES', { rules, rules_hash: bundle.rules_hash })
  if (!draw.ofParameters) says(draw, 'POOL', {})
  for (const [party, commit] of Object.entries(bundle.commits)) {
    says(draw, 'COMMIT', { commit, sig: signatures.commit[party] }, party)
    says(draw, 'DEPOSIT', { sig: signatures.deposit[party] }, party)
    const r = bundle.contributions[party]
    if (draw.one('REVEAL', party) !== undefined) says(draw, 'REVEAL', { r, sig: signatures.reveal[party] }, party)
    else says(draw, 'ESCROW_OPEN', { r, sigs: signatures.escrow?.[party] }, party)
  }
  says(draw, 'DEPOSIT_CHECK', {
    party: PLATFORM,
    sigs: signatures.deposit_check,
    ...(PLATFORM in bundle.commits ? { commit: bundle.commits[PLATFORM] } : {}),
  })
  const final = { alpha: bundle.alpha, pi: bundle.vrf_pi, beta: bundle.vrf_beta }
  if (draw.one('FINAL') !== undefined) says(draw, 'FINAL', { ...final, sig: signatures.final })
  else says(draw, 'ESCROW_OPEN', { ...final, sigs: signatures.escrow?.[FINALISER] }, FINALISER)
  const results = draw.steps('RESULT')
  need(results.length > 0, CODE, 'no entry of step RESULT')
  const counts =
    library === undefined ? { count: 0 } : { count: library.count, added: library.added, removed: library.removed }
  for (const entry of results) compareBody(entry, { seed: bundle.seed, ...counts })
  compareReplacements(draw)
}

function compareReplacements(draw: Draw) {
  const logged = draw.steps('REPLACE')
  const listed = draw.bundle.replacements ?? []
  need(logged.length === listed.length, CODE, 'REPLACE entries and replacements differ in number')
  for (const { index, ...body } of listed) {
    const said = logged.find((entry) => entry.index === index)?.record.body
    const same = said !== undefined && canonical(said) === canonical({ ...body, draw_id: draw.drawId })
    need(same, CODE, `no REPLACE entry says this of replacement ${body.no}`)
  }
}

function says(draw: Draw, step: string, expected: Record<string, unknown>, party?: string) {
  const entry = draw.one(step, party)
  need(entry !== undefined, CODE, `not exactly one entry of step ${step}${party === undefined ? '' : ` of ${party}`}`)
  compareBody(entry, expected)
}

function compareBody({ step, index, record }: LogEntry, expected: Record<string, unknown>) {
  for (const [name, value] of Object.entries(expected)) {
    const said = record.body[name]
    const same = value !== undefined && said !== undefined && canonical(said) === canonical(value)
    need(same, CODE, `${step} entry ${index} says something else of ${name}`)
  }
}

/** Check 6: first sealed, then revealed, the platform last; keys known a day before. */
export function checkOrder(draw: Draw) {
  const code = 'E_ORDER'
  const [k1, k2] = [draw.note('K1').checkpoint.size, draw.note('K2').checkpoint.size]
  const entriesOf = (step: string) => {
    const found = draw.steps(step)
    need(found.length > 0, code, `no entry of step ${step}`)
    return found
  }
  const first = (step: string) => entriesOf(step).reduce((a, b) => (b.index < a.index ? b : a))
  const indexes = (entries: LogEntry[]) => entries.map(({ index }) => index)
  const partyOf = ({ record }: LogEntry) => record.body['party']
  const opened = draw.steps('ESCROW_OPEN').filter((entry) => partyOf(entry) !== FINALISER)
  const revealed = [...draw.steps('REVEAL'), ...opened]
  need(revealed.length > 0, code, 'no entry of step REVEAL')
  const final = draw.one('FINAL') ?? draw.one('ESCROW_OPEN', FINALISER)
  need(final !== undefined, code, 'no entry of step FINAL, or several')
  const [keys, rules] = [first('KEYS'), first('RULES')]
  const chain: [string, number[]][] = [
    ['KEYS', [keys.index]],
    ['RULES', [rules.index]],
    ...(draw.ofParameters ? [] : [['POOL', [first('POOL').index]] satisfies [string, number[]]]),
    ['COMMIT', indexes(entriesOf('COMMIT'))],
    ['K1', [k1 - 0.5]],
    ['DEPOSIT', indexes(entriesOf('DEPOSIT'))],
    ['REVEAL', indexes(revealed)],
    ['FINAL', [final.index]],
    ['RESULT', [first('RESULT').index]],
    ['K2', [k2 - 0.5]],
  ]
  chain.slice(1).forEach(([after, second], i) => {
    const [before, sooner] = chain[i] ?? ['', []]
    need(Math.max(...sooner) < Math.min(...second), code, `${before} is not before ${after}`)
  })
  const others = Math.max(...indexes(revealed.filter((entry) => partyOf(entry) !== PLATFORM)))
  const ofPlatform = indexes(draw.steps('DEPOSIT').filter((entry) => partyOf(entry) === PLATFORM))
  const firstRevealed = Math.min(...indexes(revealed))
  const checked = indexes(entriesOf('DEPOSIT_CHECK')).every((i) => Math.max(...ofPlatform) < i && i < firstRevealed)
  need(checked, code, "the platform's deposit was not checked between its deposit and the first REVEAL")
  const last = revealed.every((entry) => partyOf(entry) !== PLATFORM || entry.index > others)
  need(last, code, 'the platform did not reveal last')
  need(timeOf(rules) - timeOf(keys) >= DAY_MS, code, 'keys were not logged 24 h before the rules')
}

/** When the server wrote the record, in milliseconds since 1970. */
export function timeOf({ record }: LogEntry): number {
  return milliseconds(record.t) ?? NaN
}

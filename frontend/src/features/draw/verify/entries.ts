import { bytesToHex } from '@noble/hashes/utils.js'
import { hash, hashFromBase64, utf8 } from '../../audit/verify/bytes'
import { isIncluded, leafHash } from '../../audit/verify/merkle'
import type { LogEntry } from './bundle'
import type { Draw } from './draw'
import { need } from './failed'
import { fromHex } from './formulas'
import { canonical, isObject, jcs, type Json } from './json'
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
    compareBody(draw, entry, where)
  }
  requireSteps(draw)
}

function partyOf({ record }: LogEntry): Json | undefined {
  return record.body['party']
}

function requireSteps(draw: Draw) {
  const finalOpened = draw.steps('ESCROW_OPEN').some((entry) => partyOf(entry) === 'final')
  for (const step of draw.ofParameters ? ['RULES', 'FINAL'] : ['RULES', 'FINAL', 'POOL']) {
    const count = draw.steps(step).length
    need(count === 1 || (step === 'FINAL' && count === 0 && finalOpened), CODE, `${count} entries of step ${step}`)
  }
  for (const step of ['KEYS', 'RESULT']) need(draw.steps(step).length > 0, CODE, `no entry of step ${step}`)
  for (const step of ['COMMIT', 'DEPOSIT', 'REVEAL']) {
    const parties = draw.steps(step).map(partyOf)
    need(new Set(parties).size === parties.length, CODE, `two entries of step ${step} of one party`)
    const opened = step === 'REVEAL' ? draw.openings().map(partyOf) : []
    for (const party of draw.rules.parties) {
      need(parties.includes(party) || opened.includes(party), CODE, `no entry of step ${step} of ${party}`)
    }
  }
  const logged = new Set(draw.steps('REPLACE').map(({ index }) => index))
  const listed = new Set((draw.bundle.replacements ?? []).map(({ index }) => index))
  const same = logged.size === listed.size && [...logged].every((index) => listed.has(index))
  need(same, CODE, 'REPLACE entries and replacements differ')
}

function compareBody(draw: Draw, entry: LogEntry, where: string) {
  const { body } = entry.record
  const drawId = body['draw_id']
  if (entry.step !== 'KEYS' && drawId !== draw.drawId) {
    const earlier = typeof drawId === 'string' ? /^([A-Za-z0-9._-]+)\/[1-9][0-9]*$/.exec(drawId)?.[1] : undefined
    const allowed = ['RESULT', 'ABORT', 'ORDER'].includes(entry.step) && earlier === draw.tender
    need(allowed, CODE, `${where} is of another draw`)
    return
  }
  for (const [name, value] of Object.entries(expectedBody(draw, entry, where))) {
    const said = body[name]
    const same = value !== undefined && said !== undefined && canonical(said) === canonical(value)
    need(same, CODE, `${where} says something else of ${name}`)
  }
}

/** The members of the record's body that the transcript decides. */
function expectedBody(draw: Draw, entry: LogEntry, where: string): Record<string, unknown> {
  const { bundle, rules } = draw
  const { body } = entry.record
  const party = typeof body['party'] === 'string' ? body['party'] : ''
  const ofParty = rules.parties.includes(party)
  const signed = (step: 'commit' | 'deposit' | 'reveal') => bundle.signatures[step][party]
  const final = { alpha: bundle.alpha, pi: bundle.vrf_pi, beta: bundle.vrf_beta }
  switch (entry.step) {
    case 'KEYS':
      need(isObject(body['keys']), CODE, `${where} holds no keys`)
      return {}
    case 'RULES':
      return { rules, rules_hash: bundle.rules_hash }
    case 'POOL':
      return { pool_root: bundle.pool_root }
    case 'COMMIT':
      need(ofParty, CODE, `${where} is of no party of the rules`)
      return { commit: bundle.commits[party], sig: signed('commit') }
    case 'DEPOSIT': {
      need(ofParty, CODE, `${where} is of no party of the rules`)
      const deposit = body['deposit']
      need(typeof deposit === 'string' && /^[0-9a-f]{64}$/.test(deposit), CODE, `${where} holds no deposit`)
      return { sig: signed('deposit') }
    }
    case 'REVEAL':
      need(ofParty, CODE, `${where} is of no party of the rules`)
      return { r: bundle.contributions[party], sig: signed('reveal') }
    case 'FINAL':
      return { ...final, sig: bundle.signatures.final }
    case 'ESCROW_OPEN':
      if (party === 'final') return final
      need(ofParty, CODE, `${where} is of no party of the rules`)
      return 'r' in body ? { r: bundle.contributions[party] } : {}
    case 'RESULT': {
      const library = Object.entries(bundle.library ?? {}).filter(([name]) => name !== 'count' && name in body)
      return { seed: bundle.seed, count: bundle.leaves_sorted.length, ...Object.fromEntries(library) }
    }
    case 'REPLACE': {
      const [listed, ...more] = (bundle.replacements ?? []).filter(({ index }) => index === entry.index)
      need(listed !== undefined && more.length === 0, CODE, `${where} is not among the replacements`)
      return Object.fromEntries(Object.entries(listed).filter(([name]) => name !== 'index'))
    }
    default:
      return {}
  }
}

/** Check 6: first sealed, then revealed, the platform last; keys known a day before. */
export function checkOrder(draw: Draw) {
  const code = 'E_ORDER'
  const [k1, k2] = [draw.note('K1').checkpoint.size, draw.note('K2').checkpoint.size]
  const places = (step: string) => draw.steps(step).map(({ index }) => index)
  const deposits = new Map(draw.steps('DEPOSIT').map((entry) => [partyOf(entry), entry.index]))
  const revealed = new Map(draw.steps('REVEAL').map((entry) => [partyOf(entry), entry.index]))
  const checked: LogEntry[] = []
  let final = places('FINAL')
  for (const entry of draw.steps('ESCROW_OPEN')) {
    const party = partyOf(entry)
    if (party === 'final') final = final.length > 0 ? final : [entry.index]
    else if (!('r' in entry.record.body)) checked.push(entry)
    else if (!revealed.has(party)) revealed.set(party, entry.index)
  }
  const reveals = draw.rules.parties.map((party) => revealed.get(party)).filter((index) => index !== undefined)
  for (const entry of checked) {
    const inOrder = (deposits.get(partyOf(entry)) ?? k2) < entry.index && entry.index < Math.min(...reveals)
    need(inOrder, code, 'a deposit was checked out of order')
  }
  const chain: [string, number[]][] = [
    ['KEYS', places('KEYS')],
    ['RULES', places('RULES')],
    ['POOL', places('POOL')],
    ['COMMIT', places('COMMIT')],
    ['K1', [k1 - 0.5]],
    ['DEPOSIT', [...deposits.values()]],
    ['REVEAL', reveals],
    ['FINAL', final],
    ['RESULT', places('RESULT')],
    ['K2', [k2 - 0.5]],
  ]
  const present = chain.filter(([, indexes]) => indexes.length > 0)
  present.slice(1).forEach(([after, second], i) => {
    const [before, first] = present[i] ?? ['', []]
    need(Math.max(...first) < Math.min(...second), code, `${before} is not before ${after}`)
  })
  const last = revealed.get('platform') ?? 0
  need(reveals.every((index) => index <= last), code, 'the platform did not reveal last')
  const rulesAt = Math.min(...draw.steps('RULES').map(timeOf))
  const known = draw.steps('KEYS').every((entry) => rulesAt - timeOf(entry) >= DAY_MS)
  need(known, code, 'keys were not logged 24 h before the rules')
}

/** When the server wrote the record, in milliseconds since 1970. */
export function timeOf({ record }: LogEntry): number {
  return milliseconds(record.t) ?? NaN
}

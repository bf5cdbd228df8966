import { bytesToHex } from '@noble/hashes/utils.js'
import { fromBase64, hash, utf8 } from '../../audit/verify/bytes'
import { Refused, type Finding } from '../../audit/verify/findings'
import { isIncluded, leafHash } from '../../audit/verify/merkle'
import { verifyEd25519, type Checkpoint } from '../../audit/verify/note'
import { checkCheckpoint, type Policy } from '../../audit/verify/policy'
import { TileTree, type LogFiles } from '../../audit/verify/tiles'
import { commitmentOf, entryOf, verifyExtension } from '../../audit/verify/verify'
import type { Rules } from '../verify/bundle'
import { fromHex, isAscending, rulesHash, SUITE_1 } from '../verify/formulas'
import { canonical, isObject } from '../verify/json'
import { milliseconds } from '../verify/shapes'
import { bodyOf, stepsOf, textOf, type Attempt, type RegisteredKey, type Step } from '../view'
import { provenHolderKeys } from './acts'
import { HOLDERS, commitMessage, type Holder } from './signed'

/** What a party's own program looks at before it hands anything out, in this order (§5, K1). */
export const QUESTIONS = ['quorum', 'extends', 'keys', 'age', 'rules', 'pool', 'commits'] as const
export type Question = (typeof QUESTIONS)[number]

export interface Answered {
  question: Question
  holds: boolean
  /** For people who look closer; what was found. */
  detail: string
  /** What the check of the log says. */
  finding?: Finding
}

export interface Sealed {
  answers: Answered[]
  /** All hold: this party may deposit, and later reveal. */
  mayDeposit: boolean
  /** The holders' sealing keys, each signed by its holder. */
  holderKeys: Partial<Record<Holder, Uint8Array>>
  /** The finaliser's key as the log has it, hex. */
  vrfKey: string
}

export interface SealedInput {
  /** Code of the tender. */
  tender: string
  attempt: Attempt
  registered: RegisteredKey[]
  /** Whose browser this is, its key, and the commitment it made. Hex. */
  own: { party: string; signingKey: string; commit: string | undefined }
  log: LogFiles
  policy: Policy
  /** The newest checkpoint that this browser has accepted. */
  latest?: Checkpoint
  onAnswer?: (answered: Answered) => void
}

const DAY_MS = 24 * 3600 * 1000
const CHECKPOINT = 'K1'
/** SHA-256 of nothing. */
const NO_POOL = bytesToHex(hash())

class Doubt extends Error {
  constructor(
    detail: string,
    readonly finding?: Finding,
  ) {
    super(detail)
  }
}

function holds(condition: boolean, detail: string): asserts condition {
  if (!condition) throw new Doubt(detail)
}

/**
 * Checks the checkpoint K1 by this browser's own means: its signatures by the policy, and the records of keys, rules, pool
 * and commitments by the tiles of the log. What the server says of itself counts for nothing.
 */
export async function checkSealed(input: SealedInput): Promise<Sealed> {
  const checks = new SealedChecks(input)
  const answers: Answered[] = []
  for (const question of QUESTIONS) {
    const answered = await answer(question, () => checks[question]())
    answers.push(answered)
    input.onAnswer?.(answered)
  }
  const mayDeposit = answers.every((each) => each.holds)
  return { answers, mayDeposit, holderKeys: checks.holderKeys, vrfKey: checks.vrfKey }
}

async function answer(question: Question, check: () => Promise<string>): Promise<Answered> {
  try {
    return { question, holds: true, detail: await check() }
  } catch (error) {
    if (error instanceof Doubt) return { question, holds: false, detail: error.message, finding: error.finding }
    if (error instanceof Refused) return { question, holds: false, detail: error.finding.file, finding: error.finding }
    throw error
  }
}

class SealedChecks {
  holderKeys: Partial<Record<Holder, Uint8Array>> = {}
  vrfKey = ''
  private k1?: Checkpoint
  private tree?: TileTree

  constructor(private readonly input: SealedInput) {}

  async quorum(): Promise<string> {
    const { attempt, policy } = this.input
    holds(attempt.k1 !== undefined, 'K1')
    const { checkpoint, witnesses } = checkCheckpoint(policy, utf8(attempt.k1), CHECKPOINT)
    this.k1 = checkpoint
    this.tree = new TileTree(this.input.log, checkpoint.size)
    return Promise.resolve(`${checkpoint.origin} · ${checkpoint.size} · ${witnesses.map((each) => each.witness).join(', ')}`)
  }

  /** K1 and what this browser has seen of the log are of one log. */
  async extends(): Promise<string> {
    const { latest, log } = this.input
    const k1 = this.need()
    if (latest === undefined || latest.size === 0) return `${k1.size}`
    holds(latest.origin === k1.origin, latest.origin)
    const [older, newer] = latest.size < k1.size ? [latest, k1] : [k1, latest]
    const [finding] = await verifyExtension(older, newer, log)
    if (finding !== undefined) throw new Doubt(finding.file, finding)
    return `${older.size} → ${newer.size}`
  }

  async keys(): Promise<string> {
    const { tender, own, registered } = this.input
    const body = bodyOf(await this.included(this.only('KEYS'), 'draw.keys', false))
    const logged = isObject(body['keys']) ? body['keys'] : {}
    holds(logged[own.party] === own.signingKey, own.party)
    this.holderKeys = provenHolderKeys(tender, logged, registered)
    for (const holder of HOLDERS) holds(this.holderKeys[holder] !== undefined, holder)
    holds(typeof body['vrf_pk'] === 'string' && /^[0-9a-f]{64}$/.test(body['vrf_pk']), 'vrf_pk')
    this.vrfKey = body['vrf_pk']
    return Object.keys(logged).sort().join(', ')
  }

  /** Nobody chose a key for this draw. */
  async age(): Promise<string> {
    const [keys, rules] = [this.only('KEYS'), this.only('RULES')].map((step) => milliseconds(textOf(step.record['t'])))
    holds(keys !== undefined && rules !== undefined && rules - keys >= DAY_MS, '24 h')
    return Promise.resolve(`${Math.floor((rules - keys) / 3_600_000)} h`)
  }

  async rules(): Promise<string> {
    const { attempt } = this.input
    const body = bodyOf(await this.included(this.only('RULES'), 'draw.rules'))
    const { rules } = body
    holds(isObject(rules), 'rules')
    holds(attempt.drawId.startsWith(this.isOfParameters() ? `${this.input.tender}.param.` : `${this.input.tender}/`), 'draw_id')
    holds(this.isOfParameters() === Array.isArray(rules['params']), 'params')
    const computed = bytesToHex(rulesHash(SUITE_1, rules as unknown as Rules))
    holds(body['rules_hash'] === computed && attempt.rulesHash === computed, 'rules_hash')
    holds(canonical(rules) === attempt.rulesJcs && canonical(attempt.rules) === attempt.rulesJcs, 'rules_jcs')
    return computed
  }

  async pool(): Promise<string> {
    const { attempt } = this.input
    if (this.isOfParameters()) {
      holds(attempt.poolRoot === NO_POOL, 'pool_root')
      return '—'
    }
    const body = bodyOf(await this.included(this.only('POOL'), 'draw.pool'))
    const { library } = body
    holds(body['pool_root'] === attempt.poolRoot, 'pool_root')
    holds(isObject(library) && library['count'] === attempt.poolCount, 'library.count')
    return attempt.poolRoot
  }

  /** Everybody of the rules has committed, once, and signed it; this party to what it made itself. */
  async commits(): Promise<string> {
    const { attempt, own } = this.input
    const written = attempt.rules['parties']
    const parties = Array.isArray(written) ? written.map(textOf) : []
    holds(parties.length >= 3 && isAscending(parties), 'parties')
    const steps = stepsOf(attempt, 'COMMIT')
    holds(steps.length === parties.length, `${steps.length} ≠ ${parties.length}`)
    const logged = bodyOf(this.only('KEYS'))['keys']
    for (const party of parties) {
      const body = bodyOf(await this.included(this.only('COMMIT', party), 'draw.commit'))
      const [commit, sig] = [textOf(body['commit']), fromBase64(textOf(body['sig'])) ?? new Uint8Array()]
      const key = isObject(logged) ? textOf(logged[party]) : ''
      holds(body['party'] === party && /^[0-9a-f]{64}$/.test(commit) && /^[0-9a-f]{64}$/.test(key), party)
      holds(verifyEd25519(fromHex(key), commitMessage(attempt.drawId, party, fromHex(commit)), sig), `${party}: sig`)
      holds(attempt.parties.find((each) => each.party === party)?.commit === commit, `${party}: commit`)
      if (party === own.party) holds(own.commit === commit, `${party}: commit`)
    }
    return parties.join(', ')
  }

  /** A draw of parameters has no pool (§7.2). */
  private isOfParameters(): boolean {
    return this.input.attempt.drawId.startsWith(`${this.input.tender}.param.`)
  }

  private need(): Checkpoint {
    holds(this.k1 !== undefined, 'K1')
    return this.k1
  }

  private only(step: string, party?: string): Step {
    const found = stepsOf(this.input.attempt, step, party)
    const [one] = found
    holds(found.length === 1 && one !== undefined, `${step} × ${found.length}`)
    return one
  }

  /** The step, once its record has been followed to the root of K1. */
  private async included(step: Step, kind: string, ofDraw = true): Promise<Step> {
    const { size, root } = this.need()
    const { index, record, salt } = step
    holds(index !== undefined && index < size && /^[0-9a-f]{64}$/.test(salt), `${step.step} ∉ K1`)
    holds(record['kind'] === kind, kind)
    if (ofDraw) holds(bodyOf(step)['draw_id'] === this.input.attempt.drawId, 'draw_id')
    const leaf = leafHash(entryOf(commitmentOf(utf8(canonical(record)), fromHex(salt))))
    const proof = await this.tree!.inclusionProof(index)
    holds(isIncluded(index, size, leaf, proof, root), `${step.step} #${index} ∉ K1`)
    return step
  }
}

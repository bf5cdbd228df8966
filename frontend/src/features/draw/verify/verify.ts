import { Refused } from '../../audit/verify/findings'
import { parsePolicy, type Policy } from '../../audit/verify/policy'
import { checkAttempts } from './attempts'
import { checkShape } from './bundle'
import { checkSeed, checkTranscript, checkVrf, checkVrfKey } from './chain'
import { checkConsistency, checkLogSignatures, checkWitnesses } from './checkpoints'
import { CHECKS, type Check } from './checks'
import { Draw, type PinnedKeys } from './draw'
import { checkEntries, checkOrder } from './entries'
import { Failed, NotChecked, type DrawCode } from './failed'
import { checkFeasible } from './feasible'
import { readJson } from './json'
import { checkLeaves, checkPoolRoot } from './pool'
import { checkReplacements } from './replacements'
import { checkRules, checkRulesHash } from './rules'
import { checkSelection } from './selection'
import { digest, hex, mapping, members } from './shapes'
import { checkCommitments, checkParties, checkSignatures } from './signatures'
import { checkTimes } from './timestamps'
import { checkVenue } from './venue'

/** What the reader trusts, and got from elsewhere than the transcript: who chooses the keys chooses the truth. */
export interface Trust {
  policy: Policy
  keys: PinnedKeys
}

export interface Options {
  /** A file of known answers, which has neither log nor signatures: only the formulas are checked. */
  knownAnswer?: boolean
  /** Also estimates how likely each expert was to be chosen; takes long. */
  deep?: boolean
  /** Told of each check as soon as it is done. */
  onCheck?: (checked: Checked) => void
}

/** What one check has found. */
export interface Checked {
  check: Check
  /** `unknown`: not checked, since what it rests on could not be read. */
  state: 'holds' | 'fails' | 'unknown'
  code?: DrawCode
  detail?: string
}

export interface DrawVerdict {
  /** `PASS-CLAIMED`: the list is sealed, and who was eligible is the platform's claim. */
  verdict: 'PASS' | 'PASS-CLAIMED' | 'FAIL'
  /** Of the first check that fails. */
  code?: DrawCode
  detail?: string
  checks: Checked[]
}

type Run = (draw: Draw, deep: boolean) => void | Promise<void>

const RUNS = new Map<number, Run>([
  [2, checkLogSignatures],
  [3, checkWitnesses],
  [4, checkConsistency],
  [5, checkEntries],
  [6, checkOrder],
  [7, checkRulesHash],
  [8, checkRules],
  [9, checkLeaves],
  [10, checkPoolRoot],
  [11, checkFeasible],
  [12, checkParties],
  [13, checkSignatures],
  [14, checkCommitments],
  [15, checkTranscript],
  [16, checkVrfKey],
  [17, checkVrf],
  [18, checkSeed],
  [19, checkVenue],
  [20, checkSelection],
  [21, checkReplacements],
  [22, checkAttempts],
  [23, checkTimes],
])
const KNOWN_ANSWER_CHECKS = [7, 8, 9, 10, 12, 14, 15, 17, 18, 20]
const NO_TRUST: Trust = {
  policy: { logs: [], witnesses: new Map(), groups: new Map(), quorum: '' },
  keys: { keys: {}, vrf_pk: '', verifier: '' },
}

/**
 * Reads the files of a reader's own.
 *
 * @param policy C2SP tlog-policy
 * @param keys `{keys: {signer: hex}, verifier: hex, vrf_pk: hex}`
 * @throws NotChecked when one of them is malformed
 */
export function readTrust(policy: string, keys: Uint8Array): Trust {
  try {
    const value = readJson(keys)
    members({ keys: mapping(hex(32)), verifier: digest, vrf_pk: hex(32) })(value, 'keys')
    return { policy: parsePolicy(policy), keys: value as unknown as PinnedKeys }
  } catch (error) {
    if (error instanceof Refused || error instanceof Failed) throw new NotChecked(error.message)
    throw error
  }
}

/**
 * Verifies the transcript of a draw without trusting whoever made it. Uses no DOM and no network, so that it may run in
 * a worker.
 *
 * @param trust not needed for known answers
 * @throws NotChecked when nothing can be checked, which proves nothing
 */
export async function verifyDraw(transcript: Uint8Array, trust?: Trust, options: Options = {}): Promise<DrawVerdict> {
  const { knownAnswer = false, deep = false, onCheck } = options
  const checks: Checked[] = []
  const add = (checked: Checked) => {
    checks.push(checked)
    onCheck?.(checked)
  }
  let draw: Draw | undefined
  for (const check of CHECKS) {
    if (check.number === 1) {
      draw = openDraw(check, transcript, trust, knownAnswer, add)
      continue
    }
    if (knownAnswer && !KNOWN_ANSWER_CHECKS.includes(check.number)) continue
    const failed = checks.some(({ state }) => state === 'fails')
    add(draw === undefined ? { check, state: 'unknown' } : await run(check, draw, deep, failed))
  }
  const first = checks.find(({ state }) => state === 'fails')
  if (first !== undefined) return { verdict: 'FAIL', code: first.code, detail: first.detail, checks }
  return { verdict: draw?.bundle.view === 'sealed' ? 'PASS-CLAIMED' : 'PASS', checks }
}

function openDraw(
  check: Check,
  transcript: Uint8Array,
  trust: Trust | undefined,
  knownAnswer: boolean,
  add: (checked: Checked) => void,
): Draw | undefined {
  try {
    const bundle = checkShape(readJson(transcript), knownAnswer)
    if (bundle.rules.suite === 2) throw new NotChecked('suite 2 (SM2, SM3) is not supported by this program')
    if (!knownAnswer) {
      if (trust === undefined) throw new NotChecked('a transcript needs a policy and keys')
      add({ check, state: 'holds' })
    }
    const { policy, keys } = trust ?? NO_TRUST
    return new Draw(bundle, knownAnswer, policy, keys)
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    add({ check, state: 'fails', code: error.code, detail: error.detail })
    return undefined
  }
}

async function run(check: Check, draw: Draw, deep: boolean, failed: boolean): Promise<Checked> {
  try {
    await RUNS.get(check.number)?.(draw, deep)
    return { check, state: 'holds' }
  } catch (error) {
    const [own] = check.codes
    if (error instanceof Failed) {
      const { code, detail } = error
      if (check.codes.includes(code)) return { check, state: 'fails', code, detail }
      // What it rests on is found wanting by another check; if by none, it fails itself.
      return failed ? { check, state: 'unknown' } : { check, state: 'fails', code: own, detail }
    }
    // A value that cannot be computed with is no value that holds.
    return { check, state: 'fails', code: own, detail: `cannot be computed: ${String(error)}` }
  }
}

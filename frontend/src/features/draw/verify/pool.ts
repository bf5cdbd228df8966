import { bytesToHex, concatBytes } from '@noble/hashes/utils.js'
import type { Bundle, Expert } from './bundle'
import type { Draw } from './draw'
import { need } from './failed'
import { fromHex, merkleRoot } from './formulas'
import { isAscending } from './rules'

/** Why an expert may be left out of a draw (§4.2). */
const EXCLUSIONS = new Set([
  'CONFLICT_EMPLOYER',
  'CONFLICT_PAST_3Y',
  'CONFLICT_RELATIVE',
  'CONFLICT_OTHER',
  'AGENT_STAFF',
  'SUPERVISOR_STAFF',
  'SUSPENDED',
  'QUALIFICATION_EXPIRED',
  'UNAVAILABLE',
  'FREQUENCY_CAP',
  'TIME_CLASH',
  'SELF_RECUSAL',
  'MANUAL',
])

/** Check 9: every record is in the list of leaves once, and the list is in order. */
export function checkLeaves(draw: Draw) {
  const { pool, claims, leaves_sorted: listed } = draw.bundle
  for (const expert of pool ?? []) checkExpert(expert, draw.knownAnswer)
  if (pool !== undefined) {
    need(new Set(pool.map(({ pid }) => pid)).size === pool.length, 'E_POOL_DUP', 'one pid stands twice')
  }
  checkClaims(draw)
  const leaves = claims?.map(({ leaf }) => leaf) ?? draw.records().map(({ leaf }) => leaf)
  const known = new Set(listed)
  const once = known.size === listed.length && new Set(leaves).size === leaves.length
  need(once, 'E_POOL_DUP', 'one leaf stands twice')
  const sorted = listed.every((leaf, i) => i === 0 || (listed[i - 1] ?? '') < leaf)
  need(sorted, 'E_POOL_LEAF', 'leaves are not sorted')
  const missing = leaves.find((leaf) => !known.has(leaf))
  need(missing === undefined, 'E_POOL_LEAF', `not in the list: ${missing}`)
  need(pool === undefined || leaves.length === listed.length, 'E_POOL_LEAF', 'the list has leaves without a record')
}

function checkExpert({ pid, sp, ex, exr, exh }: Expert, knownAnswer: boolean) {
  const written = typeof sp === 'string' || (sp.length >= 2 && isAscending(sp))
  need(written, 'E_POOL_LEAF', `specialties of ${pid} are not sorted and distinct`)
  const reasoned = (ex === 0 && exr === '') || (ex === 1 && EXCLUSIONS.has(exr))
  need(reasoned, 'E_POOL_LEAF', `exclusion of ${pid}`)
  need(knownAnswer || (exh !== undefined) === (ex === 1), 'E_POOL_LEAF', `evidence of the exclusion of ${pid}`)
}

function checkClaims({ rules, bundle }: Draw) {
  for (const { leaf, strata } of bundle.claims ?? []) {
    const inOrder = rules.strata.map(({ id }) => id).filter((id) => strata.includes(id))
    const written = inOrder.length === strata.length && inOrder.every((id, i) => id === strata[i])
    need(written, 'E_POOL_LEAF', `strata claimed of ${leaf}`)
  }
}

/** Check 10: the root is that of the leaves, and the entry made before the draw speaks of the same list. */
export function checkPoolRoot(draw: Draw) {
  const code = 'E_POOL_ROOT'
  const { suite, bundle } = draw
  const leaves = bundle.leaves_sorted.map(fromHex)
  need(bytesToHex(merkleRoot(suite, leaves)) === bundle.pool_root, code, 'the leaves do not lead to pool_root')
  const { library } = bundle
  if (draw.knownAnswer || draw.ofParameters || library === undefined) return
  need(library.count === leaves.length, code, 'library.count')
  need(addsUp(library), code, 'count, added and removed do not add up')
  for (const { record } of draw.steps('POOL')) {
    for (const [name, value] of Object.entries(library)) {
      need(record.body[name] === value, code, `the POOL entry says something else of ${name}`)
    }
    const together = bytesToHex(suite.h(concatBytes(...leaves)))
    need(record.body['leaves_hash'] === together, code, 'the POOL entry is of other leaves')
  }
}

function addsUp({ count, prev_count, added, removed }: NonNullable<Bundle['library']>): boolean {
  return prev_count + added === count + removed
}

import { bytesToHex, concatBytes } from '@noble/hashes/utils.js'
import type { Bundle } from './bundle'
import type { Draw } from './draw'
import { need } from './failed'
import { fromHex, merkleRoot } from './formulas'
import { canonical } from './json'

/** Check 9: every record is in the list of leaves once, and the list is in order. */
export function checkLeaves(draw: Draw) {
  const { pool, library, leaves_sorted: listed } = draw.bundle
  listed.slice(1).forEach((leaf, i) => {
    const before = listed[i] ?? ''
    need(before !== leaf, 'E_POOL_DUP', `one leaf stands twice: ${leaf}`)
    need(before < leaf, 'E_POOL_LEAF', `leaves are not sorted: ${leaf}`)
  })
  const counted = library === undefined || library.count === listed.length
  need(counted, 'E_POOL_LEAF', 'library.count is not the number of leaves')
  if (pool === undefined) return checkClaims(draw, new Set(listed))
  const leaves = draw.records().map(({ leaf }) => leaf).sort()
  const same = leaves.length === listed.length && leaves.every((leaf, i) => leaf === listed[i])
  need(same, 'E_POOL_LEAF', 'the records have other leaves')
  need(new Set(pool.map(({ pid }) => pid)).size === pool.length, 'E_POOL_LEAF', 'one pid stands twice')
}

function checkClaims({ rules, bundle }: Draw, known: Set<string>) {
  const ids = new Set(rules.strata.map(({ id }) => id))
  const claimed = new Set<string>()
  for (const { leaf, strata } of bundle.claims ?? []) {
    need(known.has(leaf), 'E_POOL_LEAF', `not in the list: ${leaf}`)
    need(!claimed.has(leaf), 'E_POOL_DUP', `two claims of ${leaf}`)
    need(strata.every((id) => ids.has(id)), 'E_POOL_LEAF', `strata claimed of ${leaf}`)
    claimed.add(leaf)
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
  need(addsUp(library), code, 'count, added and removed do not add up')
  const body = draw.one('POOL')?.record.body
  need(body !== undefined, code, 'not exactly one entry of step POOL')
  const together = bytesToHex(suite.h(concatBytes(...leaves)))
  const expected = { pool_root: bundle.pool_root, library, leaves_hash: together }
  for (const [name, value] of Object.entries(expected)) {
    const said = body[name]
    const same = said !== undefined && canonical(said) === canonical(value)
    need(same, code, `the POOL entry says something else of ${name}`)
  }
}

function addsUp({ count, prev_count, added, removed }: NonNullable<Bundle['library']>): boolean {
  return prev_count + added === count + removed
}

import { concatBytes } from '@noble/hashes/utils.js'
import { FINALISER, PLATFORM, type Draw } from './draw'
import { need } from './failed'
import { commitment, fromHex, lp } from './formulas'

const CODE = 'E_PARTY_SIG'

/** Who may hold a share of the escrow (§6). */
const HOLDERS = ['agent', 'outside', 'supervisor']

function isSame(names: Iterable<string>, expected: Iterable<string>): boolean {
  const [a, b] = [new Set(names), new Set(expected)]
  return a.size === b.size && [...a].every((name) => b.has(name))
}

/** Check 12. */
export function checkParties({ bundle, rules }: Draw) {
  for (const name of ['commits', 'contributions'] as const) {
    const same = isSame(Object.keys(bundle[name]), rules.parties)
    need(same, 'E_PARTY_SET', `${name} are not of the parties of the rules`)
  }
}

/** Check 13: every signature of the transcript, and none that belongs to no step. */
export function checkSignatures(draw: Draw) {
  const { bundle, drawId } = draw
  const logged = draw.loggedKeys().keys
  for (const [party, key] of Object.entries(draw.keys.keys)) {
    need(logged[party] === key, CODE, `the log holds another key of ${party}`)
  }
  for (const [party, commit] of Object.entries(bundle.commits)) {
    requireSigned(draw, party, 'commit', fromHex(commit))
    const deposit = draw.one('DEPOSIT', party)?.record.body['hash']
    need(typeof deposit === 'string' && /^[0-9a-f]{64}$/.test(deposit), CODE, `no deposit of ${party}`)
    requireSigned(draw, party, 'deposit', fromHex(deposit))
  }
  const platform = bundle.commits[PLATFORM]
  if (platform !== undefined) {
    const value = concatBytes(lp(PLATFORM), fromHex(platform))
    requireHolders(draw, 'DEPOSIT_CHECK', PLATFORM, bundle.signatures.deposit_check, value)
  }
  for (const [party, r] of Object.entries(bundle.contributions)) {
    if (draw.one('REVEAL', party) !== undefined) requireSigned(draw, party, 'reveal', fromHex(r))
    else requireOpened(draw, party, fromHex(r))
  }
  const value = concatBytes(fromHex(bundle.alpha), draw.suite.h(fromHex(bundle.vrf_pi ?? '')))
  if (draw.one('FINAL') === undefined) requireOpened(draw, FINALISER, value)
  else {
    const signed = draw.hasSigned(PLATFORM, 'FINAL', drawId, value, bundle.signatures.final)
    need(signed, CODE, 'signature of platform under FINAL does not hold')
  }
  refuseStrangers(draw)
  for (const order of draw.orders) {
    need('supervisor' in order.sig, CODE, 'the supervisor has not signed an order')
    for (const party of Object.keys(order.sig)) {
      need(draw.hasSignedOrder(party, order), CODE, `signature of ${party} under an order does not hold`)
    }
  }
}

function requireSigned(draw: Draw, party: string, name: 'commit' | 'deposit' | 'reveal', value: Uint8Array) {
  const step = name.toUpperCase()
  const signed = draw.hasSigned(party, step, draw.drawId, value, draw.bundle.signatures[name][party])
  need(signed, CODE, `signature of ${party} under ${step} does not hold`)
}

/** Two holders have opened the escrow, and say so. */
function requireOpened(draw: Draw, what: string, opened: Uint8Array) {
  const byHolder = draw.bundle.signatures.escrow?.[what] ?? {}
  requireHolders(draw, 'ESCROW', what, byHolder, concatBytes(lp(what), opened))
}

function requireHolders(draw: Draw, step: string, what: string, byHolder: Record<string, string>, value: Uint8Array) {
  const holders = Object.keys(byHolder)
  const enough = holders.length >= 2 && holders.every((each) => HOLDERS.includes(each))
  need(enough, CODE, `two holders must open ${what}`)
  for (const holder of holders) {
    const signed = draw.hasSigned(holder, step, draw.drawId, value, byHolder[holder])
    need(signed, CODE, `signature of holder ${holder} under ${step} of ${what} does not hold`)
  }
}

/** No signature stands there that belongs to no step, since nothing would check it. */
function refuseStrangers(draw: Draw) {
  const { signatures, commits } = draw.bundle
  for (const step of ['commit', 'deposit', 'reveal'] as const) {
    for (const party of Object.keys(signatures[step])) {
      const used = party in commits && (step !== 'reveal' || draw.one('REVEAL', party) !== undefined)
      need(used, CODE, `${step} of ${party} belongs to no step`)
    }
  }
  const final = (signatures.final !== undefined) === (draw.one('FINAL') !== undefined)
  need(final, CODE, 'final belongs to no step')
  for (const what of Object.keys(signatures.escrow ?? {})) {
    need(draw.one('ESCROW_OPEN', what) !== undefined, CODE, `escrow of ${what} belongs to no step`)
  }
}

/** Check 14: who revealed r had committed to r. */
export function checkCommitments({ suite, drawId, bundle }: Draw) {
  for (const [party, r] of Object.entries(bundle.contributions)) {
    const commit = bundle.commits[party]
    if (commit === undefined) continue
    const made = commitment(suite, drawId, party, fromHex(bundle.rules_hash), fromHex(bundle.pool_root), fromHex(r))
    const same = fromHex(commit).every((byte, i) => byte === made[i])
    need(same, 'E_COMMIT', `${party} revealed something else than it had committed`)
  }
}

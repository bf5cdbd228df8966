import { concatBytes } from '@noble/hashes/utils.js'
import type { Draw } from './draw'
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

/** Check 13: every signature of the transcript, and none that nobody asked for. */
export function checkSignatures(draw: Draw) {
  const { signatures, commits, contributions } = draw.bundle
  const escrow = signatures.escrow ?? {}
  const deposits: Record<string, string> = {}
  for (const { record } of draw.steps('DEPOSIT')) {
    const { party, deposit } = record.body
    if (typeof party === 'string' && typeof deposit === 'string') deposits[party] = deposit
  }
  const { parties } = draw.rules
  checkStep(draw, 'COMMIT', parties, commits, signatures.commit)
  checkStep(draw, 'DEPOSIT', parties, deposits, signatures.deposit)
  const revealing = parties.filter((party) => !(party in escrow))
  checkStep(draw, 'REVEAL', revealing, contributions, signatures.reveal)
  const value = concatBytes(fromHex(draw.bundle.alpha), draw.suite.h(fromHex(draw.bundle.vrf_pi ?? '')))
  const bySomeone = (signatures.final !== undefined) !== 'final' in escrow
  need(bySomeone, CODE, 'FINAL is signed by the platform or by two holders')
  if (signatures.final !== undefined) {
    const signed = draw.hasSigned('platform', 'FINAL', draw.drawId, value, signatures.final)
    need(signed, CODE, 'signature of the platform under FINAL does not hold')
  }
  checkEscrow(draw, value)
  checkOrders(draw)
}

function checkStep(
  draw: Draw,
  step: string,
  parties: string[],
  values: Record<string, string>,
  signatures: Record<string, string>,
) {
  need(isSame(Object.keys(signatures), parties), CODE, `signatures of step ${step} are not of the parties`)
  for (const party of parties) {
    const value = values[party]
    const signed = value !== undefined && draw.hasSigned(party, step, draw.drawId, fromHex(value), signatures[party])
    need(signed, CODE, `signature of ${party} under ${step} does not hold`)
  }
}

function checkEscrow(draw: Draw, final: Uint8Array) {
  for (const [party, byHolder] of Object.entries(draw.bundle.signatures.escrow ?? {})) {
    need(party === 'final' || draw.rules.parties.includes(party), CODE, 'an opening of no party')
    const opened = party === 'final' ? final : fromHex(draw.bundle.contributions[party] ?? '')
    const value = concatBytes(lp(party), opened)
    const holders = Object.keys(byHolder)
    need(holders.length >= 2 && holders.every((each) => HOLDERS.includes(each)), CODE, 'an opening needs two holders')
    for (const holder of holders) {
      const signed = draw.hasSigned(holder, 'ESCROW', draw.drawId, value, byHolder[holder])
      need(signed, CODE, `signature of holder ${holder} over the opening of ${party} does not hold`)
    }
  }
}

function checkOrders(draw: Draw) {
  const { rules, bundle } = draw
  const named = new Set((rules.waivers ?? []).map(({ order }) => order))
  if (rules.redraw !== undefined) named.add(rules.redraw.order)
  const orders = draw.ordersByHash()
  need(orders.size === (bundle.signatures.orders ?? []).length, CODE, 'one order stands twice')
  need([...named].every((number) => orders.has(number)), CODE, 'an order that the rules name is missing')
  const attempts = new Set(bundle.attempts.map((attempt) => attempt.draw_id).filter((id) => id !== draw.drawId))
  for (const [number, order] of orders) {
    const drawId = order.order['draw_id']
    const ofAttempt = typeof drawId === 'string' && attempts.has(drawId)
    need(named.has(number) || ofAttempt, CODE, 'an order that nothing names')
    const whole = typeof drawId === 'string' && 'supervisor' in order.sig
    need(whole, CODE, 'an order without draw or supervisor')
    for (const party of Object.keys(order.sig)) {
      need(draw.hasSignedOrder(party, order), CODE, `signature of ${party} under an order does not hold`)
    }
  }
}

/** Check 14: who revealed r had committed to r. */
export function checkCommitments({ suite, drawId, rules, bundle }: Draw) {
  for (const party of rules.parties) {
    const [r, commit] = [bundle.contributions[party], bundle.commits[party]]
    if (r === undefined || commit === undefined) continue
    const made = commitment(suite, drawId, party, fromHex(bundle.rules_hash), fromHex(bundle.pool_root), fromHex(r))
    const same = fromHex(commit).every((byte, i) => byte === made[i])
    need(same, 'E_COMMIT', `${party} revealed something else than it had committed`)
  }
}

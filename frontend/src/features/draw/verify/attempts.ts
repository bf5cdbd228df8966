import { bytesToHex } from '@noble/hashes/utils.js'
import type { Order } from './bundle'
import type { Draw } from './draw'
import { need } from './failed'
import { orderHash } from './formulas'

const CODE = 'E_ATTEMPTS'
const RESULT = 'RESULT'
const REASONS = ['EXHAUSTED', 'RULES_DEFECT', 'ROSTER_LEAKED', 'COURT_OR_COMPLAINT']
/** Steps before anybody has committed: an attempt that ends there earns a new one without the tenderee's signature. */
const BEFORE_COMMIT = ['KEYS', 'RULES', 'POOL']

/** Check 22: all attempts are there, each with one result or one end, and each but the first was ordered. */
export function checkAttempts(draw: Draw) {
  const { attempts } = draw.bundle
  const complete = attempts.every(({ draw_id }, i) => draw_id === `${draw.tender}/${i + 1}`)
  need(complete && attempts.length >= draw.attempt, CODE, 'attempts are not complete from 1')
  const results = draw.entries.filter(({ step }) => step === RESULT).map(({ record }) => record.body['draw_id'])
  need(new Set(results).size === results.length, CODE, 'two results of one draw')
  for (const { draw_id: id, outcome, index } of attempts) {
    const step = outcome === RESULT ? RESULT : 'ABORT'
    const entry = draw.entries.find((each) => each.index === index)
    const shown = entry?.step === step && entry.record.body['draw_id'] === id
    need(shown, CODE, `the log does not show how attempt ${id} ended`)
  }
  need(attempts[draw.attempt - 1]?.outcome === RESULT, CODE, 'this attempt has no result')
  attempts.slice(1).forEach(({ draw_id: id }, i) => {
    const before = attempts[i]
    if (before !== undefined) checkOrder(draw, id, before)
  })
}

function checkOrder(draw: Draw, id: string, before: { draw_id: string; outcome: string; index: number }) {
  const [found, ...more] = ordersFor(draw, id)
  need(found !== undefined && more.length === 0, CODE, `no order for attempt ${id}`)
  const { prev, reason } = found.order
  need(prev === before.draw_id, CODE, 'the order is for another attempt')
  const known = typeof reason === 'string' && (REASONS.includes(reason) || reason.startsWith('ABORTED_BY:'))
  need(known, CODE, 'reason of the order')
  need('supervisor' in found.sig, CODE, 'the supervisor has not signed the order')
  const ended = draw.entries.find((each) => each.index === before.index)?.record.body['step']
  const early = before.outcome !== RESULT && typeof ended === 'string' && BEFORE_COMMIT.includes(ended)
  need(early || 'agent' in found.sig, CODE, "after the commitments a new attempt needs the tenderee's signature")
}

function ordersFor(draw: Draw, id: string): Order[] {
  const orders = (draw.bundle.signatures.orders ?? []).filter(
    ({ order }) => order['draw_id'] === id && 'prev' in order,
  )
  if (id !== draw.drawId) return orders
  const { redraw } = draw.rules
  need(redraw !== undefined, CODE, 'the rules of this attempt name no order')
  return orders.filter(
    ({ order }) =>
      bytesToHex(orderHash(draw.suite, order)) === redraw.order &&
      order['prev'] === redraw.prev &&
      order['reason'] === redraw.reason,
  )
}

import type { Order } from './bundle'
import type { Draw } from './draw'
import { need } from './failed'
import { textOf, type Json } from './json'

const CODE = 'E_ATTEMPTS'
const RESULT = 'RESULT'
const RULES_DEFECT = 'RULES_DEFECT'
const REASON = /^(?:EXHAUSTED|RULES_DEFECT|ROSTER_LEAKED|COURT_OR_COMPLAINT|ABORTED_BY:[A-Za-z0-9._-]{1,64})$/

function isReason(reason: Json | undefined): reason is string {
  return typeof reason === 'string' && REASON.test(reason)
}

/** Check 22: all attempts are there, each with one result or one end, and each but the first was ordered. */
export function checkAttempts(draw: Draw) {
  const { attempts } = draw.bundle
  const complete = attempts.every(({ draw_id }, i) => draw_id === `${draw.tender}/${i + 1}`)
  need(complete && attempts.length === draw.attempt, CODE, 'attempts are not complete from 1')
  const ends: string[] = []
  for (const { draw_id: id, outcome, index } of attempts) {
    need(outcome === RESULT || outcome === 'ABORT', CODE, `outcome of ${id}`)
    const mine = draw.entries.filter(({ record }) => record.body['draw_id'] === id)
    const end = mine.find((entry) => entry.index === index && entry.step === outcome)
    need(end !== undefined, CODE, `the log does not show how attempt ${id} ended`)
    const results = mine.filter(({ step }) => step === RESULT).length
    need(results === (outcome === RESULT ? 1 : 0), CODE, `${id} has ${results} results`)
    const { reason } = end.record.body
    const known = outcome === RESULT || (isReason(reason) && reason !== 'EXHAUSTED')
    need(known, CODE, `${id} was aborted for no reason that the specification knows`)
    ends.push(outcome === RESULT ? RESULT : textOf(reason))
  }
  need(attempts.at(-1)?.outcome === RESULT, CODE, 'this attempt has no result')
  attempts.slice(1).forEach(({ draw_id: id }, i) => checkOrder(draw, id, attempts[i]?.draw_id ?? '', ends[i] ?? ''))
}

/** @param end RESULT, or the reason for which the attempt before was aborted */
function checkOrder(draw: Draw, id: string, before: string, end: string) {
  const found = ordersFor(draw, id, before)
    .filter(({ order }) => order['draw_id'] === id && order['prev'] === before && isReason(order['reason']))
    .at(-1)
  need(found !== undefined, CODE, `no order for attempt ${id}`)
  const reason = textOf(found.order['reason'])
  const fits = end === RESULT ? !reason.startsWith('ABORTED_BY:') : reason !== 'EXHAUSTED'
  need(fits, CODE, `attempt ${id} was ordered for ${reason}, but the one before ended otherwise`)
  // Before the commitments nobody can have known anything; a defect that was found later is no such case.
  const early = reason === RULES_DEFECT && end === RULES_DEFECT
  const agreed = early || draw.hasSignedOrder('agent', found)
  need(agreed, CODE, `attempt ${id} lacks the tenderee's signature`)
}

function ordersFor(draw: Draw, id: string, before: string): Order[] {
  if (id !== draw.drawId) return draw.orders.filter((each) => draw.hasSignedOrder('supervisor', each))
  const { redraw } = draw.rules
  need(redraw !== undefined, CODE, 'the rules of this attempt name no order')
  const found = draw.validOrder(redraw.order)
  const same = found !== undefined && found.order['reason'] === redraw.reason && redraw.prev === before
  need(same, CODE, `no valid order of the rules for attempt ${id}`)
  return [found]
}

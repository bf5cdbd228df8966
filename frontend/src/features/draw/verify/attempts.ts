import type { Order } from './bundle'
import type { Draw } from './draw'
import { need } from './failed'

const CODE = 'E_ATTEMPTS'
const RESULT = 'RESULT'
/** Why an attempt may be ordered anew without the tenderee: before the commitments nobody can have known anything. */
const BEFORE_COMMITMENTS = 'RULES_DEFECT'

/** Check 22: all attempts are there, each with one result or one end, and each but the first was ordered. */
export function checkAttempts(draw: Draw) {
  const { attempts } = draw.bundle
  const complete = attempts.every(({ draw_id }, i) => draw_id === `${draw.tender}/${i + 1}`)
  need(complete && attempts.length === draw.attempt, CODE, 'attempts are not complete from 1')
  for (const { draw_id: id, outcome, index } of attempts) {
    need(outcome === RESULT || outcome === 'ABORT', CODE, `outcome of ${id}`)
    const mine = draw.entries.filter(({ record }) => record.body['draw_id'] === id)
    const shown = mine.some((entry) => entry.index === index && entry.step === outcome)
    need(shown, CODE, `the log does not show how attempt ${id} ended`)
    const results = mine.filter(({ step }) => step === RESULT).length
    need(results === (outcome === RESULT ? 1 : 0), CODE, `${id} has ${results} results`)
  }
  need(attempts.at(-1)?.outcome === RESULT, CODE, 'this attempt has no result')
  attempts.slice(1).forEach(({ draw_id: id }, i) => checkOrder(draw, id, attempts[i]?.draw_id ?? ''))
}

function checkOrder(draw: Draw, id: string, before: string) {
  const found = ordersFor(draw, id, before)
    .filter(({ order }) => order['draw_id'] === id && order['prev'] === before && typeof order['reason'] === 'string')
    .at(-1)
  need(found !== undefined, CODE, `no order for attempt ${id}`)
  const agreed = found.order['reason'] === BEFORE_COMMITMENTS || draw.hasSignedOrder('agent', found)
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

import { formatAmount } from '../../ui/format'
import type { Step } from './replay'

const infix: Record<string, string> = { ADD: '+', SUB: '−', MUL: '×', DIV: '÷', POW: '^' }
const relations: Record<string, string> = { LT: '<', LE: '≤', GT: '>', GE: '≥', EQ: '=' }

/** Long figures are shortened for the eye; the whole one stands in the tooltip. */
export function shownFigure(value: string): string {
  const [whole = '', fraction = ''] = value.split('.')
  return formatAmount(fraction.length > 8 ? `${whole}.${fraction.slice(0, 8)}…` : value)
}

/** The formula of a step with its figures, e.g. `18,255,990.00 × 0.9675`. */
export function formulaOf(step: Step, byId: Map<string, Step>): string {
  const figure = (reference: string | undefined) => {
    if (reference === undefined) return ''
    const named = byId.get(reference)
    if (named === undefined) return shownFigure(reference)
    if (named.op === 'LIST' || named.op === 'SLICE') return listed(named)
    return shownFigure(named.value)
  }
  const listed = (named: Step): string => {
    if (named.op === 'LIST' && named.args.length <= 8) return `{${named.args.map(figure).join(', ')}}`
    return `{${named.value}}`
  }
  const [a, b, c] = step.args
  const sign = infix[step.op]
  if (sign !== undefined) return `${figure(a)} ${sign} ${figure(b)}`
  switch (step.op) {
    case 'ABS':
      return `|${figure(a)}|`
    case 'NEG':
      return `−(${figure(a)})`
    case 'ROUND':
      return figure(a)
    case 'FLOOR':
      return `⌊${figure(a)}⌋`
    case 'CEIL':
      return `⌈${figure(a)}⌉`
    case 'CMP':
      return `${figure(a)} ${relations[step.relation ?? ''] ?? '?'} ${figure(b)}`
    case 'SELECT':
      return `${figure(a)} ≠ 0 ? ${figure(b)} : ${figure(c)}`
    case 'LIST':
      return listed(step)
    case 'INPUT':
      return ''
    default:
      return `${step.op.toLowerCase()}(${step.args.map(figure).join(', ')})`
  }
}

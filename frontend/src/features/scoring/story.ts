import { formatAmount } from '../../ui/format'
import { member, type Json } from './json'
import { stepsOf, type Outcome, type Step } from './replay'

const signs: Record<string, string> = { ADD: '+', SUB: '−', MUL: '×', DIV: '÷' }
const relations: Record<string, string> = { LT: '<', LE: '≤', GT: '>', GE: '≥', EQ: '=' }

/** Long figures are shortened for the eye; the whole one stands in the tooltip. */
export function shownFigure(value: string): string {
  const [whole = '', fraction = ''] = value.split('.')
  return formatAmount(fraction.length > 6 ? `${whole}.${fraction.slice(0, 6)}…` : value)
}

/** One sentence of a story: a figure that has a name, its formula, and the small steps folded into it. */
export interface Line {
  step: Step
  /** What the result calls this figure, e.g. `benchmark` or `deviationRaw`. */
  named: string | undefined
  formula: string
  folded: Step[]
}

class Telling {
  private readonly byId: Map<string, Step>
  private readonly names = new Map<string, string>()

  constructor(result: Json) {
    this.byId = new Map(stepsOf(result).map((s) => [s.id, s]))
    for (const [pointer, id] of Object.entries((member(result, 'derivation', 'outputs') ?? {}) as Record<string, string>)) {
      // The same step can stand at several places; the first name is the most general one.
      if (!this.names.has(id) && !pointer.startsWith('/anomalies') && !pointer.startsWith('/triggers')) this.names.set(id, pointer.split('/').at(-1)!)
    }
  }

  /** A figure that is worth a sentence of its own. */
  private isNamed(step: Step): boolean {
    return step.op !== 'INPUT' && step.op !== 'LIST' && (this.names.has(step.id) || step.op === 'ROUND' || step.op === 'SLICE')
  }

  private figures(step: Step): string[] {
    if (step.op === 'LIST') return step.args.map((a) => this.byId.get(a)?.value ?? a)
    if (step.op !== 'SLICE') return [step.value]
    const [of, low, high] = step.args.map((a) => this.byId.get(a) ?? { value: a })
    const sorted = this.figures(of as Step).sort((a, b) => Number(a) - Number(b))
    return sorted.slice(Number(low?.value), sorted.length - Number(high?.value))
  }

  private listed(step: Step): string {
    const figures = this.figures(step)
    return figures.length > 9 ? `{${figures.length}}` : `{${figures.map(shownFigure).join(', ')}}`
  }

  private expression(reference: string, folded: Step[], inside: string): string {
    const step = this.byId.get(reference)
    if (step === undefined) return shownFigure(reference)
    if (step.op === 'SLICE' || step.op === 'LIST') return this.listed(step)
    if (step.op === 'INPUT' || this.isNamed(step)) return shownFigure(step.value)
    folded.push(step)
    const text = this.formula(step, folded)
    const loose = step.op === 'ADD' || step.op === 'SUB'
    const tight = inside === 'MUL' || inside === 'DIV' || inside === 'SUB'
    return (loose && tight) || (step.op === 'DIV' && inside === 'DIV') ? `(${text})` : text
  }

  private formula(step: Step, folded: Step[]): string {
    const arg = (i: number, inside = step.op) => this.expression(step.args[i] ?? '', folded, inside)
    const sign = signs[step.op]
    if (sign !== undefined) return `${arg(0, step.op === 'SUB' ? 'ADD' : step.op)} ${sign} ${arg(1)}`
    switch (step.op) {
      case 'ROUND':
        return arg(0, '')
      case 'ABS':
        return `|${arg(0, '')}|`
      case 'NEG':
        return `−${arg(0, 'MUL')}`
      case 'FLOOR':
        return `⌊${arg(0, '')}⌋`
      case 'CEIL':
        return `⌈${arg(0, '')}⌉`
      case 'POW':
        return `(${arg(0, '')})^${arg(1, '')}`
      case 'CMP':
        return `${arg(0, 'CMP')} ${relations[step.relation ?? ''] ?? '?'} ${arg(1, 'CMP')}`
      case 'SELECT': {
        // The branch that was taken; the condition is among the folded steps.
        const condition = this.byId.get(step.args[0] ?? '')
        if (condition) folded.push(condition)
        return Number(condition?.value ?? step.args[0]) !== 0 ? arg(1, '') : arg(2, '')
      }
      case 'SLICE':
      case 'LIST':
        return this.listed(step)
      case 'SUM':
      case 'MEAN':
        return this.total(step)
      default:
        return `${step.op.toLowerCase()}(${step.args.map((_, i) => arg(i, '')).join(', ')})`
    }
  }

  /** A sum, and over the number of its members a mean, written out while it is short enough to read. */
  private total(step: Step): string {
    const of = this.byId.get(step.args[0] ?? '')
    const figures = of === undefined ? [] : this.figures(of)
    const sum = figures.length > 9 ? `Σ ${figures.length}` : figures.map(shownFigure).join(' + ')
    return step.op === 'SUM' ? sum : `(${sum}) ÷ ${figures.length}`
  }

  line(step: Step): Line {
    const folded: Step[] = []
    const formula = this.formula(step, folded)
    return { step, named: this.names.get(step.id), formula, folded }
  }

  lines(steps: Step[]): Line[] {
    return steps.filter((s) => this.isNamed(s)).map((s) => this.line(s))
  }

  every(steps: Step[]): Line[] {
    const plain = (step: Step): Line => {
      const figure = (reference: string) => {
        const found = this.byId.get(reference)
        return found === undefined ? shownFigure(reference) : found.op === 'LIST' || found.op === 'SLICE' ? this.listed(found) : shownFigure(found.value)
      }
      const args = step.args.map(figure)
      const sign = signs[step.op] ?? (step.op === 'CMP' ? relations[step.relation ?? ''] : undefined)
      const formula = sign ? args.join(` ${sign} `) : step.op === 'LIST' || step.op === 'SLICE' ? this.listed(step) : `${step.op.toLowerCase()}(${args.join(', ')})`
      return { step, named: this.names.get(step.id), formula, folded: [] }
    }
    return steps.filter((s) => s.op !== 'INPUT').map(plain)
  }
}

/** The steps behind a figure as a person tells them: the named figures, with the small steps folded into their formulas. */
export function tell(result: Json, steps: Step[], everyStep: boolean): Line[] {
  const telling = new Telling(result)
  return everyStep ? telling.every(steps) : telling.lines(steps)
}

/** A sentence agrees when its own step and all steps folded into it do. */
export function outcomeOf(line: Line, steps: Map<string, Outcome>): Outcome | undefined {
  const wrong = [...line.folded, line.step].map((s) => steps.get(s.id)).find((o) => o?.agrees === false)
  return wrong ?? steps.get(line.step.id)
}

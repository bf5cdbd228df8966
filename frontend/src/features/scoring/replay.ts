import { Decimal as DecimalJs } from 'decimal.js'
import { list, member, pointed, text, type Json } from './json'

/**
 * Replays the derivation of a price scoring, step by step, from the method definition and the inputs alone. It shares no
 * code with the server's engine. Sums and products are exact; a division keeps 34 significant digits, half even.
 */
const Exact = DecimalJs.clone({ precision: 1000, rounding: DecimalJs.ROUND_HALF_EVEN, toExpNeg: -9e15, toExpPos: 9e15 })
const Quotient = DecimalJs.clone({ precision: 34, rounding: DecimalJs.ROUND_HALF_EVEN, toExpNeg: -9e15, toExpPos: 9e15 })
const Root = DecimalJs.clone({ precision: 60, rounding: DecimalJs.ROUND_HALF_EVEN, toExpNeg: -9e15, toExpPos: 9e15 })
type Decimal = InstanceType<typeof Exact>

export interface Step {
  id: string
  op: string
  args: string[]
  value: string
  source?: string
  relation?: string
  scale?: number
  mode?: string
  stage?: string
  bid?: string
  textZh: string
  textEn: string
}

export interface Outcome {
  agrees: boolean
  /** What the browser computed; or why it could not. */
  value: string
}

const modes: Record<string, DecimalJs.Rounding> = {
  UP: DecimalJs.ROUND_UP,
  DOWN: DecimalJs.ROUND_DOWN,
  CEILING: DecimalJs.ROUND_CEIL,
  FLOOR: DecimalJs.ROUND_FLOOR,
  HALF_UP: DecimalJs.ROUND_HALF_UP,
  HALF_DOWN: DecimalJs.ROUND_HALF_DOWN,
  HALF_EVEN: DecimalJs.ROUND_HALF_EVEN,
}

interface Value {
  figure: Decimal
  members?: Decimal[]
}

/** Rounds to a scale that may be negative: −3 is thousands. */
function roundTo(value: Decimal, scale: number, mode: string): Decimal {
  const rounding = modes[mode]
  if (rounding === undefined) throw new Error(`rounding mode ${mode}`)
  if (scale >= 0) return new Exact(value.toDecimalPlaces(scale, rounding))
  const unit = new Exact(10).pow(-scale)
  return new Exact(new Exact(value.div(unit)).toDecimalPlaces(0, rounding)).times(unit)
}

function divide(a: Decimal, b: Decimal): Decimal {
  return new Exact(new Quotient(a).div(new Quotient(b)))
}

function holds(a: Decimal, relation: string | undefined, b: Decimal): boolean {
  switch (relation) {
    case 'LT':
      return a.lt(b)
    case 'LE':
      return a.lte(b)
    case 'GT':
      return a.gt(b)
    case 'GE':
      return a.gte(b)
    case 'EQ':
      return a.eq(b)
    default:
      throw new Error(`relation ${relation}`)
  }
}

function sum(members: Decimal[]): Decimal {
  return members.reduce((total, m) => total.plus(m), new Exact(0))
}

/** The greatest decimal of 34 significant digits whose n-th power does not pass the product of the members. */
function geometricMean(members: Decimal[]): Decimal {
  const product = members.reduce((total, m) => total.times(m), new Exact(1))
  const near = new Root(product).pow(new Root(1).div(members.length))
  const unit = new Exact(10).pow(new Exact(near).e - 33)
  let root = new Exact(near.toSignificantDigits(34, DecimalJs.ROUND_DOWN))
  // The last digits of the approximation are not certain: the power decides, exactly.
  while (root.pow(members.length).gt(product)) root = root.minus(unit)
  while (root.plus(unit).pow(members.length).lte(product)) root = root.plus(unit)
  return root
}

function ascending(members: Decimal[]): Decimal[] {
  return [...members].sort((a, b) => a.comparedTo(b))
}

class Replay {
  private readonly values = new Map<string, Value>()

  constructor(
    private readonly method: Json,
    private readonly result: Json,
  ) {}

  run(step: Step): Outcome {
    try {
      const value = this.compute(step)
      this.values.set(step.id, value)
      return { agrees: value.figure.eq(new Exact(step.value)), value: value.figure.toFixed() }
    } catch (cause) {
      return { agrees: false, value: cause instanceof Error ? cause.message : String(cause) }
    }
  }

  private compute(step: Step): Value {
    const args = step.args.map((reference) => this.resolve(reference))
    if (step.op === 'INPUT') return { figure: this.input(step.source ?? '') }
    if (step.op === 'LIST') return { figure: new Exact(args.length), members: args.map((a) => a.figure) }
    if (step.op === 'SLICE') {
      const all = ascending(membersOf(args[0]))
      const kept = all.slice(figureOf(args[1]).toNumber(), Math.max(0, all.length - figureOf(args[2]).toNumber()))
      return { figure: new Exact(kept.length), members: kept }
    }
    return { figure: this.figure(step, args) }
  }

  private figure(step: Step, args: Value[]): Decimal {
    const [a, b, c] = args
    switch (step.op) {
      case 'ADD':
        return figureOf(a).plus(figureOf(b))
      case 'SUB':
        return figureOf(a).minus(figureOf(b))
      case 'MUL':
        return figureOf(a).times(figureOf(b))
      case 'DIV':
        return divide(figureOf(a), figureOf(b))
      case 'ABS':
        return figureOf(a).abs()
      case 'NEG':
        return figureOf(a).negated()
      case 'FLOOR':
        return figureOf(a).floor()
      case 'CEIL':
        return figureOf(a).ceil()
      case 'ROUND':
        return roundTo(figureOf(a), step.scale ?? 0, step.mode ?? '')
      case 'POW':
        return figureOf(a).pow(figureOf(b).toNumber())
      case 'MIN':
      case 'MAX': {
        const sorted = ascending(b === undefined ? membersOf(a) : [figureOf(a), figureOf(b)])
        return figureOf({ figure: sorted.at(step.op === 'MIN' ? 0 : -1)! })
      }
      case 'SUM':
        return sum(membersOf(a))
      case 'MEAN':
        return divide(sum(membersOf(a)), new Exact(membersOf(a).length))
      case 'GEOMEAN':
        return geometricMean(membersOf(a))
      case 'NTH_SORTED':
        return figureOf({ figure: ascending(membersOf(b))[figureOf(a).toNumber() - 1]! })
      case 'CMP':
        return new Exact(holds(figureOf(a), step.relation, figureOf(b)) ? 1 : 0)
      case 'COUNT_IF':
        return new Exact(membersOf(a).filter((m) => holds(m, step.relation, figureOf(b))).length)
      case 'SELECT':
        return figureOf(a).isZero() ? figureOf(c) : figureOf(b)
      default:
        throw new Error(`operation ${step.op}`)
    }
  }

  private resolve(reference: string): Value {
    if (!/^s\d+$/.test(reference)) return { figure: new Exact(reference) }
    const value = this.values.get(reference)
    if (value === undefined) throw new Error(`step ${reference} is not there yet`)
    return value
  }

  private input(source: string): Decimal {
    const [document, pointer = ''] = [source.slice(0, source.indexOf(':')), source.slice(source.indexOf(':') + 1)]
    const found = pointed(document === 'method' ? this.method : this.result, pointer)
    if (typeof found !== 'string' && typeof found !== 'number') throw new Error(`no figure at ${source}`)
    return new Exact(found)
  }
}

function figureOf(value: Value | undefined): Decimal {
  if (value?.figure === undefined) throw new Error('an argument is missing')
  return value.figure
}

function membersOf(value: Value | undefined): Decimal[] {
  if (value?.members === undefined) throw new Error('a list is missing')
  return value.members
}

export function stepsOf(result: Json): Step[] {
  return list(result, 'derivation', 'steps') as Step[]
}

export interface Replayed {
  steps: Map<string, Outcome>
  /** Pointers of figures in the result that are not what their step gives. */
  wrongOutputs: string[]
}

/**
 * Replays every step in order, then holds the figures of the result against them. What a step computed itself, not what is
 * written, enters the steps after it.
 */
export function replay(method: Json, result: Json): Replayed {
  const run = new Replay(method, result)
  const steps = new Map(stepsOf(result).map((step) => [step.id, run.run(step)]))
  const outputs = Object.entries((member(result, 'derivation', 'outputs') ?? {}) as Record<string, string>)
  const wrongOutputs = outputs.filter(([pointer, id]) => !sameFigure(pointed(result, pointer), steps.get(id)?.value)).map(([pointer]) => pointer)
  return { steps, wrongOutputs }
}

function sameFigure(shown: Json, computed: string | undefined): boolean {
  if ((typeof shown !== 'string' && typeof shown !== 'number') || computed === undefined) return false
  try {
    return new Exact(shown).eq(computed)
  } catch {
    return false
  }
}

/** The steps behind one figure, in order: its own step and whatever it draws upon. */
export function lineage(result: Json, output: string): Step[] {
  const steps = stepsOf(result)
  const byId = new Map(steps.map((s) => [s.id, s]))
  const wanted = new Set<string>()
  const queue = [text(result, 'derivation', 'outputs', output) ?? '']
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (wanted.has(id)) continue
    const step = byId.get(id)
    if (step === undefined) continue
    wanted.add(id)
    queue.push(...step.args)
  }
  return steps.filter((s) => wanted.has(s.id))
}

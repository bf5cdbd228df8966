import { describe, expect, it } from 'vitest'
import { lineage, replay, type Step } from './replay'

const method = { fullMarks: '60', score: { pointsPerStepHigh: '1.0', pointsPerStepLow: '0.5' } }
const prices = ['9680', '9450', '9820', '9300', '9555', '9710', '9100']

function step(id: number, op: string, args: (number | string)[], value: string, extra: Partial<Step> = {}): Step {
  const names = args.map((a) => (typeof a === 'number' ? `s${a}` : a))
  return { id: `s${id}`, op, args: names, value, textZh: op, textEn: op, ...extra }
}

/** Worked example F2-a of the scoring methods: B = 9539.00, the first bid 58.52, the second 59.53. */
function workedExample() {
  const inputs = prices.map((price, i) => step(i + 1, 'INPUT', [], price, { source: `result:/inputs/${i}/price` }))
  const steps = [
    ...inputs,
    step(8, 'LIST', [1, 2, 3, 4, 5, 6, 7], '7'),
    step(9, 'SLICE', [8, '1', '1'], '5'),
    step(10, 'MEAN', [9], '9539'),
    step(11, 'ROUND', [10], '9539.00', { scale: 2, mode: 'HALF_UP', stage: 'BENCHMARK' }),
    step(12, 'SUB', [1, 11], '141'),
    step(13, 'DIV', [12, 11], '0.01478142362931125904182828388720'.concat('0')),
    step(14, 'MUL', [13, '100'], '1.4781423629311259'),
    step(15, 'INPUT', [], '60', { source: 'method:/fullMarks' }),
    step(16, 'INPUT', [], '1.0', { source: 'method:/score/pointsPerStepHigh' }),
    step(17, 'MUL', [14, 16], '1'),
    step(18, 'SUB', [15, 17], '58'),
    step(19, 'ROUND', [18], '58.52', { scale: 2, mode: 'HALF_UP', stage: 'SCORE' }),
  ]
  return { inputs: prices.map((price) => ({ price })), derivation: { steps, outputs: { '/rows/0/score': 's19', '/benchmark': 's11' } } }
}

function alone(op: string, args: string[], value: string, extra: Partial<Step> = {}) {
  return replay({}, { derivation: { steps: [step(1, op, args, value, extra)] } }).steps.get('s1')!
}

function onList(members: string[], last: Step) {
  const steps = [step(1, 'LIST', members, String(members.length)), last]
  return replay({}, { derivation: { steps } }).steps.get(last.id)!
}

describe('the replay', () => {
  it('reaches the score of the worked example from prices and method alone', () => {
    const outcomes = replay(method, workedExample()).steps
    expect(outcomes.get('s11')).toEqual({ agrees: true, value: '9539' })
    expect(outcomes.get('s19')).toEqual({ agrees: true, value: '58.52' })
  })

  it('carries its own figures on, so a falsified step is found and does not spread', () => {
    const outcomes = replay(method, workedExample()).steps
    expect(outcomes.get('s17')?.agrees).toBe(false)
    expect(outcomes.get('s18')?.agrees).toBe(false)
    expect(outcomes.get('s19')?.agrees).toBe(true)
  })

  it('finds a tampered input', () => {
    const result = workedExample()
    result.inputs[0]!.price = '9681'
    const outcomes = replay(method, result).steps
    expect(outcomes.get('s1')?.agrees).toBe(false)
    expect(outcomes.get('s19')?.agrees).toBe(false)
  })

  it('holds the figures of the result against their steps', () => {
    const result = { ...workedExample(), benchmark: '9539.00', rows: [{ score: '58.53' }] }
    expect(replay(method, result).wrongOutputs).toEqual(['/rows/0/score'])
  })

  it('divides with 34 significant digits, half even', () => {
    expect(alone('DIV', ['1', '3'], '0.3333333333333333333333333333333333')).toMatchObject({ agrees: true })
    expect(alone('DIV', ['2', '3'], '0.6666666666666666666666666666666667')).toMatchObject({ agrees: true })
  })

  it('multiplies exactly', () => {
    const value = '1000000000000000000000000000000000000.00000000000000000000001'
    expect(alone('MUL', [value, '10'], '10000000000000000000000000000000000000.0000000000000000000001').agrees).toBe(true)
  })

  it.each([
    ['HALF_UP', 2, '59.715', '59.72'],
    ['HALF_EVEN', 2, '59.725', '59.72'],
    ['HALF_DOWN', 2, '59.725', '59.72'],
    ['DOWN', 2, '-1.999', '-1.99'],
    ['FLOOR', 2, '-1.991', '-2.00'],
    ['CEILING', 0, '2.0004', '3'],
    ['HALF_UP', -3, '17662670.33', '17663000'],
  ])('rounds by %s to scale %d', (mode, scale, from, to) => {
    expect(alone('ROUND', [from], to, { mode, scale })).toMatchObject({ agrees: true })
  })

  it('counts, sorts, compares and selects', () => {
    const members = ['3', '1', '2', '2']
    expect(onList(members, step(2, 'NTH_SORTED', ['2', 1], '2')).agrees).toBe(true)
    expect(onList(members, step(2, 'MIN', [1], '1')).agrees).toBe(true)
    expect(onList(members, step(2, 'MAX', [1], '3')).agrees).toBe(true)
    expect(onList(members, step(2, 'SUM', [1], '8')).agrees).toBe(true)
    expect(onList(members, step(2, 'COUNT_IF', [1, '2'], '2', { relation: 'EQ' })).agrees).toBe(true)
    expect(alone('CMP', ['2.00', '2'], '1', { relation: 'LE' }).agrees).toBe(true)
    expect(alone('SELECT', ['0', '5', '7'], '7').agrees).toBe(true)
  })

  it('takes the geometric mean cut to 34 digits', () => {
    expect(onList(['4', '9'], step(2, 'GEOMEAN', [1], '6')).agrees).toBe(true)
    expect(onList(['3', '9', '1'], step(2, 'GEOMEAN', [1], '3')).agrees).toBe(true)
    expect(onList(['1', '2'], step(2, 'GEOMEAN', [1], '1.414213562373095048801688724209698')).agrees).toBe(true)
  })

  it('says so when it cannot follow', () => {
    expect(alone('GUESS', [], '1')).toEqual({ agrees: false, value: 'operation GUESS' })
    expect(alone('ADD', ['s9', '1'], '1').agrees).toBe(false)
  })

  it('shows the steps behind one figure only', () => {
    const benchmark = lineage(workedExample(), '/benchmark').map((s) => s.id)
    expect(benchmark).toContain('s9')
    expect(benchmark).not.toContain('s15')
  })
})

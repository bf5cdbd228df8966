import { describe, expect, it } from 'vitest'
import { lineage, type Step } from './replay'
import { shownFigure, tell } from './story'

function step(id: number, op: string, args: string[], value: string, extra: Partial<Step> = {}): Step {
  return { id: `s${id}`, op, args, value, textZh: op, textEn: op, ...extra }
}

/** Worked example of the composite benchmark: A = 9550, L = 10000, w = 0.3, K = 2 %. */
const result = {
  derivation: {
    steps: [
      step(1, 'INPUT', [], '9550'),
      step(2, 'INPUT', [], '10000'),
      step(3, 'INPUT', [], '0.3'),
      step(4, 'SUB', ['1', 's3'], '0.7'),
      step(5, 'MUL', ['s1', 's4'], '6685'),
      step(6, 'MUL', ['s2', 's3'], '3000'),
      step(7, 'ADD', ['s5', 's6'], '9685'),
      step(8, 'INPUT', [], '0.02'),
      step(9, 'SUB', ['1', 's8'], '0.98'),
      step(10, 'MUL', ['s7', 's9'], '9491.3'),
      step(11, 'ROUND', ['s10'], '9491.30', { scale: 2, mode: 'HALF_UP' }),
    ],
    outputs: { '/benchmarkRaw': 's10', '/benchmark': 's11' },
  },
}

describe('the story of a figure', () => {
  it('folds small steps into the formula of the named figure', () => {
    const lines = tell(result, lineage(result, '/benchmark'), false)
    expect(lines.map((l) => [l.named, l.formula, l.step.value])).toEqual([
      ['benchmarkRaw', '(9,550 × (1 − 0.3) + 10,000 × 0.3) × (1 − 0.02)', '9491.3'],
      ['benchmark', '9,491.3', '9491.30'],
    ])
    expect(lines[0]!.folded.map((s) => s.id).sort()).toEqual(['s4', 's5', 's6', 's7', 's9'])
  })

  it('can show every operation instead', () => {
    expect(tell(result, lineage(result, '/benchmark'), true)).toHaveLength(7)
  })

  it('shortens what is too long to read', () => {
    expect(shownFigure('0.5475931418827350774')).toBe('0.547593…')
    expect(shownFigure('17617030.35')).toBe('17,617,030.35')
  })
})

import type { PriceScores } from '../../api/types'
import { list, member, text, type Json } from './json'

/** One bid of a scoring result, as the ladder and the table show it. Figures are decimal strings as the engine wrote them. */
export interface ScoredBid {
  key: string
  index: number
  name: string
  price: string | undefined
  reviewPrice: string | undefined
  deviation: string | undefined
  score: string | undefined
  rank: number | undefined
  dropped: boolean
}

export interface Remark {
  title: string
  ruleId: string | undefined
  citation: string | undefined
  textZh: string
  textEn: string
  bid: string | undefined
}

export interface ScoringView {
  state: string
  stateZh: string | undefined
  stateEn: string | undefined
  methodName: string
  methodNameEn: string | undefined
  methodVersion: string
  family: string
  fullMarks: string | undefined
  benchmark: string | undefined
  ceiling: string | undefined
  validCount: number
  bids: ScoredBid[]
  remarks: Remark[]
  explanationZh: string[]
  explanationEn: string[]
  citations: string[]
  resultDigest: string | undefined
}

function remarksOf(result: Json): Remark[] {
  const anomalies = list(result, 'anomalies').map((a) => ({
    title: text(a, 'kind') ?? '',
    ruleId: text(a, 'ruleId'),
    citation: text(a, 'citation'),
    textZh: text(a, 'textZh') ?? '',
    textEn: text(a, 'textEn') ?? '',
    bid: text(a, 'bid'),
  }))
  const fired = list(result, 'triggers')
    .filter((f) => text(f, 'outcome') === 'FIRED')
    .map((f) => ({
      title: text(f, 'trigger') ?? '',
      ruleId: 'V08',
      citation: undefined,
      textZh: text(f, 'reasonZh') ?? text(f, 'trigger') ?? '',
      textEn: text(f, 'reasonEn') ?? text(f, 'trigger') ?? '',
      bid: text(f, 'bid'),
    }))
  return [...anomalies, ...fired]
}

/** What the screens need of a result record of the scoring engine (`gongping.result/1`). */
export function viewOf(scores: PriceScores): ScoringView {
  const { method, result } = scores as { method: Json; result: Json }
  const dropped = new Set(list(result, 'dropped').map((d) => text(d, 'bid')))
  const bids = list(result, 'rows').map((row, index) => {
    const key = text(row, 'bid') ?? ''
    return {
      key,
      index,
      name: scores.bidders[key] ?? key,
      price: text(row, 'price'),
      reviewPrice: text(row, 'reviewPrice'),
      deviation: text(row, 'deviation') ?? text(row, 'deviationRaw'),
      score: text(row, 'score'),
      rank: Number(text(row, 'rank')) || undefined,
      dropped: dropped.has(key),
    }
  })
  return {
    state: text(result, 'state') ?? 'COMPUTED',
    stateZh: text(result, 'stateReason', 'zh'),
    stateEn: text(result, 'stateReason', 'en'),
    methodName: text(method, 'nameZh') ?? text(method, 'methodId') ?? '',
    methodNameEn: text(method, 'nameEn'),
    methodVersion: text(method, 'version') ?? '',
    family: text(method, 'family') ?? '',
    fullMarks: text(method, 'fullMarks'),
    benchmark: text(result, 'benchmark'),
    ceiling: scores.ceilingPrice,
    validCount: Number(text(result, 'validCount')) || bids.length,
    bids: [...bids].sort((a, b) => Number(a.price ?? 0) - Number(b.price ?? 0)),
    remarks: remarksOf(result),
    explanationZh: list(result, 'explanationZh').map(String),
    explanationEn: list(result, 'explanationEn').map(String),
    citations: list(method, 'citations').map((c) => [text(c, 'title'), text(c, 'article')].filter(Boolean).join(' ')),
    resultDigest: text(member(result), 'resultDigest'),
  }
}

/** A deviation in percent with its sign, shortened for reading; the exact figure is in the derivation. */
export function shownDeviation(deviation: string | undefined): string {
  if (deviation === undefined) return '—'
  const value = Number(deviation)
  if (value === 0) return '0.00%'
  return `${value > 0 ? '+' : '−'}${Math.abs(value).toFixed(2)}%`
}

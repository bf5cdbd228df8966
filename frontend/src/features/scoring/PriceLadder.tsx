import type { ReactNode } from 'react'
import { formatYuan } from '../../ui/format'
import { shownDeviation, type ScoredBid, type ScoringView } from './result'
import { useScoring } from './strings'

interface Scale {
  at: (value: string) => number
  ticks: { at: number; label: string }[]
  /** Ticks in yuan, or in units of ten thousand where prices are that large. */
  unit: 'ladder.yuan' | 'ladder.unit'
}

/** Places prices between 4 % and 96 % of the width. Positions are drawing only: figures are never computed here. */
function scaleOf(view: ScoringView): Scale {
  const values = [view.benchmark, view.ceiling, ...view.bids.map((b) => b.price)].flatMap((v) => (v === undefined ? [] : [Number(v)]))
  const low = Math.min(...values)
  const high = Math.max(...values)
  const span = high - low || high || 1
  const position = (v: number) => 14 + ((v - low) / span) * 70
  const rough = span / 5
  const power = 10 ** Math.floor(Math.log10(rough))
  const stepSize = [1, 2, 2.5, 5, 10].map((m) => m * power).find((s) => s >= rough) ?? rough
  const ticks: Scale['ticks'] = []
  const large = high >= 100_000
  for (let v = Math.ceil((low - span * 0.1) / stepSize) * stepSize; v <= high + span * 0.12; v += stepSize) {
    const shown = large ? v / 10_000 : v
    ticks.push({ at: position(v), label: shown.toLocaleString('en-US', { maximumFractionDigits: 2 }) })
  }
  return { at: (v) => position(Number(v)), ticks, unit: large ? 'ladder.unit' : 'ladder.yuan' }
}

function Lines({ view, scale }: { view: ScoringView; scale: Scale }) {
  const benchmark = view.benchmark === undefined ? undefined : scale.at(view.benchmark)
  const ceiling = view.ceiling === undefined ? undefined : scale.at(view.ceiling)
  return (
    <>
      {scale.ticks.map((tick) => (
        <line key={tick.label} x1={`${tick.at}%`} x2={`${tick.at}%`} y1="0" y2="100%" className="ladder-grid" />
      ))}
      {benchmark !== undefined && ceiling !== undefined && ceiling > benchmark && (
        <rect x={`${benchmark}%`} width={`${ceiling - benchmark}%`} y="0" height="100%" className="ladder-zone" />
      )}
      {ceiling !== undefined && <line x1={`${ceiling}%`} x2={`${ceiling}%`} y1="0" y2="100%" className="ladder-ceiling" />}
      {benchmark !== undefined && <line x1={`${benchmark}%`} x2={`${benchmark}%`} y1="0" y2="100%" className="ladder-benchmark" />}
    </>
  )
}

function Rung({ view, bid, scale, chosen }: { view: ScoringView; bid: ScoredBid; scale: Scale; chosen: boolean }) {
  if (bid.price === undefined) return null
  const x = scale.at(bid.price)
  const from = view.benchmark === undefined ? x : scale.at(view.benchmark)
  const left = x < from
  return (
    <svg className="ladder-rung" width="100%" height="33" aria-hidden="true">
      <Lines view={view} scale={scale} />
      <line x1={`${from}%`} x2={`${x}%`} y1="16" y2="16" className={chosen ? 'ladder-bar chosen' : 'ladder-bar'} />
      <circle cx={`${x}%`} cy="16" r={chosen ? 6 : 5} className={chosen ? 'ladder-dot chosen' : 'ladder-dot'} />
      <text x={`${x}%`} dx={left ? -12 : 12} y="20.5" textAnchor={left ? 'end' : 'start'} className={chosen ? 'ladder-price chosen' : 'ladder-price'}>
        {formatYuan(bid.price)}
      </text>
    </svg>
  )
}

function Heads({ view, scale }: { view: ScoringView; scale: Scale }) {
  const t = useScoring()
  const benchmark = view.benchmark === undefined ? undefined : scale.at(view.benchmark)
  const ceiling = view.ceiling === undefined ? undefined : scale.at(view.ceiling)
  const close = benchmark !== undefined && ceiling !== undefined && Math.abs(ceiling - benchmark) < 46
  const label = view.family === 'F1' ? t('ladder.lowest') : t('ladder.benchmark')
  return (
    <svg width="100%" height={close ? 38 : 24} aria-hidden="true" className="ladder-heads">
      {benchmark !== undefined && (
        <>
          <text x={`${benchmark}%`} y="14" textAnchor={benchmark < 24 ? 'start' : 'middle'} dx={benchmark < 24 ? -8 : 0} className="ladder-benchmark-label">
            {label} {formatYuan(view.benchmark)}
          </text>
          <line x1={`${benchmark}%`} x2={`${benchmark}%`} y1="19" y2="100%" className="ladder-benchmark" />
        </>
      )}
      {ceiling !== undefined && (
        <>
          <text x={`${ceiling}%`} y={close ? 32 : 14} textAnchor="end" dx="4" className="ladder-ceiling-label">
            {t('ladder.ceiling')} {formatYuan(view.ceiling)}
          </text>
          <line x1={`${ceiling}%`} x2={`${ceiling}%`} y1={close ? 36 : 19} y2="100%" className="ladder-ceiling" />
        </>
      )}
    </svg>
  )
}

interface PriceLadderProps {
  view: ScoringView
  chosen: string | undefined
  onChoose: (key: string) => void
}

/** Prices against benchmark and ceiling. It is a table, so that a screen reader reads it row by row. */
export function PriceLadder({ view, chosen, onChoose }: PriceLadderProps) {
  const t = useScoring()
  const scale = scaleOf(view)
  const shown = chosen ?? view.bids.find((b) => b.rank === 1)?.key
  const third: [string, (bid: ScoredBid) => ReactNode] =
    view.family === 'F1'
      ? [t('ladder.ratio'), (bid) => formatYuan(bid.reviewPrice)]
      : [t('ladder.deviation'), (bid) => <span title={bid.deviation}>{shownDeviation(bid.deviation)}</span>]
  return (
    <div className="scroll-x" tabIndex={0} role="group" aria-label={t('ladder.aria', { n: view.bids.length })}>
      <table className="ladder">
        <thead>
          <tr>
            <th scope="col">
              <span className="vh">{t('ladder.bidder')}</span>
            </th>
            <th scope="col" className="ladder-plot">
              <span className="vh">{t('ladder.price')}</span>
              <Heads view={view} scale={scale} />
            </th>
            <th scope="col" className="num">
              {third[0]}
            </th>
            <th scope="col" className="num">
              {view.fullMarks ? t('ladder.scoreOf', { full: view.fullMarks }) : t('ladder.score')}
            </th>
          </tr>
        </thead>
        <tbody>
          {view.bids.map((bid) => (
            <tr key={bid.key} className={shown === bid.key ? 'chosen' : ''}>
              <th scope="row" title={bid.name}>
                <span className="ladder-name">{bid.name}</span>
              </th>
              <td className="ladder-plot">
                <span className="vh">{formatYuan(bid.price)}</span>
                <Rung view={view} bid={bid} scale={scale} chosen={shown === bid.key} />
              </td>
              <td className="num muted">{third[1](bid)}</td>
              <td className="num">
                {bid.score === undefined ? (
                  '—'
                ) : (
                  <button type="button" className="score-button" onClick={() => onChoose(bid.key)} title={t('ladder.how')} aria-label={`${bid.name} ${t('ladder.score')} ${bid.score}，${t('ladder.how')}`}>
                    {bid.score}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot aria-hidden="true">
          <tr>
            <td className="num faint s12">{t(scale.unit)}</td>
            <td className="ladder-plot">
              <svg width="100%" height="22">
                {scale.ticks.map((tick) => (
                  <text key={tick.label} x={`${tick.at}%`} y="15" textAnchor="middle" className="ladder-tick">
                    {tick.label}
                  </text>
                ))}
              </svg>
            </td>
            <td colSpan={2} />
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

/** The same figures as a plain table. */
export function PriceTable({ view, onChoose }: { view: ScoringView; onChoose: (key: string) => void }) {
  const t = useScoring()
  return (
    <div className="scroll-x">
      <table className="t">
        <thead>
          <tr>
            <th scope="col">{t('ladder.bidder')}</th>
            <th scope="col" className="num">{t('ladder.price')}</th>
            <th scope="col" className="num">{t('ladder.reviewPrice')}</th>
            <th scope="col" className="num">{t('ladder.deviation')}</th>
            <th scope="col" className="num">{t('ladder.score')}</th>
          </tr>
        </thead>
        <tbody>
          {view.bids.map((bid) => (
            <tr key={bid.key}>
              <th scope="row">
                {bid.name}
                {bid.dropped && <span className="s12 faint">（{t('ladder.dropped')}）</span>}
              </th>
              <td className="num">{formatYuan(bid.price)}</td>
              <td className="num">{formatYuan(bid.reviewPrice)}</td>
              <td className="num" title={bid.deviation}>{shownDeviation(bid.deviation)}</td>
              <td className="num b">
                <button type="button" className="score-button" onClick={() => onChoose(bid.key)}>
                  {bid.score ?? '—'}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

import { Button, Slider } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { useReducedMotion } from '../../../theme/motion'
import { Icon } from '../../../ui/Icon'
import { codesOf, framesOf, walked, type Ranking, type Row } from '../ranking'
import { useDrawStrings } from '../strings'

const HEAD = 14
const ROW = 32
const FRAME_MS = 900

/** What is known of a row at a moment of the replay. */
function shown(row: Row, frame: number, seats: number): Row['outcome'] | undefined {
  // Frame 0: the sealed list. 1: keys and order. Then one place after the other; last, the rest are alternates.
  if (frame < 2) return undefined
  return row.rank <= frame - 1 || frame - 2 >= seats ? row.outcome : undefined
}

function Lines({ rows, places, frame, total }: { rows: Row[]; places: Map<string, number>; frame: number; total: number }) {
  const height = rows.length * ROW
  return (
    <svg className={frame > 0 ? 'draw-lines on' : 'draw-lines'} viewBox={`0 0 200 ${height}`} height={height} preserveAspectRatio="none" aria-hidden="true">
      {rows.map((row, i) => {
        const [from, to] = [(places.get(row.leaf) ?? 0) * ROW + ROW / 2, i * ROW + ROW / 2]
        const outcome = shown(row, frame, total)
        const look = outcome === 'SELECTED' ? 'chosen' : outcome === 'ALREADY' || outcome === 'EMPLOYER_CAP' ? 'skipped' : ''
        return <path key={row.leaf} className={look} d={`M0 ${from}C100 ${from} 100 ${to} 200 ${to}`} />
      })}
    </svg>
  )
}

function Place({ row, code, outcome, hasKeys, name }: { row: Row; code: string; outcome: Row['outcome'] | undefined; hasKeys: boolean; name: (outcome: Row['outcome']) => string }) {
  return (
    <li className={outcome?.toLowerCase()}>
      <b className="no">{hasKeys ? row.rank : ''}</b>
      <span className="code">{hasKeys ? code : ''}</span>
      <span className="mono key" title={hasKeys ? row.key : undefined}>
        {hasKeys ? `${row.key.slice(0, 8)}…` : ''}
      </span>
      <span className="says">
        {outcome !== undefined && (
          <>
            {outcome !== 'ALTERNATE' && <Icon name={outcome === 'SELECTED' ? 'check' : 'right'} small />}
            {name(outcome)}
          </>
        )}
      </span>
    </li>
  )
}

interface Replay {
  frame: number
  last: number
  playing: boolean
  set: (frame: number) => void
  toggle: () => void
}

/** One frame after the other, at the pace of the eye; without motion only when asked. */
function useReplay(last: number, still: boolean): Replay {
  const [frame, setFrame] = useState(still ? last : 0)
  const [playing, setPlaying] = useState(!still)
  const running = playing && frame < last
  useEffect(() => {
    if (!running) return undefined
    const timer = setTimeout(() => setFrame((now) => now + 1), FRAME_MS)
    return () => clearTimeout(timer)
  }, [running, frame])
  const set = (next: number) => {
    setPlaying(false)
    setFrame(Math.min(last, Math.max(0, next)))
  }
  const toggle = () => {
    if (!running && frame >= last) setFrame(0)
    setPlaying(!running)
  }
  return { frame, last, playing: running, set, toggle }
}

function Controls({ replay, says }: { replay: Replay; says: string }) {
  const t = useDrawStrings()
  return (
    <div className="draw-replay no-print">
      <Button size="small" aria-label={t('replay.back')} disabled={replay.frame === 0} icon={<Icon name="left" small />} onClick={() => replay.set(replay.frame - 1)} />
      <Button size="small" onClick={replay.toggle}>
        {t(replay.playing ? 'replay.pause' : replay.frame >= replay.last ? 'replay.again' : 'replay.play')}
      </Button>
      <Button size="small" aria-label={t('replay.forward')} disabled={replay.frame >= replay.last} icon={<Icon name="right" small />} onClick={() => replay.set(replay.frame + 1)} />
      <Slider
        className="grow"
        min={0}
        max={replay.last}
        value={replay.frame}
        onChange={replay.set}
        tooltip={{ open: false }}
        ariaLabelForHandle={t('replay.position')}
        ariaValueTextFormatterForHandle={() => says}
      />
      <span className="s13 muted draw-frame" role="status">
        {says}
      </span>
    </div>
  )
}

/**
 * The ranking of one stratum as it comes about: the sealed list in the order of its fingerprints, each with its key under the
 * seed, in the order of the keys, and then place after place who is chosen. Every figure is computed in this browser.
 */
function OneRanking({ ranking, codes }: { ranking: Ranking; codes: Map<string, string> }) {
  const t = useDrawStrings()
  const still = useReducedMotion()
  const until = walked(ranking.rows)
  const rows = ranking.rows.slice(0, Math.max(HEAD, Math.min(until + 2, 40)))
  const replay = useReplay(framesOf(ranking) - 1, still)
  const places = useMemo(() => new Map([...rows].sort((a, b) => (a.leaf < b.leaf ? -1 : 1)).map(({ leaf }, i) => [leaf, i])), [rows])
  const byLeaf = [...rows].sort((a, b) => (places.get(a.leaf) ?? 0) - (places.get(b.leaf) ?? 0))
  const { frame } = replay
  const at = ranking.rows[frame - 2]
  const says =
    frame === 0
      ? t('frame.list', { n: ranking.total })
      : frame === 1
        ? t('frame.keys')
        : frame - 2 < until && at !== undefined
          ? t(`frame.${at.outcome}`, { rank: at.rank, code: codes.get(at.pid) ?? '—' })
          : t('frame.rest', { n: ranking.seats })
  return (
    <>
      <div className="draw-ranking">
        <div className="hd3">
          <h3>{t('rank.byLeaf')}</h3>
          <ol className="leaves" aria-label={t('rank.byLeaf')}>
            {byLeaf.map((row) => (
              <li key={row.leaf} className="mono" title={row.leaf}>
                {row.leaf.slice(0, 8)}…
              </li>
            ))}
          </ol>
        </div>
        <Lines rows={rows} places={places} frame={frame} total={until} />
        <div className="hd3">
          <h3>
            {t('rank.byKey')}
            <small>{t('rank.head', { n: rows.length, total: ranking.total })}</small>
          </h3>
          <ol className="places" aria-label={t('rank.byKey')}>
            {rows.map((row) => (
              <Place
                key={row.leaf}
                row={row}
                code={codes.get(row.pid) ?? '—'}
                outcome={shown(row, frame, until)}
                hasKeys={frame > 0}
                name={(outcome) => t(`outcome.${outcome}`)}
              />
            ))}
          </ol>
        </div>
      </div>
      <Controls replay={replay} says={says} />
    </>
  )
}

/** All strata, one at a time. */
export function RankingView({ rankings }: { rankings: Ranking[] }) {
  const t = useDrawStrings()
  const [chosen, setChosen] = useState(0)
  const codes = useMemo(() => codesOf(rankings.flatMap(({ rows }) => rows.map(({ pid }) => pid))), [rankings])
  const ranking = rankings[chosen] ?? rankings[0]
  if (ranking === undefined) return null
  return (
    <>
      <div className="draw-tabs no-print" role="group" aria-label={t('rank.strata')}>
        {rankings.map(({ stratum, total }, i) => (
          <button key={stratum} type="button" className={i === chosen ? 'tag blue strong' : 'tag'} aria-pressed={i === chosen} onClick={() => setChosen(i)}>
            {stratum} {total}
          </button>
        ))}
      </div>
      <OneRanking key={ranking.stratum} ranking={ranking} codes={codes} />
    </>
  )
}

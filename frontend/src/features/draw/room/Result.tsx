import { Button } from 'antd'
import { useMemo } from 'react'
import { Icon } from '../../../ui/Icon'
import { Panel } from '../../../ui/Panel'
import type { Board } from '../../draw-calling/queries'
import { codesOf } from '../ranking'
import { useDrawStrings } from '../strings'
import { useRecompute, type Recomputed } from '../useRecompute'
import type { StratumResult } from '../verify/bundle'
import { Checks } from './Checks'
import { Committee } from './Committee'
import { RankingView } from './RankingView'
import { Venues } from './Venues'

interface ResultProps {
  result: StratumResult[]
  load: () => Promise<Uint8Array>
  /** The calls for these seats, as the server tells of them. */
  board: Board | undefined
}

/** Who was drawn, by code alone; each row can be compared with the transcript. */
function Codes({ result }: { result: StratumResult[] }) {
  const t = useDrawStrings()
  const codes = useMemo(() => codesOf(result.flatMap(({ selected, alternates }) => [...selected.map(({ pid }) => pid), ...alternates])), [result])
  return (
    <div className="scroll-x">
      <table className="t">
        <thead>
          <tr>
            <th scope="col">{t('result.stratum')}</th>
            <th scope="col">{t('result.code')}</th>
            <th scope="col">{t('result.pid')}</th>
            <th scope="col">{t('result.key')}</th>
            <th scope="col" className="num">
              {t('result.alternates')}
            </th>
          </tr>
        </thead>
        <tbody>
          {result.flatMap(({ stratum, selected, alternates, ...rest }) =>
            selected.map(({ pid, key }, i) => (
              <tr key={`${stratum} ${pid}`}>
                {i === 0 && (
                  <th scope="rowgroup" rowSpan={selected.length}>
                    {stratum}
                  </th>
                )}
                <td className="b">{codes.get(pid)}</td>
                <td className="mono">{pid}</td>
                <td className="mono">{key.slice(0, 16)}…</td>
                {i === 0 && (
                  <td rowSpan={selected.length} className="num">
                    {'alternateCount' in rest ? Number(rest.alternateCount) : alternates.length}
                  </td>
                )}
              </tr>
            )),
          )}
        </tbody>
      </table>
    </div>
  )
}

/** The result by code, its recomputation in this browser with the ranking as it comes about, and the committee of it. */
export function Result({ result, load, board }: ResultProps) {
  const { found, run } = useRecompute(load)
  const { places } = found
  return (
    <>
      <Ranked result={result} found={found} run={() => void run()} />
      {/* Once the transcript was recomputed, it is what counts, and the board is held against it. */}
      <Committee result={result} replacements={places?.replacements ?? board?.replacements.filter(({ ended }) => ended) ?? []} {...(places !== undefined && board !== undefined && { board: board.seats })} />
      {places?.venue !== undefined && places.rules !== undefined && <Venues result={places.venue} rules={places.rules} />}
    </>
  )
}

function Ranked({ result, found, run }: { result: StratumResult[]; found: Recomputed; run: () => void }) {
  const t = useDrawStrings()
  return (
    <Panel
      flush
      title={t('result.title')}
      actions={
        <Button className="no-print" type={found.state === 'idle' ? 'primary' : 'default'} size="small" loading={found.state === 'running'} icon={<Icon name="shield" small />} onClick={run}>
          {t('verify.run')}
        </Button>
      }
    >
      {found.rankings === undefined ? <Codes result={result} /> : <RankingView rankings={found.rankings} />}
      {found.rankings !== undefined && (
        <details className="draw-codes">
          <summary>{t('result.asTable')}</summary>
          <Codes result={result} />
        </details>
      )}
      <div className="print-only">
        <Codes result={result} />
      </div>
      <Checks found={found} />
      {found.state === 'idle' && <p className="s13 muted draw-none">{t('verify.hint')}</p>}
    </Panel>
  )
}

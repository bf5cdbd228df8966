import { Button } from 'antd'
import { useMemo } from 'react'
import { Icon } from '../../../ui/Icon'
import { Panel } from '../../../ui/Panel'
import { codesOf } from '../ranking'
import { useDrawStrings } from '../strings'
import { useRecompute } from '../useRecompute'
import type { StratumResult } from '../verify/bundle'
import { Checks } from './Checks'
import { RankingView } from './RankingView'

interface ResultProps {
  result: StratumResult[]
  load: () => Promise<Uint8Array>
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

/** The result by code, and its recomputation in this browser with the ranking as it comes about. */
export function Result({ result, load }: ResultProps) {
  const t = useDrawStrings()
  const { found, run } = useRecompute(load)
  return (
    <Panel
      flush
      title={t('result.title')}
      actions={
        <Button className="no-print" type={found.state === 'idle' ? 'primary' : 'default'} size="small" loading={found.state === 'running'} icon={<Icon name="shield" small />} onClick={() => void run()}>
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

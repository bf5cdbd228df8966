import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client'
import type { DrawFairness } from '../../api/types'
import { PageHead } from '../../shell/PageHead'
import { Loaded } from '../../ui/Loaded'
import { Panel } from '../../ui/Panel'
import { VerdictList } from '../../ui/VerdictList'
import { MonthsChart, WorkloadChart } from './Charts'
import { useFairness } from './strings'
import { BidderTable, PairTable, UseTable } from './Tables'
import './draw-fairness.css'

const periods = [3, 6, 12, 24, 36]

function Figures({ found }: { found: DrawFairness }) {
  const t = useFairness()
  const refusals = found.declined + found.unanswered
  const percent = found.calls === 0 ? '0' : ((100 * refusals) / found.calls).toFixed(1)
  const figures: [string, string][] = [
    [t('figure.experts'), String(found.experts)],
    [t('figure.served'), String(found.served)],
    [t('figure.calls'), String(found.calls)],
    [t('figure.refusals'), `${refusals} · ${percent} %`],
    [t('figure.top'), `${(100 * Number(found.topTenthShare)).toFixed(1)} %`],
  ]
  return (
    <dl className="fair-figures">
      {figures.map(([label, value]) => (
        <div key={label} className="card">
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Why nobody is listed as refusing: nobody was called, nobody refused, or nobody was called often enough to be judged. */
function noRefusers({ calls, declined, unanswered }: DrawFairness) {
  if (calls === 0) return 'none'
  return declined + unanswered === 0 ? 'refuse.none' : 'refuse.few'
}

/** How evenly experts are used, refusals, and who meets whom: leads for a supervisor, by codes (L11). */
export default function FairnessPage() {
  const t = useFairness()
  const [months, setMonths] = useState(12)
  const fairness = useQuery({ queryKey: ['draw-fairness', months], queryFn: ({ signal }) => api.get('/draw-fairness', { query: { months }, signal }) })
  return (
    <>
      <PageHead
        title={t('title')}
        actions={<Select aria-label={t('period')} value={months} onChange={setMonths} options={periods.map((n) => ({ value: n, label: t('months', { n }) }))} style={{ width: 160 }} />}
      />
      <p className="s13 muted" style={{ margin: '-8px 0 12px' }}>
        {t('sub')}
      </p>
      <Loaded query={fairness}>
        {(found) => (
          <div className="stack">
            <Figures found={found} />
            <Panel title={t('rules.title')}>
              <VerdictList verdicts={found.verdicts} />
            </Panel>
            <div className="fair-two">
              <WorkloadChart workload={found.workload} />
              <MonthsChart months={found.months} />
              <UseTable title={t('busy.title')} uses={found.busiest} none={t('busy.none')} />
              <UseTable title={t('refuse.title')} sub={t('refuse.sub')} uses={found.refusers} none={t(noRefusers(found))} />
              <PairTable pairs={found.pairs} />
              <BidderTable bidders={found.bidders} />
            </div>
          </div>
        )}
      </Loaded>
    </>
  )
}

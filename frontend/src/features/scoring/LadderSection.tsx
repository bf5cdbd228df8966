import { useQuery } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client'
import { asApiError } from '../../api/problem'
import type { Lot, PriceScores, Project } from '../../api/types'
import { useLanguage, usePick } from '../../i18n'
import { Icon } from '../../ui/Icon'
import { Empty, Loading } from '../../ui/Loaded'
import { Panel } from '../../ui/Panel'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { projectKeys } from '../tender/queries'
import { HowDrawer } from './HowDrawer'
import { PriceLadder, PriceTable } from './PriceLadder'
import { viewOf, type ScoringView } from './result'
import { useScoring } from './strings'
import './scoring.css'

export function usePriceScores(projectId: string, lotId: string) {
  return useQuery({
    queryKey: [...projectKeys.one(projectId), 'lot', lotId, 'price-scores'],
    // Null while nothing was computed.
    queryFn: async ({ signal }): Promise<PriceScores | null> => {
      try {
        return await api.get('/projects/{projectId}/lots/{lotId}/price-scores', { path: { projectId, lotId }, signal })
      } catch (cause) {
        if (asApiError(cause).status === 404) return null
        throw cause
      }
    },
  })
}

function Remarks({ view }: { view: ScoringView }) {
  const t = useScoring()
  const pick = usePick()
  if (view.remarks.length === 0) return null
  return (
    <div className="ladder-remarks">
      <h3>{t('ladder.anomalies')}</h3>
      <p className="s13 muted">{t('ladder.anomaliesText')}</p>
      <ul className="bullets">
        {view.remarks.map((r, i) => (
          <li key={i} className="s13">
            {r.bid && <b>{view.bids.find((b) => b.key === r.bid)?.name ?? r.bid}　</b>}
            {pick(r.textZh, r.textEn)}
            <span className="muted">
              　{r.ruleId} {r.citation}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Ladder({ scores }: { scores: PriceScores }) {
  const t = useScoring()
  const pick = usePick()
  const language = useLanguage()
  const [asTable, setAsTable] = useState(() => window.matchMedia('(max-width: 700px)').matches)
  const [chosen, setChosen] = useState<string>()
  const view = viewOf(scores)
  const first = view.bids.find((b) => b.rank === 1) ?? view.bids[0]
  const name = language === 'en' ? (view.methodNameEn ?? view.methodName) : view.methodName
  return (
    <Panel
      flush
      title={t('ladder.title')}
      sub={`${t('ladder.sub', { method: name, n: view.validCount })} · ${t(scores.confirmed ? 'ladder.confirmed' : 'ladder.notConfirmed')}`}
      actions={
        <span className="row no-print">
          <Button size="small" onClick={() => setAsTable(!asTable)} aria-pressed={asTable}>
            {t(asTable ? 'ladder.chart' : 'ladder.table')}
          </Button>
          <Button size="small" className="how-button" onClick={() => setChosen(first?.key)} disabled={first === undefined}>
            {t('ladder.how')} <Icon name="right" small />
          </Button>
        </span>
      }
    >
      {view.state !== 'COMPUTED' && (
        <Alert type="warning" showIcon banner title={t(`ladder.state.${view.state}` as 'ladder.state.HELD')} description={pick(view.stateZh, view.stateEn) || undefined} />
      )}
      {view.bids.length > 0 && (
        <>
          {!asTable && (
            <div className="no-print">
              <PriceLadder view={view} chosen={chosen} onChoose={setChosen} />
            </div>
          )}
          <div className={asTable ? undefined : 'print-only'}>
            <PriceTable view={view} onChoose={setChosen} />
          </div>
        </>
      )}
      <Remarks view={view} />
      <HowDrawer key={scores.run} scores={scores} view={view} chosen={chosen} onChoose={setChosen} />
    </Panel>
  )
}

/** The price ladder of a lot with its derivation; says what will appear while there is none. */
export default function LadderSection({ project, lot }: { project: Project; lot: Lot }) {
  const t = useScoring()
  const scores = usePriceScores(project.id, lot.id)
  if (scores.isError) return <ProblemNotice error={scores.error} onRetry={() => void scores.refetch()} />
  if (scores.data === undefined) return <Loading />
  if (scores.data === null) {
    return (
      <section className="card">
        <Empty icon="list" title={t('ladder.noneTitle')} text={t('ladder.noneText')} />
      </section>
    )
  }
  return <Ladder scores={scores.data} />
}

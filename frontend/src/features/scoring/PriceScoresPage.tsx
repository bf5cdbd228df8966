import { App, Button } from 'antd'
import { api } from '../../api/client'
import { useWrite } from '../../api/useWrite'
import type { Lot, Project } from '../../api/types'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { SealPanel } from '../audit/seal/SealPanel'
import { LotPicker } from '../tender/LotPicker'
import { isOnSide, projectKeys, useLot, useThisProject } from '../tender/queries'
import LadderSection, { usePriceScores } from './LadderSection'
import { useScoring } from './strings'

function Compute({ project, lot }: { project: Project; lot: Lot }) {
  const t = useScoring()
  const { message } = App.useApp()
  const scores = usePriceScores(project.id, lot.id)
  const compute = useWrite({
    send: (lotId: string, key) => api.post('/projects/{projectId}/lots/{lotId}/price-scores', { path: { projectId: project.id, lotId }, key }),
    stale: () => [projectKeys.one(project.id)],
    done: () => void message.success(t('ladder.computed')),
  })
  const may = isOnSide(project, 'tender_agent') && lot.phase === 'EVALUATING' && scores.data?.confirmed !== true
  if (!may) return null
  return (
    <>
      <div className="actions no-print">
        <Button type={scores.data ? 'default' : 'primary'} loading={compute.isPending} onClick={() => compute.mutate(lot.id)}>
          {t(scores.data ? 'ladder.recompute' : 'ladder.compute')}
        </Button>
        {scores.data && <span className="s13 muted">{t('ladder.run', { n: scores.data.run })}</span>}
      </div>
      {compute.error && <ProblemNotice error={compute.error} />}
    </>
  )
}

export default function PriceScoresPage() {
  const project = useThisProject()
  const lot = useLot(project)
  if (lot === undefined) return null
  return (
    <div className="stack">
      <LotPicker project={project} />
      <Compute project={project} lot={lot} />
      <LadderSection project={project} lot={lot} />
      <SealPanel project={project} kinds={['eval.price']} about={[`lot:${lot.id}`]} />
    </div>
  )
}

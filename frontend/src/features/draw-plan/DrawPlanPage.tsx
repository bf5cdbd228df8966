import { Alert } from 'antd'
import type { DrawRequestView } from '../../api/types'
import { Empty, Loaded } from '../../ui/Loaded'
import { Tag, type Tone } from '../../ui/Tag'
import { isOnSide, useThisProject } from '../tender/queries'
import { ApprovalPanel } from './ApprovalPanel'
import { ExcludePanel } from './ExcludePanel'
import { PlanDesk } from './PlanDesk'
import { PlanSummary } from './PlanSummary'
import { useDrawRequest } from './queries'
import { useDrawPlan } from './strings'
import './draw-plan.css'

const tones: Record<DrawRequestView['state'], Tone> = { NONE: 'plain', DRAFT: 'plain', SUBMITTED: 'blue', APPROVED: 'ok', RETURNED: 'orange' }

function State({ request }: { request: DrawRequestView }) {
  const t = useDrawPlan()
  return (
    <>
      <div className="row wrap" style={{ gap: 12 }}>
        <Tag tone={tones[request.state]} strong>
          {t(`state.${request.state}`)}
        </Tag>
        <span className="s13 muted">{t('secret')}</span>
      </div>
      {request.state === 'RETURNED' && request.returnedReason && <Alert type="warning" showIcon title={t('returned', { reason: request.returnedReason })} />}
    </>
  )
}

/** The request for a draw of experts: the agent plans, the supervisor approves, others look. */
export default function DrawPlanPage() {
  const t = useDrawPlan()
  const project = useThisProject()
  const request = useDrawRequest(project.id)
  if (project.phase === 'DRAFT') {
    return (
      <div className="card">
        <Empty icon="people" title={t('draft.title')} text={t('draft.text')} />
      </div>
    )
  }
  const agent = isOnSide(project, 'tender_agent')
  const supervisor = isOnSide(project, 'supervisor')
  return (
    <Loaded query={request}>
      {(data) => (
        <div className="stack">
          <State request={data} />
          {agent ? (
            // A new version is a new form; what others see is refreshed without it.
            <PlanDesk key={data.version} project={project} request={data} />
          ) : data.plan === undefined ? (
            <div className="card">
              <Empty icon="people" title={t('none.title')} text={t('none.text')} />
            </div>
          ) : (
            <>
              <PlanSummary plan={data.plan} version={data.version} verdicts={data.verdicts} />
              {supervisor && <ApprovalPanel project={project} request={data} plan={data.plan} />}
            </>
          )}
          {supervisor && <ExcludePanel project={project} />}
        </div>
      )}
    </Loaded>
  )
}

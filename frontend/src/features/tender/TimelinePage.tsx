import { lazy, Suspense, useState } from 'react'
import { useNavigate } from 'react-router'
import type { Project, Timeline } from '../../api/types'
import { useTerms } from '../../i18n/terms'
import { shortDigest } from '../../ui/format'
import { formatYuan } from '../../ui/format'
import { Loaded, Loading } from '../../ui/Loaded'
import { Facts, Panel } from '../../ui/Panel'
import { When } from '../../ui/When'
import { Gates } from './Gates'
import { LotPicker } from './LotPicker'
import { NextPanel } from './NextPanel'
import { operations, type KnownOperation } from './operations'
import { PublishDialog } from './PublishDialog'
import { isOnSide, useLot, useThisProject, useTimeline } from './queries'
import { useTender } from './strings'

const LadderSection = lazy(() => import('../scoring/LadderSection'))

const scoredPhases = ['EVALUATING', 'REPORT_RECEIVED', 'CANDIDATE_NOTICE', 'AWARD_DECIDED', 'AWARDED', 'CONTRACTED']

function Overview({ project }: { project: Project }) {
  const t = useTender()
  const terms = useTerms()
  const type = project.projectType as 'OTHER'
  return (
    <Panel title={t('overview.title')}>
      <Facts
        wide
        items={[
          [t('field.owner'), project.owner.name],
          [t('field.agent'), project.agent.name],
          [t('field.authority'), project.authority.name],
          [t('field.regime'), terms(`regime.${project.regime}`)],
          [t('field.projectType'), `${t(`type.${type}`)} · ${terms(`procurement.${project.procurementKind}`)}`],
          [t('field.budget'), formatYuan(project.budget)],
          [t('field.issuedAt'), <When key="i" at={project.issuedAt} />],
          [t('field.issueEnd'), <When key="e" at={project.issueEnd} />],
          [t('field.bidDeadline'), <When key="d" at={project.bidDeadline} />],
          [t('field.openingTime'), <When key="o" at={project.openingTime} />],
          [t('field.openingPlace'), project.openingPlace ?? '—'],
          [t('field.bidValidity'), project.bidValidityDays ?? '—'],
          [t('field.documentFee'), Number(project.documentFee ?? 0) === 0 ? t('field.free') : formatYuan(project.documentFee)],
          [t('field.performanceRate'), project.performanceRate === undefined ? t('field.notAsked') : `${project.performanceRate} %`],
          [t('field.ruleSet'), project.ruleSet ?? '—'],
          [
            t('field.ruleSetDigest'),
            project.ruleSetDigest === undefined ? (
              '—'
            ) : (
              <span className="mono" title={project.ruleSetDigest}>
                {shortDigest(project.ruleSetDigest)}
              </span>
            ),
          ],
        ]}
      />
      {project.description && <p className="pre" style={{ marginTop: 12 }}>{project.description}</p>}
    </Panel>
  )
}

function Day({ project, timeline }: { project: Project; timeline: Timeline }) {
  const navigate = useNavigate()
  const lot = useLot(project)
  const [publishing, setPublishing] = useState(false)
  const next = timeline.next
  const operation = next && (next.operation in operations ? (next.operation as KnownOperation) : undefined)
  const mine = operation !== undefined && isOnSide(project, operations[operation].side)
  const scored = lot !== undefined && scoredPhases.includes(lot.phase)
  const act = (known: KnownOperation) => {
    if (known === 'publishProject') setPublishing(true)
    else void navigate(`/projects/${project.id}/${operations[known].page}${next?.lotId ? `?lot=${next.lotId}` : ''}`)
  }
  return (
    <div className="stack">
      <LotPicker project={project} />
      <Gates milestones={timeline.milestones.filter((m) => m.lotId === undefined || m.lotId === lot?.id)} />
      <NextPanel timeline={timeline} mine={mine} failed={lot?.phase === 'FAILED'} onAct={act} />
      {scored && (
        <Suspense fallback={<Loading />}>
          <LadderSection project={project} lot={lot} />
        </Suspense>
      )}
      <Overview project={project} />
      <PublishDialog project={project} verdicts={next?.verdicts ?? []} open={publishing} onClose={() => setPublishing(false)} />
    </div>
  )
}

/** The project's day: where it stands on its line of gates, and what comes next. */
export default function TimelinePage() {
  const project = useThisProject()
  const timeline = useTimeline(project.id)
  return (
    <Loaded query={timeline} rows={6}>
      {(data) => <Day project={project} timeline={data} />}
    </Loaded>
  )
}

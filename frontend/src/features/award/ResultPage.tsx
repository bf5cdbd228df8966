import { Link } from 'react-router'
import type { CandidateList, Lot, Project, Timeline } from '../../api/types'
import { Empty, Loaded } from '../../ui/Loaded'
import { Facts, Panel } from '../../ui/Panel'
import { VerdictList } from '../../ui/VerdictList'
import { When } from '../../ui/When'
import { useOpening } from '../opening/queries'
import { usePriceScores } from '../scoring/LadderSection'
import { SealPanel } from '../audit/seal/SealPanel'
import { LotPicker } from '../tender/LotPicker'
import { isOnSide, useLot, useThisProject, useTimeline } from '../tender/queries'
import { AwardNoticePanel, ContractPanel, WrittenReportPanel } from './AfterDecision'
import { CandidateNoticeForm } from './CandidateNoticeForm'
import { DecisionForm } from './DecisionForm'
import { partsOf } from './parts'
import { useCandidates } from './queries'
import { RankingTable } from './RankingTable'
import { ReportForm } from './ReportForm'
import { useAward } from './strings'
import './award.css'

function BeforeReport({ project, lot }: { project: Project; lot: Lot }) {
  const t = useAward()
  const opening = useOpening(project.id, lot.id)
  const scores = usePriceScores(project.id, lot.id)
  const evaluating = lot.phase === 'EVALUATING'
  if (evaluating && isOnSide(project, 'tender_agent')) {
    if (scores.data === null) {
      return (
        <section className="card">
          <Empty icon="list" title={t('report.needScores')} text={t('report.needScoresText')}>
            <Link to={`/projects/${project.id}/scores?lot=${lot.id}`}>{t('report.toScores')}</Link>
          </Empty>
        </section>
      )
    }
    return <Loaded query={opening}>{(data) => (data === null ? null : <ReportForm project={project} lot={lot} bids={data.bids} />)}</Loaded>
  }
  return (
    <section className="card">
      <Empty icon="list" title={t(evaluating ? 'none.waitReport' : 'none.title')} text={t(evaluating ? 'none.waitReportText' : 'none.text')} />
    </section>
  )
}

function NextStep({ project, lot, list, timeline }: { project: Project; lot: Lot; list: CandidateList; timeline: Timeline | undefined }) {
  const t = useAward()
  const next = timeline?.next
  const mine = next !== undefined && (next.lotId === undefined || next.lotId === lot.id)
  const operation = mine ? next.operation : undefined
  const verdicts = mine ? next.verdicts : list.verdicts
  const isAgent = isOnSide(project, 'tender_agent')
  if (operation === 'publishCandidateNotice' && isAgent) return <CandidateNoticeForm project={project} lot={lot} list={list} />
  if (operation === 'decideAward') {
    if (isOnSide(project, 'project_owner')) return <DecisionForm project={project} lot={lot} list={list} verdicts={verdicts} />
    return (
      <Panel title={t('decide.title')}>
        <p>{t('decide.waiting')}</p>
        <VerdictList verdicts={verdicts.filter((v) => v.outcome === 'BLOCKED' || v.outcome === 'WARNING')} />
      </Panel>
    )
  }
  if (operation === 'issueAwardNotice' && isAgent) return <AwardNoticePanel project={project} lot={lot} list={list} verdicts={verdicts} />
  if (lot.awardedAt === undefined) return null
  return (
    <>
      {isAgent && lot.contractedAt === undefined && <ContractPanel project={project} lot={lot} verdicts={operation === 'recordContract' ? verdicts : []} />}
      {isAgent && lot.writtenReportAt === undefined && project.regime === 'ENGINEERING' && (
        <WrittenReportPanel project={project} lot={lot} verdicts={operation === 'recordWrittenReport' ? verdicts : []} />
      )}
      {(lot.contractedAt ?? lot.writtenReportAt) && (
        <Panel title={t('done.title')}>
          <Facts
            items={[
              [t('done.contract'), <When key="c" at={lot.contractedAt} />],
              [t('done.written'), <When key="w" at={lot.writtenReportAt} />],
            ]}
          />
        </Panel>
      )}
    </>
  )
}

export default function ResultPage() {
  const project = useThisProject()
  const lot = useLot(project)
  const list = useCandidates(project.id, lot?.id ?? '')
  const timeline = useTimeline(project.id)
  if (lot === undefined) return null
  const partNames = Object.fromEntries(partsOf(lot).map((p) => [p.name, p.nameZh]))
  return (
    <div className="stack">
      <LotPicker project={project} />
      <Loaded query={list}>
        {(data) =>
          data === null || data.reportReceivedAt === undefined ? (
            <BeforeReport project={project} lot={lot} />
          ) : (
            <>
              <RankingTable list={data} partNames={partNames} />
              <NextStep project={project} lot={lot} list={data} timeline={timeline.data} />
              <SealPanel project={project} kinds={['eval.report', 'candidate.notice', 'award.decide', 'award.notice', 'contract.record']} about={[`lot:${lot.id}`]} />
            </>
          )
        }
      </Loaded>
    </div>
  )
}

import { Button } from 'antd'
import { Link } from 'react-router'
import { useServerSecond } from '../../api/clock'
import type { ProjectSummary, Timeline } from '../../api/types'
import { usePick } from '../../i18n'
import { useTerms } from '../../i18n/terms'
import { PageHead } from '../../shell/PageHead'
import { Icon } from '../../ui/Icon'
import { CardLoading, Empty, Loaded } from '../../ui/Loaded'
import { useUi } from '../../ui/strings'
import { PhaseTag } from '../../ui/Tag'
import { Countdown, When } from '../../ui/When'
import { HoldTag } from './HoldTag'
import { nextAct } from './operations'
import { ProjectFilter, useProjectFilter } from './ProjectFilter'
import { useProjects, useTimelines } from './queries'
import { useTender } from './strings'
import './tender.css'

function Ring({ timeline }: { timeline: Timeline }) {
  const t = useTender()
  const done = timeline.milestones.filter((m) => m.state === 'DONE').length
  const all = timeline.milestones.length
  const circumference = 2 * Math.PI * 30
  return (
    <div className="ring">
      <svg viewBox="0 0 68 68" aria-hidden="true">
        <circle cx="34" cy="34" r="30" fill="none" stroke="var(--gp-primary-100)" strokeWidth="6" />
        <circle
          cx="34"
          cy="34"
          r="30"
          fill="none"
          stroke="var(--gp-primary-600)"
          strokeWidth="6"
          strokeLinecap={done === 0 ? 'butt' : 'round'}
          strokeDasharray={`${(circumference * done) / all} ${circumference}`}
          transform="rotate(-90 34 34)"
        />
      </svg>
      <span>
        <b>
          {done}/{all}
        </b>
        {t('wall.gates')}
      </span>
    </div>
  )
}

function Clock({ project, timeline }: { project: ProjectSummary; timeline: Timeline }) {
  const t = useTender()
  const second = useServerSecond()
  const next = nextAct(timeline)
  const untilDeadline = project.phase === 'PUBLISHED' && project.bidDeadline !== undefined && Date.parse(project.bidDeadline) / 1000 > second
  const target = untilDeadline ? project.bidDeadline : next?.earliestAt
  return (
    <div className="grow">
      {target && (
        <div className="row between wrap">
          <span className="muted s13">{t(untilDeadline ? 'wall.toDeadline' : 'wall.toEarliest')}</span>
          <span className="big">
            <Countdown to={target} />
          </span>
        </div>
      )}
      <div className="row between wrap">
        <span className="muted s13">{t('home.next')}</span>
        <span>{next ? t(`op.${next.operation ?? 'other'}`) : '—'}</span>
      </div>
      <div className="row between wrap">
        <span className="muted s13">{t('home.deadline')}</span>
        <When at={project.bidDeadline} />
      </div>
    </div>
  )
}

function WallCard({ project, timeline }: { project: ProjectSummary; timeline: Timeline | undefined }) {
  const t = useTender()
  const terms = useTerms()
  const pick = usePick()
  const next = timeline && nextAct(timeline)
  const first = next?.blocked[0]
  return (
    <article className={`card project-card${next?.hold === 'act' ? ' held' : ''}`}>
      <div className="top">
        <div className="row wrap between">
          <PhaseTag phase={project.phase} />
          <span className="s12 muted">{project.agentName}</span>
        </div>
        <h2 style={{ marginTop: 10 }}>
          <Link to={`/projects/${project.id}`}>{project.title}</Link>
        </h2>
        <p className="s13 muted">
          {project.code} · {terms(`regime.${project.regime}`)}
        </p>
      </div>
      <div className="mid">
        {timeline ? (
          <div className="row" style={{ gap: 20 }}>
            {timeline.milestones.length > 0 && <Ring timeline={timeline} />}
            <Clock project={project} timeline={timeline} />
          </div>
        ) : (
          <CardLoading />
        )}
        {first && (
          <p className="s13" style={{ marginTop: 12 }}>
            <b>{first.ruleId}</b>　{pick(first.messageZh, first.messageEn)}
          </p>
        )}
      </div>
      <div className="ft between">
        {next && next.hold !== 'free' ? (
          <HoldTag next={next} />
        ) : (
          <span className="s13 agree">
            <Icon name="check" small /> {t('wall.noAlert')}
          </span>
        )}
        <span className="row">
          <Link to={`/projects/${project.id}`} className="s13">
            <Icon name="eye" small /> {t('wall.live')}
          </Link>
          <Link to={`/projects/${project.id}/audit`} className="s13">
            <Icon name="list" small /> {t('wall.audit')}
          </Link>
        </span>
      </div>
    </article>
  )
}

function Counts({ items, timelines }: { items: ProjectSummary[]; timelines: (Timeline | undefined)[] }) {
  const t = useTender()
  const closed = ['CONTRACTED', 'FAILED']
  const counts = [
    ['wall.running', items.filter((p) => p.phase !== 'DRAFT' && !closed.includes(p.phase)).length],
    ['wall.waiting', items.filter((p) => p.phase === 'DRAFT').length],
    ['wall.closed', items.filter((p) => closed.includes(p.phase)).length],
    ['wall.alerts', items.filter((p, i) => p.phase !== 'DRAFT' && timelines[i] !== undefined && nextAct(timelines[i])?.hold === 'act').length],
  ] as const
  return (
    <div className="wall-counts">
      {counts.map(([key, n]) => (
        <div key={key}>
          <span className="muted">{t(key)}</span>
          <b>{n}</b>
        </div>
      ))}
    </div>
  )
}

/** The supervisor's wall: every project as a card, with its phase, its clock and what is held. Read only. */
export default function SupervisorHome() {
  const t = useTender()
  const ui = useUi()
  const filter = useProjectFilter()
  const projects = useProjects(filter.q)
  const items = (projects.data?.pages.flatMap((p) => p.items) ?? []).filter(filter.matches)
  const timelines = useTimelines(items.map((p) => p.id))
  return (
    <>
      <PageHead title={t('wall.title')} tags={<Counts items={items} timelines={timelines.map((q) => q.data)} />} actions={<ProjectFilter />} />
      <p className="s13 muted" style={{ margin: '-8px 0 12px' }}>
        {t('wall.sub')}
      </p>
      <Loaded query={projects}>
        {() =>
          items.length === 0 ? (
            <div className="card">
              <Empty icon="eye" title={t('wall.empty')} text={t('wall.emptyText')} />
            </div>
          ) : (
            <div className="stack">
              <div className="cards">
                {items.map((project, i) => (
                  <WallCard key={project.id} project={project} timeline={timelines[i]?.data} />
                ))}
              </div>
              {projects.hasNextPage && <Button onClick={() => void projects.fetchNextPage()}>{ui('more')}</Button>}
            </div>
          )
        }
      </Loaded>
    </>
  )
}

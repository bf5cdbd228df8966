import { Button } from 'antd'
import { Link } from 'react-router'
import type { ProjectSummary, Timeline } from '../../api/types'
import { useLanguage, usePick } from '../../i18n'
import { useTerms } from '../../i18n/terms'
import { PageHead } from '../../shell/PageHead'
import { bareCitation } from '../../ui/citation'
import { formatInstant } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { CardLoading, Empty, Loaded } from '../../ui/Loaded'
import { useUi } from '../../ui/strings'
import { PhaseTag, Tag } from '../../ui/Tag'
import { Countdown } from '../../ui/When'
import { HoldTag } from './HoldTag'
import { nextAct } from './operations'
import { ProjectFilter, useProjectFilter } from './ProjectFilter'
import { useProjects, useTimelines } from './queries'
import { useTender } from './strings'
import './tender.css'

function NextOf({ timeline }: { timeline: Timeline }) {
  const t = useTender()
  const pick = usePick()
  const language = useLanguage()
  const next = nextAct(timeline)
  if (next === undefined) return <p className="muted">{t('home.noNext')}</p>
  const first = next.blocked[0]
  return (
    <>
      <div className="row wrap">
        <span className="muted s13">{t('home.next')}</span>
        <b>{t(`op.${next.operation ?? 'other'}`)}</b>
      </div>
      {first ? (
        <>
          <p className="s13" style={{ marginTop: 6 }}>
            {pick(first.messageZh, first.messageEn)}
          </p>
          <p className="s12 muted">
            {first.ruleId} · {bareCitation(first.article)}
          </p>
          {next.earliestAt && (
            <div className="row between" style={{ marginTop: 8 }}>
              <span className="warm b">{t('home.earliest', { at: formatInstant(next.earliestAt, language) })}</span>
              <span className="big">
                <Countdown to={next.earliestAt} />
              </span>
            </div>
          )}
        </>
      ) : (
        <p className="s13 muted" style={{ marginTop: 6 }}>
          {next.warnings.length > 0 ? t('home.warnings', { n: next.warnings.length }) : t('next.allPass')}
        </p>
      )}
    </>
  )
}

function ProjectCard({ project, timeline }: { project: ProjectSummary; timeline: Timeline | undefined }) {
  const t = useTender()
  const terms = useTerms()
  const next = timeline && nextAct(timeline)
  return (
    <article className={`card project-card${next?.hold === 'act' ? ' held' : ''}`}>
      <div className="top">
        <div className="row wrap">
          <PhaseTag phase={project.phase} />
          <Tag>{terms(`regime.${project.regime}`)}</Tag>
          <span className="grow" />
          {next && <HoldTag next={next} />}
        </div>
        <h2 style={{ marginTop: 10 }}>
          <Link to={`/projects/${project.id}`}>{project.title}</Link>
        </h2>
        <p className="s13 muted">
          {project.code} · {project.ownerName}
        </p>
      </div>
      <div className="mid">{timeline ? <NextOf timeline={timeline} /> : <CardLoading />}</div>
      <div className="ft between">
        <span className="s13 muted">
          {t('home.deadline')}　{project.bidDeadline ? <DeadlineText at={project.bidDeadline} /> : '—'}
        </span>
        <Link to={`/projects/${project.id}`} className="s13">
          {t('home.open')} <Icon name="right" small />
        </Link>
      </div>
    </article>
  )
}

function DeadlineText({ at }: { at: string }) {
  return <>{formatInstant(at, useLanguage(), 'dateTime')}</>
}

/** The agent's day: each project with its next act and what stands in the way. */
export default function AgentHome() {
  const t = useTender()
  const ui = useUi()
  const filter = useProjectFilter()
  const projects = useProjects(filter.q)
  const all = projects.data?.pages.flatMap((p) => p.items) ?? []
  const items = all.filter(filter.matches)
  const timelines = useTimelines(items.map((p) => p.id))
  return (
    <>
      <PageHead
        title={t('home.title')}
        tags={<ProjectFilter />}
        actions={
          <Link to="/projects/new">
            <Button type="primary" icon={<Icon name="plus" small />} tabIndex={-1}>
              {t('home.new')}
            </Button>
          </Link>
        }
      />
      <Loaded query={projects}>
        {() =>
          items.length === 0 ? (
            <div className="card">
              {all.length === 0 && !filter.q ? (
                <Empty title={t('home.empty')} text={t('home.emptyText')} />
              ) : (
                <Empty icon="search" title={t('home.noMatch')} text={t('home.noMatchText')} />
              )}
            </div>
          ) : (
            <div className="stack">
              <div className="cards">
                {items.map((project, i) => (
                  <ProjectCard key={project.id} project={project} timeline={timelines[i]?.data} />
                ))}
              </div>
              {projects.hasNextPage && (
                <Button onClick={() => void projects.fetchNextPage()} loading={projects.isFetchingNextPage}>
                  {ui('more')}
                </Button>
              )}
            </div>
          )
        }
      </Loaded>
    </>
  )
}

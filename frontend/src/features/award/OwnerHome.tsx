import { Link } from 'react-router'
import type { ProjectSummary, Timeline } from '../../api/types'
import { PageHead } from '../../shell/PageHead'
import { Icon } from '../../ui/Icon'
import { Empty, Loaded } from '../../ui/Loaded'
import { Panel } from '../../ui/Panel'
import { PhaseTag, Tag } from '../../ui/Tag'
import { VerdictList } from '../../ui/VerdictList'
import { Countdown, When } from '../../ui/When'
import { nextAct } from '../tender/operations'
import { useProjects, useTimelines } from '../tender/queries'
import { useTender } from '../tender/strings'
import { useAward } from './strings'
import '../tender/tender.css'

function Decision({ project, timeline }: { project: ProjectSummary; timeline: Timeline }) {
  const t = useAward()
  const tender = useTender()
  const next = nextAct(timeline)
  const blocked = next?.blocked ?? []
  return (
    <article className={`card project-card${blocked.length > 0 ? ' held' : ''}`}>
      <div className="top">
        <div className="row wrap between">
          <Tag tone={blocked.length > 0 ? 'warm' : 'ok'} icon={blocked.length > 0 ? 'lock' : 'check'} strong>
            {blocked.length > 0 ? tender('home.blocked', { n: blocked.length }) : t('owner.waiting')}
          </Tag>
          <PhaseTag phase={project.phase} />
        </div>
        <h2 style={{ marginTop: 10 }}>{project.title}</h2>
        <p className="s13 muted">
          {project.code} · {project.agentName}
        </p>
      </div>
      <div className="mid">
        <VerdictList verdicts={blocked} />
        {next?.earliestAt && (
          <div className="row between">
            <span className="muted s13">{tender('next.left')}</span>
            <span className="big">
              <Countdown to={next.earliestAt} />
            </span>
          </div>
        )}
      </div>
      <div className="ft">
        <Link to={`/projects/${project.id}/result${timeline.next?.lotId ? `?lot=${timeline.next.lotId}` : ''}`} className="b">
          {t('owner.decide')} <Icon name="right" small />
        </Link>
      </div>
    </article>
  )
}

function Others({ items }: { items: ProjectSummary[] }) {
  const t = useAward()
  const tender = useTender()
  if (items.length === 0) return null
  return (
    <Panel flush title={t('owner.others')}>
      <div className="scroll-x">
        <table className="t">
          <tbody>
            {items.map((p) => (
              <tr key={p.id}>
                <th scope="row">
                  <Link to={`/projects/${p.id}`}>{p.title}</Link>
                  <div className="s12 muted">{p.code}</div>
                </th>
                <td>
                  <PhaseTag phase={p.phase} />
                </td>
                <td>{p.agentName}</td>
                <td className="num">
                  {tender('home.deadline')}　<When at={p.bidDeadline} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

/** The owner's day: the decisions that wait. */
export default function OwnerHome() {
  const t = useAward()
  const projects = useProjects(undefined)
  const items = projects.data?.pages.flatMap((p) => p.items) ?? []
  const timelines = useTimelines(items.map((p) => p.id))
  const waiting = items.flatMap((project, i) => {
    const timeline = timelines[i]?.data
    return timeline?.next?.operation === 'decideAward' ? [{ project, timeline }] : []
  })
  return (
    <>
      <PageHead title={t('owner.title')} />
      <Loaded query={projects}>
        {() => (
          <div className="stack">
            {waiting.length === 0 ? (
              <div className="card">
                <Empty icon="flag" title={t('owner.empty')} text={t('owner.emptyText')} />
              </div>
            ) : (
              <div className="cards">
                {waiting.map((w) => (
                  <Decision key={w.project.id} {...w} />
                ))}
              </div>
            )}
            <Others items={items.filter((p) => !waiting.some((w) => w.project.id === p.id))} />
          </div>
        )}
      </Loaded>
    </>
  )
}

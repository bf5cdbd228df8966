import { Link } from 'react-router'
import { useServerSecond } from '../../api/clock'
import type { Notice, ProjectSummary } from '../../api/types'
import { useLanguage } from '../../i18n'
import { PageHead } from '../../shell/PageHead'
import { formatInstant } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { Empty, Loaded } from '../../ui/Loaded'
import { PhaseTag, Tag } from '../../ui/Tag'
import { Countdown } from '../../ui/When'
import { usePublicNotices } from '../notice/queries'
import { useProjects } from '../tender/queries'
import { useBid } from './strings'
import '../tender/tender.css'

function OpenTender({ notice, registered }: { notice: Notice; registered: boolean }) {
  const t = useBid()
  const language = useLanguage()
  return (
    <article className="card project-card">
      <div className="top">
        <div className="row wrap between">
          {registered ? (
            <Tag tone="ok" icon="check" strong>
              {t('home.registered')}
            </Tag>
          ) : (
            <Tag tone="blue" icon="doc">
              {t('home.open')}
            </Tag>
          )}
          <span className="s12 muted">{t('home.published', { at: formatInstant(notice.publishedAt, language) })}</span>
        </div>
        <h2 style={{ marginTop: 10 }}>
          <Link to={`/notices/${notice.id}`}>{notice.projectTitle}</Link>
        </h2>
        <p className="s13 muted">{notice.projectCode}</p>
      </div>
      <div className="mid">
        {notice.endsAt && (
          <div className="row between">
            <span className="muted s13">{t('home.left')}</span>
            <span className="big">
              <Countdown to={notice.endsAt} />
            </span>
          </div>
        )}
      </div>
      <div className="ft between">
        <Link to={`/notices/${notice.id}`} className="s13">
          {t('home.read')}
        </Link>
        <Link to={`/projects/${notice.projectId}/registration`} className="b">
          {t(registered ? 'home.enter' : 'home.register')} <Icon name="right" small />
        </Link>
      </div>
    </article>
  )
}

function MyProject({ project }: { project: ProjectSummary }) {
  const t = useBid()
  return (
    <article className="card project-card">
      <div className="top">
        <PhaseTag phase={project.phase} />
        <h2 style={{ marginTop: 10 }}>
          <Link to={`/projects/${project.id}`}>{project.title}</Link>
        </h2>
        <p className="s13 muted">
          {project.code} · {project.agentName}
        </p>
      </div>
      <div className="mid">
        {project.bidDeadline && (
          <div className="row between">
            <span className="muted s13">{t('home.left')}</span>
            <span className="big">
              <Countdown to={project.bidDeadline} />
            </span>
          </div>
        )}
      </div>
      <div className="ft between">
        <Link to={`/projects/${project.id}/documents`} className="s13">
          <Icon name="doc" small /> {t('home.documents')}
        </Link>
        <Link to={`/projects/${project.id}`} className="s13">
          {t('home.enter')}
        </Link>
        {project.phase === 'PUBLISHED' && (
          <Link to={`/projects/${project.id}/bid`} className="b">
            {t('home.bid')} <Icon name="right" small />
          </Link>
        )}
      </div>
    </article>
  )
}

/** The bidder's day: my registrations with their clocks, and what is open. */
export default function BidderHome() {
  const t = useBid()
  const second = useServerSecond()
  const projects = useProjects(undefined)
  const notices = usePublicNotices(undefined)
  const mine = projects.data?.pages.flatMap((p) => p.items) ?? []
  const registered = new Set(mine.map((p) => p.id))
  const open = (notices.data?.pages.flatMap((p) => p.items) ?? []).filter(
    (n) => n.kind === 'TENDER' && !registered.has(n.projectId) && (n.endsAt === undefined || Date.parse(n.endsAt) / 1000 > second),
  )
  return (
    <>
      <PageHead title={t('home.title')} />
      <div className="stack">
        <h2>{t('home.mine')}</h2>
        <Loaded query={projects}>
          {() =>
            mine.length === 0 ? (
              <div className="card">
                <Empty icon="flag" title={t('home.mineNone')} text={t('home.mineNoneText')} />
              </div>
            ) : (
              <div className="cards">
                {mine.map((p) => (
                  <MyProject key={p.id} project={p} />
                ))}
              </div>
            )
          }
        </Loaded>
        <h2>
          {t('home.open')} <span className="s13 muted">{t('home.openSub')}</span>
        </h2>
        <Loaded query={notices}>
          {() =>
            open.length === 0 ? (
              <div className="card">
                <Empty title={t('home.none')} text={t('home.noneText')} />
              </div>
            ) : (
              <div className="cards">
                {open.map((n) => (
                  <OpenTender key={n.id} notice={n} registered={registered.has(n.projectId)} />
                ))}
              </div>
            )
          }
        </Loaded>
      </div>
    </>
  )
}

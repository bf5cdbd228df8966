import { Button } from 'antd'
import { Link } from 'react-router'
import type { ProjectSummary } from '../../api/types'
import { PageHead } from '../../shell/PageHead'
import { useShell } from '../../shell/strings'
import { Icon } from '../../ui/Icon'
import { Empty, Loaded } from '../../ui/Loaded'
import { useUi } from '../../ui/strings'
import { PhaseTag } from '../../ui/Tag'
import { When } from '../../ui/When'
import { useProjects } from './queries'
import { useTender } from './strings'
import './tender.css'

function Opening({ project }: { project: ProjectSummary }) {
  const t = useTender()
  const isDraft = project.phase === 'DRAFT'
  return (
    <tr>
      <th scope="row">
        <Link to={`/projects/${project.id}`}>{project.title}</Link>
        <span className="s12 muted" style={{ display: 'block' }}>
          {project.code} · {project.agentName}
        </span>
      </th>
      <td>
        <PhaseTag phase={project.phase} />
      </td>
      <td className="nowrap">
        <When at={project.bidDeadline} />
      </td>
      <td className="nowrap">
        <Link to={`/projects/${project.id}/${isDraft ? 'opening-plan' : 'opening'}`} className="b">
          {t(isDraft ? 'venue.key' : 'venue.hall')} <Icon name="right" small />
        </Link>
      </td>
    </tr>
  )
}

/** The trading centre's day: the tenders in which it holds an opening key, and their openings. */
export default function VenueHome() {
  const t = useTender()
  const ui = useUi()
  const shell = useShell()
  const projects = useProjects('')
  const items = projects.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <PageHead title={shell('nav.today')} />
      <Loaded query={projects}>
        {() => (
          <section className="card">
            {items.length === 0 ? (
              <Empty icon="clock" title={t('venue.none')} text={t('venue.noneText')} />
            ) : (
              <div className="scroll-x">
                <table className="t">
                  <thead>
                    <tr>
                      <th scope="col">{t('venue.tender')}</th>
                      <th scope="col">{t('venue.state')}</th>
                      <th scope="col">{t('venue.opening')}</th>
                      <th scope="col" aria-label={t('venue.hall')} />
                    </tr>
                  </thead>
                  <tbody>
                    {items.map((project) => (
                      <Opening key={project.id} project={project} />
                    ))}
                  </tbody>
                </table>
              </div>
            )}
          </section>
        )}
      </Loaded>
      {projects.hasNextPage && (
        <Button onClick={() => void projects.fetchNextPage()} loading={projects.isFetchingNextPage}>
          {ui('more')}
        </Button>
      )}
    </>
  )
}

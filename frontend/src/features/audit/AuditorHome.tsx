import { Link } from 'react-router'
import { useTerms } from '../../i18n/terms'
import { PageHead } from '../../shell/PageHead'
import { Icon } from '../../ui/Icon'
import { Empty, Loaded } from '../../ui/Loaded'
import { Panel } from '../../ui/Panel'
import { PhaseTag } from '../../ui/Tag'
import { ProjectFilter, useProjectFilter } from '../tender/ProjectFilter'
import { useProjects } from '../tender/queries'
import { useAuditStrings } from './strings'

export default function AuditorHome() {
  const t = useAuditStrings()
  const terms = useTerms()
  const filter = useProjectFilter()
  const projects = useProjects(filter.q)
  const items = (projects.data?.pages.flatMap((p) => p.items) ?? []).filter(filter.matches)
  return (
    <>
      <PageHead title={t('home.title')} tags={<span className="s13 muted">{t('home.sub')}</span>} actions={<ProjectFilter />} />
      <Loaded query={projects}>
        {() => (
          <Panel flush>
            {items.length === 0 ? (
              <Empty icon="list" title={t('home.empty')} text={t('home.emptyText')} />
            ) : (
              <div className="scroll-x">
                <table className="t">
                  <tbody>
                    {items.map((p) => (
                      <tr key={p.id}>
                        <th scope="row">
                          <Link to={`/projects/${p.id}`}>{p.title}</Link>
                          <div className="s12 muted">
                            {p.code} · {terms(`regime.${p.regime}`)} · {p.agentName}
                          </div>
                        </th>
                        <td>
                          <PhaseTag phase={p.phase} />
                        </td>
                        <td className="num">
                          <Link to={`/projects/${p.id}/audit`}>
                            {t('open')} <Icon name="right" small />
                          </Link>
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )}
          </Panel>
        )}
      </Loaded>
    </>
  )
}

import { NavLink, Outlet } from 'react-router'
import type { Project } from '../../api/types'
import { useTerms } from '../../i18n/terms'
import { PageHead } from '../../shell/PageHead'
import { useActing } from '../../shell/roles'
import { useShell } from '../../shell/strings'
import { Loaded } from '../../ui/Loaded'
import { PhaseTag, Tag } from '../../ui/Tag'
import { isOnSide, useProject, useProjectId } from './queries'
import { useTender } from './strings'
import './tender.css'

type Tab = 'timeline' | 'edit' | 'lots' | 'documents' | 'addenda' | 'opening' | 'scores' | 'result' | 'notices' | 'members' | 'audit' | 'registration' | 'bid' | 'opening-plan' | 'draw-plan' | 'draw' | 'deposits'

function tabsFor(project: Project, role: string | undefined): Tab[] {
  const draft = project.phase === 'DRAFT'
  const agent = isOnSide(project, 'tender_agent')
  if (role === 'venue_operator') return draft ? ['timeline', 'opening-plan'] : ['timeline', 'opening-plan', 'opening']
  if (role === 'bidder' && !agent) return ['timeline', 'documents', 'addenda', 'registration', 'deposits', 'bid', 'opening', 'notices']
  if (draft) return agent ? ['timeline', 'edit', 'lots', 'deposits', 'documents', 'opening-plan', 'members', 'audit'] : ['timeline', 'lots', 'deposits', 'documents', 'opening-plan', 'members', 'audit']
  return ['timeline', 'lots', 'documents', 'addenda', 'opening-plan', 'opening', 'deposits', 'draw-plan', 'draw', 'scores', 'result', 'notices', 'members', 'audit']
}

function Tabs({ project }: { project: Project }) {
  const t = useTender()
  const { role } = useActing()
  return (
    <nav className="gp-tabs" aria-label={project.title}>
      {tabsFor(project, role).map((tab) => (
        <NavLink key={tab} to={tab === 'timeline' ? '.' : tab} end className={({ isActive }) => (isActive ? 'on' : '')}>
          {t(`tab.${tab}`)}
        </NavLink>
      ))}
    </nav>
  )
}

/** The frame of every page of a project: its name, its state, its parts. */
export default function ProjectLayout() {
  const terms = useTerms()
  const shell = useShell()
  const project = useProject(useProjectId())
  return (
    <Loaded query={project}>
      {(data) => (
        <>
          <PageHead
            title={data.title}
            tags={
              <>
                <Tag>{data.code}</Tag>
                <Tag>{terms(`regime.${data.regime}`)}</Tag>
                <PhaseTag phase={data.phase} />
                {data.rehearsal === true && <Tag tone="warm">{shell('rehearsal')}</Tag>}
              </>
            }
          />
          <Tabs project={data} />
          <Outlet context={data} />
        </>
      )}
    </Loaded>
  )
}

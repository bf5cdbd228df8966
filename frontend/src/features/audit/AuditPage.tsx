import { Link } from 'react-router'
import { asApiError } from '../../api/problem'
import { Empty, Loading } from '../../ui/Loaded'
import { Panel } from '../../ui/Panel'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { useThisProject } from '../tender/queries'
import { useAuditStrings } from './strings'
import { TrailFilters } from './TrailFilters'
import { TrailView } from './TrailView'
import { useLook, useTrailFilter } from './useTrail'
import './audit.css'

/** The audit trail of a project: searched, filtered, read, verified and taken away as an excerpt with proofs. */
export default function AuditPage() {
  const t = useAuditStrings()
  const project = useThisProject()
  const state = useTrailFilter()
  const { query, again } = useLook(project.id, state.filter)
  // To whom the trail is closed, what could be asked of it says nothing.
  const isClosed = query.isError && [401, 403, 404].includes(asApiError(query.error).status)
  if (isClosed) {
    return (
      <Panel title={t('title')}>
        <Empty icon="lock" title={t('closed')} text={t('closedText')}>
          <Link to="/log">{t('log.title')}</Link>
        </Empty>
      </Panel>
    )
  }
  return (
    <Panel
      flush
      title={t('title')}
      sub={t('sub')}
      actions={
        <Link to="/log" className="s13 no-print">
          {t('log.title')}
        </Link>
      }
    >
      {(query.data !== undefined || query.isError) && <TrailFilters project={project} state={state} />}
      {query.isError ? (
        <div className="trail-trouble">
          <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
        </div>
      ) : query.data === undefined ? (
        <Loading rows={8} />
      ) : (
        <div className={query.isPlaceholderData ? 'trail-waiting' : undefined} aria-busy={query.isPlaceholderData || undefined} inert={query.isPlaceholderData}>
          <TrailView key={JSON.stringify([query.data.filter, query.data.look])} project={project} trail={query.data} isFiltered={!state.isEmpty} onAgain={again} />
        </div>
      )}
    </Panel>
  )
}

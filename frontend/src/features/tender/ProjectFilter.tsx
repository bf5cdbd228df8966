import { Input, Select } from 'antd'
import { useSearchParams } from 'react-router'
import type { LotPhase, ProjectSummary } from '../../api/types'
import { useTerms } from '../../i18n/terms'
import { useTender } from './strings'

const phases: LotPhase[] = ['DRAFT', 'PUBLISHED', 'OPENING', 'EVALUATING', 'REPORT_RECEIVED', 'CANDIDATE_NOTICE', 'AWARD_DECIDED', 'AWARDED', 'CONTRACTED', 'FAILED']

/** The filter of the project lists; it lives in the URL, so a filtered list can be handed on. */
export function useProjectFilter() {
  const [search, setSearch] = useSearchParams()
  const q = search.get('q') ?? undefined
  const phase = phases.find((p) => p === search.get('phase'))
  const set = (name: string, value: string | undefined) =>
    setSearch(
      (previous) => {
        const next = new URLSearchParams(previous)
        if (value) next.set(name, value)
        else next.delete(name)
        return next
      },
      { replace: true },
    )
  return { q, phase, set, matches: (p: ProjectSummary) => phase === undefined || p.phase === phase }
}

export function ProjectFilter() {
  const t = useTender()
  const terms = useTerms()
  const { q, phase, set } = useProjectFilter()
  return (
    <div className="row wrap no-print">
      <Input.Search
        aria-label={t('home.search')}
        placeholder={t('home.search')}
        defaultValue={q}
        maxLength={100}
        allowClear
        style={{ width: 260 }}
        onSearch={(value) => set('q', value.trim())}
      />
      <Select
        aria-label={t('home.phaseAll')}
        value={phase ?? ''}
        style={{ width: 168 }}
        options={[{ value: '', label: t('home.phaseAll') }, ...phases.map((p) => ({ value: p, label: terms(`phase.${p}`) }))]}
        onChange={(value) => set('phase', value)}
      />
    </div>
  )
}

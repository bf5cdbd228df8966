import { Select } from 'antd'
import { useSearchParams } from 'react-router'
import type { Project } from '../../api/types'
import { useLot } from './queries'
import { useTender } from './strings'

/** Chooses the lot; not shown for a project of one lot. */
export function LotPicker({ project }: { project: Project }) {
  const t = useTender()
  const lot = useLot(project)
  const [, setSearch] = useSearchParams()
  if (project.lots.length < 2 || lot === undefined) return null
  return (
    <div className="row no-print" style={{ marginBottom: 16 }}>
      <label htmlFor="lot-picker" className="muted">
        {t('lot')}
      </label>
      <Select
        id="lot-picker"
        style={{ minWidth: 280 }}
        value={lot.id}
        options={project.lots.map((l) => ({ value: l.id, label: `${t('lot.n', { n: l.no })}　${l.name}` }))}
        onChange={(id) => setSearch({ lot: id }, { replace: true })}
      />
    </div>
  )
}

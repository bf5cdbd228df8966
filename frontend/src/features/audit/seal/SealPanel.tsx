import { Button } from 'antd'
import type { Project } from '../../../api/types'
import { Icon } from '../../../ui/Icon'
import { Panel } from '../../../ui/Panel'
import { rowsOf, useSeals, type CriticalKind } from './seals'
import { SealState } from './SealState'
import { useSealStrings } from './strings'

interface Props {
  project: Project
  kinds: readonly CriticalKind[]
  /** Objects of which a step must name one, as `lot:<id>`; without them all steps count. */
  about?: string[]
}

/** How far the steps taken here are. Whoever may not see their records, and who has taken none, sees nothing. */
export function SealPanel({ project, kinds, about }: Props) {
  const t = useSealStrings()
  const seals = useSeals(project.id)
  if (seals.data === undefined && seals.isError) {
    return (
      <p className="s13 muted seal-failed no-print" role="status">
        <Icon name="info" small /> {t('failed')}{' '}
        <Button size="small" type="link" onClick={() => void seals.refetch()}>
          {t('retry')}
        </Button>
      </p>
    )
  }
  const rows = rowsOf(seals.data?.items ?? [], kinds, about)
  if (rows.length === 0) return null
  return (
    <Panel title={t('title')} sub={t('sub')}>
      <ul className="seals">
        {rows.map((row) => (
          <SealState key={row.kind} project={project} row={row} halted={seals.data!.halted} />
        ))}
      </ul>
      <p className="s12 muted no-print seal-hint">{t('hint')}</p>
    </Panel>
  )
}

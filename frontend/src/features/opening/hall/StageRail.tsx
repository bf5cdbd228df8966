import type { Opening, OpeningHall } from '../../../api/types'
import { Icon } from '../../../ui/Icon'
import { doneStages, hallStages } from './course'
import { useHallStrings } from './strings'

export function StageRail({ hall, opening }: { hall: OpeningHall; opening: Opening | null | undefined }) {
  const t = useHallStrings()
  const done = doneStages(hall, opening)
  const current = hallStages.find((stage) => !done[stage])
  return (
    <ol className="steps" aria-label={t('stages')}>
      {hallStages.map((stage, i) => (
        <li key={stage} className={stage === current ? 'on' : done[stage] ? 'done' : ''} aria-current={stage === current ? 'step' : undefined}>
          <span className="n" aria-hidden="true">
            {done[stage] && stage !== current ? <Icon name="check" small /> : i + 1}
          </span>
          {t(`stage.${stage}`)}
        </li>
      ))}
    </ol>
  )
}

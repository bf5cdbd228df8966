import type { Opening, OpeningHall } from '../../../api/types'
import { Icon } from '../../../ui/Icon'
import { doneStages, stagesOf } from './course'
import { useHallStrings } from './strings'

/**
 * Without the opening, as the public watches it, nothing is known of parameters and objections, and nothing is said. Nor is of
 * parameters where the method draws none.
 */
export function StageRail({ hall, opening }: { hall: OpeningHall; opening: Opening | null | undefined }) {
  const t = useHallStrings()
  const done = doneStages(hall, opening)
  const drawsNone = opening == null ? opening === undefined : opening.randomParameters.length === 0
  const stages = stagesOf(hall).filter((stage) => !(stage === 'parameters' && drawsNone) && !(stage === 'objections' && opening === undefined))
  const current = hall.stage === 'FAILED' ? undefined : stages.find((stage) => !done[stage])
  return (
    <ol className="steps" aria-label={t('stages')}>
      {stages.map((stage, i) => (
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

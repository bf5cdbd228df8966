import { Icon } from '../../../ui/Icon'
import { stageOf, STAGES } from '../nextAct'
import { useDrawStrings } from '../strings'
import type { Attempt } from '../view'

/** How far the draw is. */
export function Stages({ attempt, complete }: { attempt: Attempt | undefined; complete: boolean }) {
  const t = useDrawStrings()
  const at = attempt === undefined ? 0 : STAGES.indexOf(stageOf(attempt))
  return (
    <ol className="steps draw-stages" aria-label={t('stages')}>
      {STAGES.map((stage, i) => {
        const done = i < at || complete
        return (
          <li key={stage} className={done ? 'done' : i === at ? 'on' : ''} aria-current={!done && i === at ? 'step' : undefined}>
            <span className="n">{done ? <Icon name="check" small /> : i + 1}</span>
            {t(`stage.${stage}`)}
          </li>
        )
      })}
    </ol>
  )
}

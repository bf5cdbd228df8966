import type { DrawPlan } from '../../api/types'
import { When } from '../../ui/When'
import { useDrawPlan } from './strings'

/** How the draw was widened, step by step (E07). */
export function WideningSteps({ steps }: { steps: NonNullable<DrawPlan['widenings']> }) {
  const t = useDrawPlan()
  if (steps.length === 0) return null
  return (
    <div>
      <h3 className="s13 b">{t('widen.steps')}</h3>
      <ol className="stack tight s13">
        {steps.map((step) => (
          <li key={step.step}>
            {t('widen.step', { n: step.step, of: t(`widen.${step.of}`), need: step.need, added: step.added.join('、'), reason: step.reason })}　
            <span className="muted">
              <When at={step.at} />
            </span>
          </li>
        ))}
      </ol>
    </div>
  )
}

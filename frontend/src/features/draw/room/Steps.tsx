import { Panel } from '../../../ui/Panel'
import { When } from '../../../ui/When'
import { Icon } from '../../../ui/Icon'
import { useDrawStrings, usePartyName } from '../strings'
import type { Attempt, Step } from '../view'

function Line({ step, sealed }: { step: Step; sealed: boolean }) {
  const t = useDrawStrings()
  const name = usePartyName()
  const key = `step.${step.step}` as 'step.KEYS'
  const known = t(key)
  return (
    <li>
      <Icon name={sealed ? 'shield' : 'clock'} small />
      <span className="grow">
        {known === key ? step.step : known}
        {step.party !== undefined && <span className="muted"> · {name(step.party)}</span>}
        <small>{step.index === undefined ? t('step.pending') : t('step.index', { n: step.index })}</small>
      </span>
      <span className="faint s12">
        <When at={step.at} style="time" />
      </span>
    </li>
  )
}

/** Each step with its place in the log. */
export function Steps({ attempt }: { attempt: Attempt }) {
  const t = useDrawStrings()
  const seal = (text: string | undefined) => (text === undefined ? t('seal.waits') : t('seal.sealed', { n: Number(text.split('\n')[1] ?? 0) }))
  // In the order of the log; what it has not taken yet comes last.
  const steps = [...attempt.steps].sort((a, b) => (a.index ?? Infinity) - (b.index ?? Infinity) || 0)
  return (
    <Panel flush title={t('steps.title')} sub={t('steps.sub')}>
      <ol className="draw-steps">
        {steps.map((step) => (
          <Line key={step.entryId} step={step} sealed={step.index !== undefined} />
        ))}
      </ol>
      <dl className="draw-seals">
        <dt>K1</dt>
        <dd>{seal(attempt.k1)}</dd>
        <dt>K2</dt>
        <dd>{attempt.result === undefined ? '—' : seal(attempt.k2)}</dd>
      </dl>
    </Panel>
  )
}

import { useEffect, useState } from 'react'
import { useReducedMotion } from '../../../theme/motion'
import { useDrawStrings } from '../strings'
import { figuresOf, type ParameterView } from './view'

/** Between two values, so that everybody in the hall sees each come. */
const PAUSE_MS = 900

/** How many are shown: whoever watches sees them one after another; whoever comes later, or wants no motion, all at once. */
function useShown(drawn: number): number {
  const [shown, setShown] = useState(drawn)
  const [atStart] = useState(drawn)
  const still = useReducedMotion()
  const all = atStart > 0 || still
  useEffect(() => {
    if (all || shown >= drawn) return
    const timer = window.setTimeout(() => setShown((before) => before + 1), PAUSE_MS)
    return () => window.clearTimeout(timer)
  }, [all, drawn, shown])
  return all ? drawn : Math.min(shown, drawn)
}

/** The parameters in the order in which they are drawn, each with its value once it is there. */
export function Values({ parameters, result }: { parameters: ParameterView['parameters']; result: { name: string; value: string }[] }) {
  const t = useDrawStrings()
  const shown = useShown(result.length)
  const values = new Map(result.slice(0, shown).map(({ name, value }) => [name, value]))
  const isComplete = result.length > 0 && shown === result.length
  return (
    <>
      <ol className="param-values" aria-label={t('param.order')}>
        {figuresOf(parameters).map(({ names, isDigits }) => (
          <li key={names.join()} className={isDigits ? 'digits' : undefined}>
            {names.map((name) => {
              const value = values.get(name)
              return (
                <span key={name} className="param-value" data-testid={`param-${name}`}>
                  <span className="s13 muted">{name}</span>
                  {value === undefined ? (
                    <span className="figure waiting" aria-label={t('param.waiting')}>
                      ·
                    </span>
                  ) : (
                    <b className="figure">{value}</b>
                  )}
                </span>
              )
            })}
            {isDigits && <span className="s12 muted">{t('param.digits')}</span>}
          </li>
        ))}
      </ol>
      <p className="vh" role="status">
        {isComplete && t('param.drawnAll', { values: result.map(({ name, value }) => `${name} = ${value}`).join(t('comma')) })}
      </p>
    </>
  )
}

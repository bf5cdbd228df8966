import { useEffect, useState } from 'react'
import { useLanguage } from '../../../i18n'
import { Icon } from '../../../ui/Icon'
import { findingText } from '../../audit/verify/findings'
import { QUESTIONS, type Answered } from '../party/sealed'
import { checkBeforeDeposit, type Acting } from '../perform'
import { useDrawStrings } from '../strings'

/** What this browser checks of K1 before it hands anything out, as it checks it. */
export function SealedList({ acting, onDone }: { acting: Acting; onDone: (holds: boolean) => void }) {
  const t = useDrawStrings()
  const language = useLanguage()
  const [answers, setAnswers] = useState<Answered[]>([])
  const [trouble, setTrouble] = useState<string | undefined>()
  useEffect(() => {
    let current = true
    checkBeforeDeposit(acting, (answered) => current && setAnswers((before) => [...before.filter((each) => each.question !== answered.question), answered])).then(
      ({ mayDeposit }) => current && onDone(mayDeposit),
      (error: unknown) => {
        if (!current) return
        setTrouble(error instanceof Error ? error.message : String(error))
        onDone(false)
      },
    )
    return () => {
      current = false
    }
    // Once for each opening of the dialog.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [])
  return (
    <div>
      <h3>{t('sealed.title')}</h3>
      <ol className="draw-check-list" aria-live="polite" data-testid="sealed-list">
        {QUESTIONS.map((question, i) => {
          const found = answers.find((each) => each.question === question)
          const state = found === undefined ? 'waiting' : found.holds ? 'holds' : 'fails'
          return (
            <li key={question} className={state}>
              <span className="n">{i + 1}</span>
              <span>
                {t(`sealed.${question}`)}
                {found?.finding !== undefined && <span className="differ s13"> {findingText(found.finding, language)}</span>}
                {found !== undefined && <span className="s12 muted draw-detail"> {found.detail}</span>}
              </span>
              <span className="state">
                {state !== 'waiting' && <Icon name={state === 'holds' ? 'check' : 'stop'} small />}
                {t(`check.${state}`)}
              </span>
            </li>
          )
        })}
      </ol>
      {answers.some(({ holds }) => !holds) && <p className="differ s13">{t('sealed.stop')}</p>}
      {trouble !== undefined && <p className="field-error">{trouble}</p>}
    </div>
  )
}

import { Icon } from '../../ui/Icon'
import { Tag } from '../../ui/Tag'
import { usePoolStrings } from './strings'

/** From a day to a day; without an end it lasts. */
export function Span({ from, until, lasting }: { from?: string; until?: string; lasting: string }) {
  return (
    <span className="s13 muted nowrap">
      {from ?? ''} <Icon name="right" small /> {until ?? lasting}
    </span>
  )
}

/** Whether rule E11 is met, where such a rule is in force. */
export function StandingTag({ standing }: { standing?: boolean }) {
  const t = usePoolStrings()
  if (standing === undefined) return null
  return standing ? (
    <Tag tone="ok" icon="check">
      {t('standing.met')}
    </Tag>
  ) : (
    <Tag tone="orange" icon="warning" title={t('standingText')}>
      {t('standing.not')}
    </Tag>
  )
}

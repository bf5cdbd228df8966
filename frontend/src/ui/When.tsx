import { useServerSecond } from '../api/clock'
import { useLanguage } from '../i18n'
import { formatInstant, remaining } from './format'
import { useUi } from './strings'

type Style = Parameters<typeof formatInstant>[2]

/** An instant in legal time; the exact moment is in the tooltip. */
export function When({ at, style = 'dateTime', fallback = '—' }: { at: string | undefined; style?: Style; fallback?: string }) {
  const language = useLanguage()
  if (at === undefined) return <>{fallback}</>
  return (
    <time dateTime={at} title={`${formatInstant(at, language)} ${formatInstant(at, language, 'weekday')}`} className="nowrap">
      {formatInstant(at, language, style)}
    </time>
  )
}

/** Time left until a moment, by the server's clock. */
export function Countdown({ to }: { to: string }) {
  const t = useUi()
  const second = useServerSecond()
  if (second === 0) return <span>—</span>
  const left = remaining(to, second)
  if (left === null) return <span>{t('countdown.over')}</span>
  return (
    <span className="nowrap" role="timer" aria-live="off">
      {left.days > 0 && `${t('days', { n: left.days })} `}
      {left.clock}
    </span>
  )
}

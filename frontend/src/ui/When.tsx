import { useServerSecond } from '../api/clock'
import { useLanguage } from '../i18n'
import { duration, formatInstant, remaining } from './format'
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

/** How long ago a moment was, by the server's clock, ticking; the moment itself beside it. */
export function Ago({ at, fallback = '—' }: { at: string | undefined; fallback?: string }) {
  const t = useUi()
  const language = useLanguage()
  const second = useServerSecond()
  if (at === undefined) return <>{fallback}</>
  const { n, unit } = duration(second - Date.parse(at) / 1000)
  const moment = formatInstant(at, language, 'full')
  return (
    <time dateTime={at} title={moment}>
      {second > 0 && <span className="nowrap">{n === 0 ? t('ago.now') : t(`ago.${unit}`, { n })}</span>}{' '}
      <span className={second > 0 ? 's12 muted nowrap' : 'nowrap'}>{moment}</span>
    </time>
  )
}

/** A length of time in words. */
export function useSpan(): (seconds: number) => string {
  const t = useUi()
  return (seconds) => {
    const { n, unit } = duration(seconds)
    return t(`span.${unit}`, { n })
  }
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

import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '../api/client'
import { useServerSecond } from '../api/clock'
import { useLanguage } from '../i18n'
import { formatInstant } from '../ui/format'
import { useShell } from './strings'

/** Keeps the server's clock in step; also the only source that says whether this server is a rehearsal. */
export function useServerTime() {
  const time = useQuery({
    queryKey: ['time'],
    queryFn: ({ signal }) => api.get('/time', { signal }),
    refetchInterval: (query) => (query.state.data?.rehearsal === true ? 10_000 : 60_000),
    refetchOnWindowFocus: 'always',
  })
  return time.data
}

export function ServerTime() {
  const t = useShell()
  const language = useLanguage()
  const second = useServerSecond()
  useServerTime()
  const at = second * 1000
  return (
    <span className="clock" role="timer" aria-live="off" aria-label={t('serverTime')}>
      {second > 0 && (
        <>
          <small>
            <span className="clock-label">{t('serverTime')} </span>
            {formatInstant(at, language, 'big').replaceAll(' ', language === 'zh' ? '' : ' ')} {formatInstant(at, language, 'weekday')}
          </small>
          {formatInstant(at, language, 'time')}
        </>
      )}
    </span>
  )
}

/** The title of the browser's tab. */
export function useTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title === undefined ? '公评' : `${title} · 公评`
  }, [title])
}

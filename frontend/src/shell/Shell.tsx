import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Skeleton } from 'antd'
import { Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { Outlet, useLocation } from 'react-router'
import { loginUrl, meKey, resumeSession, useMe, useSessionEnded } from '../api/session'
import type { Role } from '../api/types'
import { Loading } from '../ui/Loaded'
import { ProblemNotice } from '../ui/ProblemNotice'
import { ActingContext, rolesOf } from './roles'
import { useServerTime } from './ServerTime'
import { TopBar } from './TopBar'
import { useShell } from './strings'
import './shell.css'

const actingKey = 'gongping.role'

function RehearsalMark() {
  const t = useShell()
  return (
    <div className="gp-rehearsal" role="note">
      <b>{t('rehearsal')}</b>
      <span>{t('rehearsalText')}</span>
    </div>
  )
}

/** The login has ended: what was typed stays until the person has logged in again, in another tab. */
function EndedMark() {
  const t = useShell()
  const client = useQueryClient()
  const [tried, setTried] = useState(false)
  const resume = async () => {
    const me = await resumeSession()
    if (me === undefined) setTried(true)
    else client.setQueryData(meKey, me)
  }
  return (
    <Alert
      banner
      className="gp-ended"
      type="warning"
      title={t('ended.title')}
      description={t(tried ? 'ended.not' : 'ended.text')}
      action={
        <span className="row wrap">
          <Button type="primary" size="small" href={loginUrl('/')} target="_blank">
            {t('ended.login')}
          </Button>
          <Button size="small" onClick={() => void resume()}>
            {t('ended.go')}
          </Button>
        </span>
      }
    />
  )
}

/** Moves the focus to the content when the page changes, so that a screen reader reads on from there. */
function useFocusOnNavigation() {
  const main = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  const seen = useRef(pathname)
  useEffect(() => {
    if (seen.current === pathname) return
    seen.current = pathname
    main.current?.focus({ preventScroll: true })
    window.scrollTo(0, 0)
  }, [pathname])
  return main
}

export function Shell() {
  const t = useShell()
  const client = useQueryClient()
  const me = useMe()
  const time = useServerTime()
  const ended = useSessionEnded()
  const [chosen, setChosen] = useState<string | null>(() => sessionStorage.getItem(actingKey))
  const main = useFocusOnNavigation()
  const acting = useMemo(() => {
    const person = me.data ?? null
    const roles = person ? rolesOf(person) : []
    const role = roles.find((r) => r === chosen) ?? roles[0]
    const setRole = (next: Role) => {
      sessionStorage.setItem(actingKey, next)
      setChosen(next)
    }
    return { me: person, role, setRole }
  }, [me.data, chosen])

  return (
    <ActingContext.Provider value={acting}>
      <a className="gp-skip" href="#content">
        {t('skip')}
      </a>
      <TopBar />
      {(me.data?.rehearsal === true || time?.rehearsal === true) && <RehearsalMark />}
      {ended && <EndedMark />}
      <main id="content" className="gp-main" tabIndex={-1} ref={main}>
        {me.isPending ? (
          <Skeleton active style={{ marginTop: 24 }} />
        ) : me.isError ? (
          <div style={{ marginTop: 24 }}>
            <ProblemNotice error={me.error} onRetry={() => void client.invalidateQueries({ queryKey: meKey })} />
          </div>
        ) : (
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        )}
      </main>
    </ActingContext.Provider>
  )
}

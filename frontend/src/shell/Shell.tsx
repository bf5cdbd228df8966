import { useQueryClient } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import { Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { Outlet, useLocation } from 'react-router'
import { meKey, useMe } from '../api/session'
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

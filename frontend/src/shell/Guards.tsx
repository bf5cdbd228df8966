import { Button } from 'antd'
import { Link, Outlet, useRouteError } from 'react-router'
import { Empty } from '../ui/Loaded'
import { Landing } from './Landing'
import { useActing } from './roles'
import { useShell } from './strings'

/** Pages behind the login; a visitor is told so and comes back here afterwards. */
export function RequireLogin() {
  const { me } = useActing()
  return me === null ? <Landing turnedAway /> : <Outlet />
}

export function NotFound() {
  const t = useShell()
  return (
    <Empty icon="search" title={t('notFound.title')} text={t('notFound.text')}>
      <Link to="/">{t('notFound.home')}</Link>
    </Empty>
  )
}

/** A bug in a page: what was submitted is safe, and the way on is to load again. */
export function Crash() {
  const t = useShell()
  const error = useRouteError()
  console.error(error)
  return (
    <Empty icon="stop" title={t('crash.title')} text={t('crash.text')}>
      <Button onClick={() => window.location.reload()}>{t('crash.reload')}</Button>
    </Empty>
  )
}

import { Alert, Button } from 'antd'
import { lazy, Suspense } from 'react'
import { Link, useLocation, useSearchParams } from 'react-router'
import { loginUrl } from '../api/session'
import { Icon } from '../ui/Icon'
import { useTitle } from './ServerTime'
import { useShell } from './strings'

const LatestNotices = lazy(() => import('../features/notice/LatestNotices'))

/** Why a login did not end well, as the server says in the address. */
const troubles = ['failed', 'begun-elsewhere', 'refused', 'unavailable'] as const

/** What a visitor sees who has not logged in. */
export function Landing({ turnedAway = false }: { turnedAway?: boolean }) {
  const t = useShell()
  const location = useLocation()
  useTitle(undefined)
  const [search] = useSearchParams()
  const trouble = troubles.find((each) => each === search.get('login'))
  const returnTo = trouble ? '/' : location.pathname + location.search
  return (
    <div className="landing">
      <div>
        <h1>{t('landing.title')}</h1>
        <p className="lead">{t('landing.lead')}</p>
        {trouble && <Alert type="warning" showIcon className="landing-trouble" title={t(`login.${trouble}`)} />}
        {turnedAway && <p className="s13 warm">{t('landing.returnTo')}</p>}
        <div className="actions">
          <Button type="primary" size="large" href={loginUrl(returnTo)}>
            <span className="landing-login">{t('landing.login')}</span>
          </Button>
          <Link to="/notices" className="landing-link">
            {t('landing.notices')} <Icon name="right" small />
          </Link>
        </div>
      </div>
      <div className="points">
        {(
          [
            ['p1', 'lock'],
            ['p2', 'list'],
            ['p3', 'shield'],
          ] as const
        ).map(([key, icon]) => (
          <section key={key} className="card point">
            <Icon name={icon} />
            <h2>{t(`landing.${key}`)}</h2>
            <p className="muted">{t(`landing.${key}Text`)}</p>
          </section>
        ))}
      </div>
      {!turnedAway && (
        <Suspense>
          <LatestNotices />
        </Suspense>
      )}
    </div>
  )
}

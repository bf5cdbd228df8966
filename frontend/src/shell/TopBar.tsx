import { Dropdown, type MenuProps } from 'antd'
import { Link, NavLink, useLocation } from 'react-router'
import { loginUrl, logout } from '../api/session'
import type { Role } from '../api/types'
import { setLanguage, useLanguage } from '../i18n'
import { useTerms } from '../i18n/terms'
import { Icon } from '../ui/Icon'
import { navigationFor, rolesOf, useActing } from './roles'
import { ServerTime } from './ServerTime'
import { useShell } from './strings'

export function Mark() {
  return (
    <svg viewBox="0 0 28 28" aria-hidden="true">
      <rect x="1" y="1" width="26" height="26" rx="5" fill="none" stroke="#fff" strokeWidth="1.6" />
      <path d="M7 17.5h14M14 7v14M14 7l-6 4.2M14 7l6 4.2" stroke="#fff" strokeWidth="1.8" fill="none" strokeLinecap="round" />
      <circle cx="14" cy="21.3" r="1.6" fill="#d99a4a" />
    </svg>
  )
}

function UserMenu() {
  const t = useShell()
  const terms = useTerms()
  const { me, role, setRole } = useActing()
  if (me === null) return null
  const roles = rolesOf(me)
  const items: MenuProps['items'] = [
    {
      key: 'who',
      type: 'group',
      label: me.organisation ? `${me.name} · ${me.organisation.name}` : me.name,
      children: roles.map((r) => ({ key: `role:${r}`, label: terms(`role.${r}`), icon: <Icon name={r === role ? 'check' : 'people'} small /> })),
    },
    { type: 'divider' },
    { key: 'logout', label: t('logout') },
  ]
  const onClick: MenuProps['onClick'] = ({ key }) => {
    if (key === 'logout') void logout()
    else setRole(key.slice('role:'.length) as Role)
  }
  return (
    <Dropdown menu={{ items, onClick, selectable: false }} trigger={['click']} placement="bottomRight">
      <button type="button" className="gp-user" title={t('account', { name: me.account })} aria-haspopup="menu">
        <i aria-hidden="true">{me.name.slice(0, 1)}</i>
        <span className="gp-user-name">{me.name}</span>
        <Icon name="down" small />
      </button>
    </Dropdown>
  )
}

function Navigation() {
  const t = useShell()
  const { role } = useActing()
  const { pathname } = useLocation()
  const entries = navigationFor(role)
  // A project belongs to the first entry: it is opened from there; so does a draw to the list of draws.
  const isOn = (to: string) =>
    to === '/'
      ? pathname === '/' || pathname.startsWith('/projects') || (role === 'expert_pool_operator' && pathname.startsWith('/experts'))
      : pathname.startsWith(to) || (to === '/draws' && pathname.startsWith('/draw-room'))
  return (
    <>
      <nav className="gp-nav" aria-label={t('menu')}>
        {entries.map((entry) => (
          <NavLink key={entry.to} to={entry.to} className={isOn(entry.to) ? 'on' : ''}>
            {t(`nav.${entry.key}`)}
          </NavLink>
        ))}
      </nav>
      <Dropdown
        trigger={['click']}
        menu={{ items: entries.map((entry) => ({ key: entry.to, label: <Link to={entry.to}>{t(`nav.${entry.key}`)}</Link> })) }}
      >
        <button type="button" className="gp-nav-button" aria-label={t('menu')} aria-haspopup="menu">
          <Icon name="list" />
        </button>
      </Dropdown>
    </>
  )
}

export function TopBar() {
  const t = useShell()
  const terms = useTerms()
  const language = useLanguage()
  const { me, role } = useActing()
  const location = useLocation()
  return (
    <header className="gp-top">
      <Link to="/" className="gp-brand">
        <Mark />
        <span>{terms('product')}</span>
        {role && <small>{terms(`role.${role}`)}</small>}
      </Link>
      <Navigation />
      <div className="right">
        <ServerTime />
        <button
          type="button"
          className="gp-language"
          title={t('languageLabel')}
          lang={language === 'zh' ? 'en' : 'zh-CN'}
          onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
        >
          <Icon name="globe" small />
          <span>{t('language')}</span>
        </button>
        {me === null ? (
          <a className="gp-login" href={loginUrl(location.pathname + location.search)}>
            {t('login')}
          </a>
        ) : (
          <UserMenu />
        )}
      </div>
    </header>
  )
}

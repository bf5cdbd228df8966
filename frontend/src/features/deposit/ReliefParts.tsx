import { NavLink } from 'react-router'
import { useActing } from '../../shell/roles'
import { useDepositStrings } from './strings'

/** The two halves of relief: what policies say, and the classes of firms that they ask for. */
export function ReliefParts() {
  const t = useDepositStrings()
  const { role } = useActing()
  if (role !== 'platform_administrator' && role !== 'venue_operator') return null
  return (
    <nav className="dep-parts" aria-label={t('relief.parts')}>
      <NavLink to="/relief" end className={({ isActive }) => (isActive ? 'on' : '')}>
        {t('relief.policies')}
      </NavLink>
      <NavLink to="/relief/credits" className={({ isActive }) => (isActive ? 'on' : '')}>
        {t('relief.credits')}
      </NavLink>
    </nav>
  )
}

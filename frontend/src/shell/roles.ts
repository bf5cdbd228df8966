import { createContext, useContext } from 'react'
import type { Me, Role } from '../api/types'

/** The order in which a person with several roles is greeted. */
const precedence: Role[] = [
  'tender_agent',
  'project_owner',
  'supervisor',
  'bidder',
  'platform_administrator',
  'auditor',
  'venue_operator',
  'expert_pool_operator',
  'expert',
]

export function rolesOf(me: Me): Role[] {
  return precedence.filter((role) => me.roles.includes(role))
}

interface Acting {
  me: Me | null
  role: Role | undefined
  setRole: (role: Role) => void
}

export const ActingContext = createContext<Acting>({ me: null, role: undefined, setRole: () => undefined })

/** Who is logged in, and in which of their roles they act now. */
export function useActing(): Acting {
  return useContext(ActingContext)
}

type NavKey = 'myProjects' | 'decisions' | 'wall' | 'tenders' | 'notices' | 'methods' | 'organisations' | 'ruleSets' | 'calendars' | 'audit' | 'log' | 'today' | 'experts' | 'fairness' | 'imports' | 'myRecord' | 'callDesk' | 'draws' | 'bank' | 'deposits' | 'relief'

export function navigationFor(role: Role | undefined): { key: NavKey; to: string }[] {
  const notices = { key: 'notices', to: '/notices' } as const
  const methods = { key: 'methods', to: '/methods' } as const
  const log = { key: 'log', to: '/log' } as const
  const ruleSets = { key: 'ruleSets', to: '/rule-sets' } as const
  const deposits = { key: 'deposits', to: '/deposits/figures' } as const
  const relief = { key: 'relief', to: '/relief' } as const
  const draws = { key: 'draws', to: '/draws' } as const
  switch (role) {
    case undefined:
      return [notices]
    case 'tender_agent':
      return [{ key: 'myProjects', to: '/' }, draws, notices, methods, ruleSets]
    case 'project_owner':
      return [{ key: 'decisions', to: '/' }, notices, methods]
    case 'supervisor':
      return [{ key: 'wall', to: '/' }, draws, notices, methods, { key: 'experts', to: '/experts' }, { key: 'fairness', to: '/draw-fairness' }, deposits, ruleSets, log]
    case 'bidder':
      return [{ key: 'tenders', to: '/' }, notices]
    case 'platform_administrator':
      return [
        { key: 'organisations', to: '/' },
        draws,
        ruleSets,
        { key: 'calendars', to: '/calendars' },
        methods,
        deposits,
        relief,
        notices,
      ]
    case 'auditor':
      return [{ key: 'audit', to: '/' }, { key: 'experts', to: '/experts' }, { key: 'fairness', to: '/draw-fairness' }, deposits, log, ruleSets, notices]
    case 'venue_operator':
      return [{ key: 'today', to: '/' }, { key: 'bank', to: '/bank' }, deposits, relief, draws, notices]
    case 'expert_pool_operator':
      return [{ key: 'experts', to: '/' }, { key: 'imports', to: '/expert-imports' }, { key: 'callDesk', to: '/call-desk' }, notices]
    case 'expert':
      return [{ key: 'today', to: '/' }, { key: 'myRecord', to: '/my-record' }, notices]
    default:
      return [{ key: 'today', to: '/' }, notices]
  }
}

import type { UseQueryResult } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { Icon, type IconName } from './Icon'
import { ProblemNotice } from './ProblemNotice'
import { useUi } from './strings'

/** The shape of what is coming, while it is under way. */
export function Loading({ rows = 4 }: { rows?: number }) {
  const t = useUi()
  return (
    <div className="card" aria-busy="true" aria-label={t('loading')} role="status">
      <div className="bd">
        <Skeleton active title paragraph={{ rows }} />
      </div>
    </div>
  )
}

/** A part of a card that is under way. */
export function CardLoading() {
  const t = useUi()
  return (
    <div aria-busy="true" aria-label={t('loading')} role="status">
      <Skeleton active title={false} paragraph={{ rows: 3 }} />
    </div>
  )
}

/** An answer of the server: its skeleton, its trouble, or itself. */
export function Loaded<T>({ query, rows, children }: { query: UseQueryResult<T>; rows?: number; children: (data: T) => ReactNode }) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.isError) return <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
  return <Loading rows={rows} />
}

/** Nothing here yet: what will appear, and how it comes about. */
export function Empty({ icon = 'doc', title, text, children }: { icon?: IconName; title: string; text?: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <span className="shape">
        <Icon name={icon} />
      </span>
      <h3>{title}</h3>
      {text && <p>{text}</p>}
      {children}
    </div>
  )
}

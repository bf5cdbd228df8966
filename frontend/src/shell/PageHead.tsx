import type { ReactNode } from 'react'
import { useTitle } from './ServerTime'

/** The head of a page: its title, its tags, and what can be done. */
export function PageHead({ title, tags, actions }: { title: string; tags?: ReactNode; actions?: ReactNode }) {
  useTitle(title)
  return (
    <div className="gp-head">
      <h1>{title}</h1>
      {tags}
      <span className="grow" />
      {actions && <div className="actions no-print">{actions}</div>}
    </div>
  )
}

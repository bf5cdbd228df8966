import type { ReactNode } from 'react'

/** A titled surface. */
export function Panel({ title, sub, actions, footer, flush, id, children }: { title?: ReactNode; sub?: ReactNode; actions?: ReactNode; footer?: ReactNode; flush?: boolean; id?: string; children: ReactNode }) {
  return (
    <section className="card" id={id}>
      {title !== undefined && (
        <div className="hd">
          <h2>{title}</h2>
          {sub && <span className="s13 muted">{sub}</span>}
          <span className="grow" />
          {actions}
        </div>
      )}
      <div className={flush ? undefined : 'bd'}>{children}</div>
      {footer && <div className="ft">{footer}</div>}
    </section>
  )
}

export function Facts({ items, wide }: { items: [label: ReactNode, value: ReactNode][]; wide?: boolean }) {
  return (
    <dl className={wide ? 'facts wide' : 'facts'}>
      {items.map(([label, value], i) => (
        <div key={i} style={{ display: 'contents' }}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useImperativeHandle, useRef, useState, type KeyboardEvent, type Ref } from 'react'
import type { AuditEntry } from '../../api/types'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { useAuditStrings } from './strings'
import { TrailRow } from './TrailRow'
import { usePages, type Trail } from './useTrail'
import type { Verdict } from './verifyEntry'

const rowHeight = 60

export interface TrailListHandle {
  goTo: (index: number) => void
}

interface TrailListProps {
  trail: Trail
  verdicts: Record<string, Verdict>
  open: string | undefined
  onOpen: (entry: AuditEntry) => void
  onLoaded: (entries: AuditEntry[]) => void
  ref: Ref<TrailListHandle>
}

/** All entries under one scroll bar; only those in sight are in the document. */
export function TrailList({ trail, verdicts, open, onOpen, onLoaded, ref }: TrailListProps) {
  const t = useAuditStrings()
  const box = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const total = trail.outline.total
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({ count: total, getScrollElement: () => box.current, estimateSize: () => rowHeight, overscan: 6 })
  const rows = virtual.getVirtualItems()
  const { entry, loaded, failed } = usePages(trail, rows[0]?.index ?? 0, rows.at(-1)?.index ?? 0)
  const shown = loaded.map((e) => e.id).join()
  useEffect(() => {
    onLoaded(loaded)
    // The ids say which entries are loaded.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [shown])

  const goTo = (index: number, align: 'auto' | 'start' = 'auto') => {
    const to = Math.max(0, Math.min(total - 1, index))
    setActive(to)
    virtual.scrollToIndex(to, { align })
  }
  useImperativeHandle(ref, () => ({
    goTo: (index) => {
      goTo(index, 'start')
      box.current?.focus({ preventScroll: true })
    },
  }))
  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? rowHeight) / rowHeight) - 1)
    const steps: Record<string, number> = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + page, PageUp: active - page, Home: 0, End: total - 1 }
    const to = steps[event.key]
    if (to !== undefined) {
      event.preventDefault()
      goTo(to)
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      const chosen = entry(active)
      if (chosen) onOpen(chosen)
    }
  }
  const activeInSight = rows.some((row) => row.index === active)
  return (
    <>
      {failed && <ProblemNotice error={failed.error} onRetry={() => void failed.refetch()} />}
      <div
        ref={box}
        className="trail-box no-print"
        role="listbox"
        tabIndex={0}
        aria-label={t('title')}
        aria-activedescendant={activeInSight ? `trail-${active}` : undefined}
        onKeyDown={onKeyDown}
        data-testid="trail"
      >
        <div role="presentation" className="trail-all" style={{ height: virtual.getTotalSize() }}>
          {rows.map((row) => {
            const one = entry(row.index)
            return (
              <div
                key={row.index}
                id={`trail-${row.index}`}
                role="option"
                aria-setsize={total}
                aria-posinset={row.index + 1}
                aria-selected={one !== undefined && one.id === open}
                aria-busy={one === undefined || undefined}
                aria-label={one === undefined ? t('coming', { n: row.index + 1 }) : undefined}
                className={`trail-row${row.index === active ? ' active' : ''}`}
                style={{ transform: `translateY(${row.start}px)`, height: rowHeight }}
                onClick={() => {
                  setActive(row.index)
                  if (one) onOpen(one)
                }}
              >
                {one ? <TrailRow entry={one} verdict={verdicts[one.id]} /> : <span className="trail-coming" aria-hidden="true" />}
              </div>
            )
          })}
        </div>
      </div>
    </>
  )
}

import { Alert, Button, Drawer, Grid } from 'antd'
import { useRef, useState } from 'react'
import type { AuditEntry, Project } from '../../api/types'
import { useLanguage } from '../../i18n'
import { Icon } from '../../ui/Icon'
import { InstantPicker } from '../../ui/InstantPicker'
import { Empty } from '../../ui/Loaded'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { EntryDetail } from './EntryDetail'
import { policyNow } from './log'
import { useKindName } from './names'
import { useAuditStrings } from './strings'
import { TrailList, type TrailListHandle } from './TrailList'
import { TrailPrint } from './TrailPrint'
import { saveExcerpt, useFindTime, useNews, type Trail } from './useTrail'
import { verifyEntry, type Verdict } from './verifyEntry'

interface TrailViewProps {
  project: Project
  trail: Trail
  isFiltered: boolean
  onAgain: () => void
}

/** What was found, with one entry of it open. */
export function TrailView({ project, trail, isFiltered, onAgain }: TrailViewProps) {
  const t = useAuditStrings()
  const language = useLanguage()
  const kindName = useKindName()
  const isWide = Grid.useBreakpoint().xl === true
  const list = useRef<TrailListHandle>(null)
  const [open, setOpen] = useState<AuditEntry>()
  const [loaded, setLoaded] = useState<AuditEntry[]>([])
  const [verdicts, setVerdicts] = useState<Record<string, Verdict>>({})
  const [saving, setSaving] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const findTime = useFindTime(trail)
  const news = useNews(trail).data
  const { total } = trail.outline

  const verify = async (entries: AuditEntry[]) => {
    const policy = await policyNow().catch(() => undefined)
    const all = await Promise.all(entries.map(async (e) => [e.id, await verifyEntry(e, policy, language)] as const))
    setVerdicts((before) => ({ ...before, ...Object.fromEntries(all) }))
  }
  const save = async () => {
    setSaving(true)
    setTrouble(undefined)
    await saveExcerpt(project.id, trail.filter).catch(setTrouble)
    setSaving(false)
  }
  const close = () => {
    setOpen(undefined)
    document.querySelector<HTMLElement>('.trail-box')?.focus({ preventScroll: true })
  }
  const checked = loaded.flatMap((e) => verdicts[e.id] ?? [])
  const wrong = checked.filter(({ state }) => state === 'wrong').length
  const unproved = checked.filter(({ state }) => state === 'open').length
  const detail = open && <EntryDetail projectId={project.id} entry={open} verdict={verdicts[open.id]} onVerify={() => void verify([open])} />

  if (total === 0) return <Empty icon={isFiltered ? 'search' : 'list'} title={t(isFiltered ? 'none' : 'empty')} text={t(isFiltered ? 'noneText' : 'emptyText')} />
  return (
    <>
      <div className="trail-bar no-print">
        <b role="status">{t(isFiltered ? 'found' : 'count', { n: total.toLocaleString('en') })}</b>
        {news !== undefined && news.count > 0 && (
          <Button size="small" type="primary" ghost icon={<Icon name="clock" small />} onClick={onAgain}>
            {t('news', { n: news.more ? `${news.count}+` : news.count })}
          </Button>
        )}
        <span className="grow" />
        <Button size="small" onClick={() => list.current?.goTo(0)}>
          {t('goNewest')}
        </Button>
        <span className="trail-jump">
          <InstantPicker aria-label={t('goTime')} placeholder={t('goTime')} onChange={(at) => {
              if (at) void findTime(at).then((index) => list.current?.goTo(index), setTrouble)
            }} />
        </span>
        <Button size="small" icon={<Icon name="shield" small />} onClick={() => void verify(loaded)}>
          {t('verifyAll')}
        </Button>
        <Button size="small" loading={saving} icon={<Icon name="download" small />} onClick={() => void save()}>
          {t('export')}
        </Button>
      </div>
      {trouble !== undefined && (
        <div className="trail-trouble">
          <ProblemNotice error={trouble} />
        </div>
      )}
      {checked.length > 0 && checked.length === loaded.length && (
        <Alert
          banner
          showIcon
          type={wrong > 0 ? 'error' : unproved > 0 ? 'warning' : 'success'}
          title={wrong > 0 ? t('failedAll', { n: wrong }) : unproved > 0 ? t('unprovedAll', { n: unproved, proved: checked.length - unproved }) : t('verifiedAll', { n: checked.length })}
        />
      )}
      <div className={open && isWide ? 'trail-split open' : 'trail-split'}>
        <TrailList ref={list} trail={trail} verdicts={verdicts} open={open?.id} onOpen={setOpen} onLoaded={setLoaded} />
        {open && isWide && (
          <aside className="trail-aside" aria-label={t('detail')}>
            <div className="row">
              <h2 className="grow">{kindName(open.kind)}</h2>
              <Button type="text" size="small" className="no-print" aria-label={t('closeDetail')} icon={<Icon name="close" small />} onClick={close} />
            </div>
            {detail}
          </aside>
        )}
      </div>
      <TrailPrint entries={loaded} total={total} />
      {!isWide && (
        <Drawer open={open !== undefined} onClose={close} title={open && kindName(open.kind)} size={560} rootClassName="trail-drawer">
          {detail}
        </Drawer>
      )}
    </>
  )
}

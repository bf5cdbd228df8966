import { useInfiniteQuery } from '@tanstack/react-query'
import { Alert, Button, Select } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { api } from '../../api/client'
import type { AuditEntry } from '../../api/types'
import { useLanguage } from '../../i18n'
import { Icon } from '../../ui/Icon'
import { Empty, Loaded } from '../../ui/Loaded'
import { Panel } from '../../ui/Panel'
import { useUi } from '../../ui/strings'
import { useThisProject } from '../tender/queries'
import { EntryLine, useKindName, verifyEntry, type Verdict } from './EntryLine'
import { policyNow } from './log'
import { useAuditStrings } from './strings'
import './audit.css'

function Trail({ projectId, items }: { projectId: string; items: AuditEntry[] }) {
  const t = useAuditStrings()
  const kindName = useKindName()
  const [search, setSearch] = useSearchParams()
  const [verdicts, setVerdicts] = useState<Record<string, Verdict>>({})
  const kind = search.get('kind') ?? ''
  const shown = items.filter((e) => kind === '' || e.kind === kind)
  const checked = shown.flatMap((e) => (verdicts[e.id] ? [verdicts[e.id]!] : []))
  const wrong = checked.filter((v) => !v.ok).length
  const language = useLanguage()
  const verify = async (entries: AuditEntry[]) => {
    const policy = await policyNow().catch(() => undefined)
    const all = await Promise.all(entries.map(async (e) => [e.id, await verifyEntry(e, policy, language)] as const))
    setVerdicts((before) => ({ ...before, ...Object.fromEntries(all) }))
  }
  return (
    <Panel
      flush
      title={t('title')}
      sub={t('sub')}
      actions={
        <span className="row wrap no-print">
          <Link to="/log" className="s13">
            {t('log.title')}
          </Link>
          <Select
            aria-label={t('filter.all')}
            size="small"
            value={kind}
            popupMatchSelectWidth={false}
            style={{ minWidth: 140 }}
            options={[{ value: '', label: t('filter.all') }, ...[...new Set(items.map((e) => e.kind))].map((k) => ({ value: k, label: kindName(k) }))]}
            onChange={(k) => setSearch(k ? { kind: k } : {}, { replace: true })}
          />
          <Button size="small" type="primary" icon={<Icon name="shield" small />} onClick={() => void verify(shown)}>
            {t('verifyAll')}
          </Button>
        </span>
      }
    >
      {checked.length > 0 && checked.length === shown.length && (
        <Alert banner showIcon type={wrong === 0 ? 'success' : 'error'} title={wrong === 0 ? t('verifiedAll', { n: checked.length }) : t('failedAll', { n: wrong })} />
      )}
      {items.length === 0 ? (
        <Empty icon="list" title={t('empty')} text={t('emptyText')} />
      ) : (
        <ol className="trail" data-testid="trail">
          {shown.map((e) => (
            <EntryLine key={e.id} projectId={projectId} entry={e} verdict={verdicts[e.id]} onVerify={() => void verify([e])} />
          ))}
        </ol>
      )}
    </Panel>
  )
}

export default function AuditPage() {
  const ui = useUi()
  const project = useThisProject()
  // Each reading is on record: the trail is not read again by itself.
  const entries = useInfiniteQuery({
    queryKey: ['audit', project.id],
    queryFn: ({ pageParam, signal }) => api.get('/projects/{projectId}/audit', { path: { projectId: project.id }, query: { after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
  return (
    <Loaded query={entries} rows={8}>
      {(data) => (
        <div className="stack">
          <Trail projectId={project.id} items={data.pages.flatMap((p) => p.items)} />
          {entries.hasNextPage && (
            <div>
              <Button loading={entries.isFetchingNextPage} onClick={() => void entries.fetchNextPage()}>
                {ui('more')}
              </Button>
            </div>
          )}
        </div>
      )}
    </Loaded>
  )
}

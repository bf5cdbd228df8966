import { Button, Input, Select } from 'antd'
import { useSearchParams } from 'react-router'
import { useTerms } from '../../i18n/terms'
import { PageHead } from '../../shell/PageHead'
import { Empty, Loaded } from '../../ui/Loaded'
import { Panel } from '../../ui/Panel'
import { useUi } from '../../ui/strings'
import { NoticeList } from './NoticeList'
import { usePublicNotices } from './queries'
import { useNotice } from './strings'

const kinds = ['TENDER', 'ADDENDUM', 'FIRST_OPENING_RECORD', 'OPENING_RECORD', 'CANDIDATES', 'AWARD', 'FAILED'] as const

export default function PublicNoticesPage() {
  const t = useNotice()
  const ui = useUi()
  const terms = useTerms()
  const [search, setSearch] = useSearchParams()
  const q = search.get('q') ?? undefined
  const kind = search.get('kind') ?? ''
  const notices = usePublicNotices(q)
  const items = (notices.data?.pages.flatMap((p) => p.items) ?? []).filter((n) => kind === '' || n.kind === kind)
  const set = (name: string, value: string) => {
    const next = new URLSearchParams(search)
    if (value) next.set(name, value)
    else next.delete(name)
    setSearch(next, { replace: true })
  }
  return (
    <>
      <PageHead
        title={t('title')}
        actions={
          <>
            <Input.Search aria-label={t('search')} placeholder={t('search')} defaultValue={q} maxLength={100} allowClear style={{ width: 260 }} onSearch={(v) => set('q', v.trim())} />
            <Select
              aria-label={t('kindAll')}
              value={kind}
              style={{ width: 160 }}
              options={[{ value: '', label: t('kindAll') }, ...kinds.map((k) => ({ value: k, label: terms(`noticeKind.${k}`) }))]}
              onChange={(v) => set('kind', v)}
            />
          </>
        }
      />
      <p className="s13 muted" style={{ margin: '-8px 0 12px' }}>
        {t('sub')}
      </p>
      <Loaded query={notices}>
        {() => (
          <Panel flush>
            {items.length === 0 ? <Empty title={q || kind ? t('noMatch') : t('empty')} text={q || kind ? undefined : t('emptyText')} /> : <NoticeList items={items} />}
          </Panel>
        )}
      </Loaded>
      {notices.hasNextPage && (
        <Button style={{ marginTop: 16 }} loading={notices.isFetchingNextPage} onClick={() => void notices.fetchNextPage()}>
          {ui('more')}
        </Button>
      )}
    </>
  )
}

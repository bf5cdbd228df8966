import { Link } from 'react-router'
import { Icon } from '../../ui/Icon'
import { Panel } from '../../ui/Panel'
import { NoticeList } from './NoticeList'
import { usePublicNotices } from './queries'
import { useNotice } from './strings'

/** The newest notices, for the page that greets visitors; nothing while there are none. */
export default function LatestNotices() {
  const t = useNotice()
  const notices = usePublicNotices(undefined)
  const items = notices.data?.pages[0]?.items.slice(0, 5) ?? []
  if (items.length === 0) return null
  return (
    <Panel
      flush
      title={t('latest')}
      actions={
        <Link to="/notices" className="s13">
          {t('all')} <Icon name="right" small />
        </Link>
      }
    >
      <NoticeList items={items} />
    </Panel>
  )
}

import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Link, useParams } from 'react-router'
import { api } from '../../api/client'
import type { Notice } from '../../api/types'
import { useTitle } from '../../shell/ServerTime'
import { Icon } from '../../ui/Icon'
import { Loaded } from '../../ui/Loaded'
import { NoticeBody } from './NoticeBody'
import { pdfUrl } from './NoticeList'
import { useNotice } from './strings'

/** Whether the tender notice says that the opening is open to everybody. */
function mayWatch({ kind, body }: Notice): boolean {
  return kind === 'TENDER' && body.sections.some(({ facts }) => facts?.some(({ labelEn, value }) => labelEn === 'Public may watch' && value === '开放'))
}

export default function PublicNoticePage() {
  const t = useNotice()
  const { noticeId = '' } = useParams()
  const notice = useQuery({
    queryKey: ['public-notices', 'one', noticeId],
    queryFn: ({ signal }) => api.get('/public/notices/{noticeId}', { path: { noticeId }, signal }),
  })
  useTitle(notice.data?.title ?? t('title'))
  return (
    <Loaded query={notice} rows={10}>
      {(data) => (
        <div className="notice-page">
          <div className="row between no-print notice-tools">
            <Link to="/notices">
              <Icon name="left" small /> {t('all')}
            </Link>
            <span className="row wrap">
              {mayWatch(data) && (
                <Link to={`/public/openings/${data.projectId}`}>
                  <Icon name="eye" small /> {t('watch')}
                </Link>
              )}
              <Button icon={<Icon name="print" small />} onClick={() => window.print()}>
                {t('print')}
              </Button>
              <Button icon={<Icon name="download" small />} href={pdfUrl(data.id)} target="_blank" rel="noreferrer">
                {t('pdf')}
              </Button>
            </span>
          </div>
          <NoticeBody notice={data} />
        </div>
      )}
    </Loaded>
  )
}

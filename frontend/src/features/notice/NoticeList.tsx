import { Link } from 'react-router'
import { apiUrl } from '../../api/client'
import type { Notice } from '../../api/types'
import { useLanguage } from '../../i18n'
import { useTerms } from '../../i18n/terms'
import { formatInstant } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { Tag } from '../../ui/Tag'
import { When } from '../../ui/When'
import { useNotice } from './strings'
import './notice.css'

export function pdfUrl(noticeId: string): string {
  return apiUrl('/public/notices/{noticeId}/pdf', { noticeId })
}

const tones = { TENDER: 'blue', ADDENDUM: 'yellow', FIRST_OPENING_RECORD: 'plain', OPENING_RECORD: 'plain', CANDIDATES: 'blue', AWARD: 'ok', FAILED: 'orange' } as const

export function NoticeList({ items }: { items: Notice[] }) {
  const t = useNotice()
  const terms = useTerms()
  const language = useLanguage()
  return (
    <ul className="notices">
      {items.map((notice) => (
        <li key={notice.id}>
          <div className="notice-kind">
            <Tag tone={tones[notice.kind]}>{terms(`noticeKind.${notice.kind}`)}</Tag>
          </div>
          <div className="grow">
            <Link to={`/notices/${notice.id}`} className="b">
              {notice.title}
            </Link>
            <div className="s13 muted">
              {notice.projectCode} · {notice.projectTitle}
              {notice.lotName && ` · ${notice.lotName}`}
              {notice.endsAt && ` · ${t(notice.kind === 'TENDER' ? 'deadline' : 'until')} ${formatInstant(notice.endsAt, language)}`}
            </div>
          </div>
          <span className="s13 muted nowrap">
            <When at={notice.publishedAt} />
          </span>
          <a href={pdfUrl(notice.id)} className="s13 nowrap" target="_blank" rel="noreferrer" aria-label={`${t('pdf')} ${notice.title}`}>
            <Icon name="download" small /> PDF
          </a>
        </li>
      ))}
    </ul>
  )
}

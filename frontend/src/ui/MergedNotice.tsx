import { Alert } from 'antd'
import { useUi } from './strings'

interface MergedNoticeProps {
  /** Names of fields, as people know them. */
  taken: string[]
  conflicts: { field: string; theirs: string }[]
}

/** Somebody else saved meanwhile: what was taken over from them, and where the two of us differ. */
export function MergedNotice({ taken, conflicts }: MergedNoticeProps) {
  const t = useUi()
  return (
    <Alert
      type="warning"
      showIcon
      title={t('merged.title')}
      description={
        <ul className="stack tight">
          {taken.length > 0 && <li>{t('merged.taken', { fields: taken.join('、') })}</li>}
          {conflicts.map((c) => (
            <li key={c.field}>{t('merged.conflict', c)}</li>
          ))}
          <li>{t('merged.what')}</li>
        </ul>
      }
    />
  )
}

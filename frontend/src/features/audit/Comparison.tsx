import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client'
import type { AuditEntry } from '../../api/types'
import { useLanguage } from '../../i18n'
import { formatInstant, formatYuan, shortDigest } from '../../ui/format'
import { CardLoading } from '../../ui/Loaded'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { When } from '../../ui/When'
import { changesBetween, mayFollowAnother, middle, ownChanges, type Change, type Comparison as Compared } from './compare'
import { useAuditStrings } from './strings'
import { useFieldName } from './names'

const amounts = ['budget', 'ceilingPrice', 'price']

function useValue(): (change: Change, side: 'before' | 'after') => string | undefined {
  const language = useLanguage()
  const t = useAuditStrings()
  return (change, side) => {
    const value = change[side]
    if (value === undefined) return undefined
    if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return formatInstant(value, language)
    if (amounts.includes(change.field)) return formatYuan(value)
    if (/^[0-9a-f]{64}$/.test(value)) return shortDigest(value)
    if (value === 'yes' || value === 'no') return t(`value.${value}`)
    return value
  }
}

function Row({ change }: { change: Change }) {
  const t = useAuditStrings()
  const field = useFieldName()
  const value = useValue()
  const before = value(change, 'before')
  const after = value(change, 'after')
  const parts = before !== undefined && after !== undefined ? middle(before, after) : undefined
  return (
    <tr>
      <th scope="row">{field(change.field)}</th>
      <td>
        {before === undefined ? (
          <span className="faint">{t('diff.none')}</span>
        ) : (
          <>
            {parts?.start}
            <del>{parts ? parts.before : before}</del>
            {parts?.end}
          </>
        )}
      </td>
      <td>
        {after === undefined ? (
          <span className="faint">{t('diff.none')}</span>
        ) : (
          <>
            {parts?.start}
            <ins>{parts ? parts.after : after}</ins>
            {parts?.end}
          </>
        )}
      </td>
    </tr>
  )
}

function Table({ compared, beforeAt, afterAt }: { compared: Compared; beforeAt?: string; afterAt: string }) {
  const t = useAuditStrings()
  if (compared.changed.length === 0) return <p className="muted s13">{t('diff.nothing')}</p>
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={t('diff.title')}>
      <table className="t diff">
        <thead>
          <tr>
            <th scope="col">{t('diff.field')}</th>
            <th scope="col">
              {t('diff.before')} {beforeAt && <When at={beforeAt} style="shortTime" />}
            </th>
            <th scope="col">
              {t('diff.after')} <When at={afterAt} style="shortTime" />
            </th>
          </tr>
        </thead>
        <tbody>
          {compared.changed.map((change) => (
            <Row key={change.field} change={change} />
          ))}
        </tbody>
      </table>
      {compared.same > 0 && <p className="s12 muted diff-same">{t('diff.same', { n: compared.same })}</p>}
    </div>
  )
}

/** What an entry changed of what was set before it. Shows nothing for one that changes nothing. */
export function Comparison({ projectId, entry }: { projectId: string; entry: AuditEntry }) {
  const t = useAuditStrings()
  const own = ownChanges(entry)
  const before = useQuery({
    queryKey: ['audit-before', projectId, entry.id],
    queryFn: async ({ signal }) =>
      (await api.get('/projects/{projectId}/audit/{entryId}/before', { path: { projectId, entryId: entry.id }, signal })).items[0] ?? null,
    enabled: own === undefined && mayFollowAnother(entry),
    staleTime: Infinity,
  })
  if (own === undefined && !mayFollowAnother(entry)) return null
  return (
    <section className="stack tight">
      <h3>{t('diff.title')}</h3>
      {own !== undefined ? (
        <Table compared={own} afterAt={entry.at} />
      ) : before.isError ? (
        <ProblemNotice error={before.error} onRetry={() => void before.refetch()} />
      ) : before.data === undefined ? (
        <CardLoading />
      ) : before.data === null ? (
        <p className="muted s13">{t('diff.first')}</p>
      ) : (
        <Table compared={changesBetween(before.data, entry)} beforeAt={before.data.at} afterAt={entry.at} />
      )}
    </section>
  )
}

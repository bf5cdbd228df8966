import type { AuditEntry } from '../../api/types'
import { When } from '../../ui/When'
import { ActorName } from './ActorName'
import { objectsOf, useKindName } from './names'
import { useAuditStrings } from './strings'

/** What paper shows of the trail: the entries in sight, as a table. */
export function TrailPrint({ entries, total }: { entries: AuditEntry[]; total: number }) {
  const t = useAuditStrings()
  const kindName = useKindName()
  return (
    <div className="print-only">
      <p className="s12">{t('print.excerpt', { n: entries.length, total })}</p>
      <table className="t">
        <thead>
          <tr>
            <th>{t('index')}</th>
            <th>{t('time')}</th>
            <th>{t('filter.kind')}</th>
            <th>{t('object')}</th>
            <th>{t('actor')}</th>
            <th>{t('ruleSet')}</th>
            <th>{t('commitment')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.id}>
              <td>{entry.index ?? '—'}</td>
              <td>
                <When at={entry.at} style="full" />
              </td>
              <td>{kindName(entry.kind)}</td>
              <td>{objectsOf(entry)}</td>
              <td><ActorName entry={entry} /></td>
              <td>{entry.ruleSet ?? ''}</td>
              <td className="mono">{entry.commitment.slice(0, 16)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

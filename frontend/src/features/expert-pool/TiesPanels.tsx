import { useServerSecond } from '../../api/clock'
import type { Expert } from '../../api/types'
import { formatInstant } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { Panel } from '../../ui/Panel'
import { Tag } from '../../ui/Tag'
import { Span } from './Fact'
import { usePoolStrings } from './strings'

function List({ title, none, rows }: { title: string; none: string; rows: React.ReactNode[] }) {
  return (
    <Panel flush title={title}>
      {rows.length === 0 ? (
        <p className="muted pool-none">{none}</p>
      ) : (
        <div className="scroll-x">
          <table className="t">
            <tbody>{rows}</tbody>
          </table>
        </div>
      )}
    </Panel>
  )
}

/** Employers, qualifications and declared ties: what conflicts are found by. */
export function TiesPanels({ expert }: { expert: Expert }) {
  const t = usePoolStrings()
  const today = formatInstant(useServerSecond() * 1000, 'zh', 'date')
  return (
    <>
      <List
        title={t('work')}
        none={t('work.none')}
        rows={expert.employments.map((each, i) => (
          <tr key={i}>
            <th scope="row">
              {each.organisation}
              <div className="s12 muted mono">{each.creditCode}</div>
            </th>
            <td>{t(each.kind)}</td>
            <td>
              <Span from={each.validFrom} until={each.validUntil} lasting={t('work.now')} />
            </td>
          </tr>
        ))}
      />
      <List
        title={t('qualifications')}
        none={t('qualifications.none')}
        rows={expert.qualifications.map((each, i) => (
          <tr key={i}>
            <th scope="row">
              {each.name}
              <div className="s12 muted mono">{each.number}</div>
            </th>
            <td>
              {each.expiresOn !== undefined && each.expiresOn < today && (
                <Tag tone="orange" icon="warning">
                  {t('expiredTag')}
                </Tag>
              )}
            </td>
            <td>
              <Span from={each.issuedOn} until={each.expiresOn} lasting={t('forever')} />
            </td>
          </tr>
        ))}
      />
      <List
        title={t('relations')}
        none={t('relations.none')}
        rows={expert.relations.map((each, i) => (
          <tr key={i}>
            <th scope="row">
              {each.organisation}
              <div className="s12 muted mono">{each.creditCode}</div>
            </th>
            <td>
              {t(each.kind)} {each.person}
            </td>
            <td className="s13 muted">
              {each.position} {each.validUntil && <Icon name="right" small />} {each.validUntil}
            </td>
          </tr>
        ))}
      />
    </>
  )
}

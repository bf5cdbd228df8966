import type { AuditEntry } from '../../api/types'
import { useLanguage } from '../../i18n'
import { formatInstant } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { ActorName } from './ActorName'
import { objectsOf, useKindName, venueOf } from './names'
import { useAuditStrings } from './strings'
import { looks } from './verdictLooks'
import type { Verdict } from './verifyEntry'

/** One line of the trail: when, what, to what, who, from where, under which rule, and its place in the log. */
export function TrailRow({ entry, verdict }: { entry: AuditEntry; verdict: Verdict | undefined }) {
  const t = useAuditStrings()
  const language = useLanguage()
  const kindName = useKindName()
  const objects = objectsOf(entry)
  const venue = venueOf(entry)
  return (
    <>
      <time className="at" dateTime={entry.at}>
        <span>{formatInstant(entry.at, language, 'date')}</span>
        <span className="muted">{formatInstant(entry.at, language, 'time')}</span>
      </time>
      <span className="dot" aria-hidden="true" />
      <span className="what">
        <span className="line">
          <b>{kindName(entry.kind)}</b>
          {objects && <span>{objects}</span>}
        </span>
        <span className="line muted s13">
          <ActorName entry={entry} />
          {venue && (
            <span>
              <Icon name="globe" small /> {venue}
            </span>
          )}
          {entry.ruleSet && <span className="rule">{entry.ruleSet}</span>}
        </span>
      </span>
      <span className="place mono">
        {entry.index === undefined ? t('waiting') : `#${entry.index}`}
        {verdict && (
          <span className={looks[verdict.state][0]}>
            <Icon name={looks[verdict.state][1]} small /> {t(`verdict.${verdict.state}`)}
          </span>
        )}
      </span>
    </>
  )
}

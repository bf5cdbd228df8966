import type { Milestone } from '../../api/types'
import { useLanguage, usePick } from '../../i18n'
import { shortCitation } from '../../ui/citation'
import { formatEnd, formatInstant } from '../../ui/format'
import { Icon, type IconName } from '../../ui/Icon'
import { useTender } from './strings'

function iconOf(gate: Milestone): IconName {
  if (gate.state === 'DONE') return 'check'
  if (gate.state === 'CURRENT') return 'clock'
  if (gate.state === 'BLOCKED') return 'lock'
  return /contract|report/i.test(gate.id) ? (/contract/i.test(gate.id) ? 'pen' : 'doc') : 'minus'
}

function GateDate({ gate }: { gate: Milestone }) {
  const t = useTender()
  const language = useLanguage()
  const short = (at: string) => formatInstant(at, language, /00:00$/.test(formatInstant(at, language)) ? 'short' : 'shortTime')
  if (gate.state === 'BLOCKED' && gate.earliestAt) return <>{t('timeline.earliest', { at: short(gate.earliestAt) })}</>
  if (gate.at) return <>{short(gate.at)}</>
  if (gate.state === 'DONE') return <>{gate.latestAt ? formatEnd(gate.latestAt, language) : t('timeline.DONE')}</>
  if (gate.state === 'CURRENT') return <>{gate.latestAt ? t('timeline.latest', { at: formatEnd(gate.latestAt, language) }) : t('timeline.underway')}</>
  if (gate.latestAt) return <>{t('timeline.latest', { at: formatEnd(gate.latestAt, language) })}</>
  if (gate.earliestAt) return <>{t('timeline.earliest', { at: short(gate.earliestAt) })}</>
  return <>{t('timeline.later')}</>
}

/** The legal gates of a project on one line. */
export function Gates({ milestones }: { milestones: Milestone[] }) {
  const t = useTender()
  const pick = usePick()
  return (
    <section className="card scroll-x" aria-label={t('timeline.title')} tabIndex={0}>
      <ol className="gates">
        {milestones.map((gate) => (
          <li key={gate.id + (gate.lotId ?? '')} className={`gate ${gate.state.toLowerCase()}`} aria-current={gate.state === 'CURRENT' ? 'step' : undefined}>
            <span className="gate-icon">
              <Icon name={iconOf(gate)} />
            </span>
            <div className="gate-text">
              <div className="gate-name">
                {pick(gate.titleZh, gate.titleEn)}
                <span className="vh">{t(`timeline.${gate.state}`)}</span>
              </div>
              <div className="s12 muted">
                <GateDate gate={gate} />
              </div>
              {gate.rules.length > 0 && (
                <span className="gate-rule" title={gate.rules.map((r) => `${r.ruleId} ${r.article}`).join('\n')}>
                  {gate.rules.length === 1 ? `${gate.rules[0]!.ruleId} ${shortCitation(gate.rules[0]!.article)}` : gate.rules.map((r) => r.ruleId).join(' · ')}
                </span>
              )}
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}

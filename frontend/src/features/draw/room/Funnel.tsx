import { Panel } from '../../../ui/Panel'
import { useDrawStrings, useExclusionName } from '../strings'
import { bareCitation } from '../../../ui/citation'
import type { Attempt } from '../view'
import { useLanguage } from '../../../i18n'

/** A length that says how many, beside its figure. */
function Bar({ part, of }: { part: number; of: number }) {
  return (
    <svg className="draw-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect width="100" height="6" rx="3" className="ground" />
      <rect width={of === 0 ? 0 : Math.max(2, (100 * part) / of)} height="6" rx="3" className="part" />
    </svg>
  )
}

/** From the whole library to those who may be drawn; counts only, nobody's name. */
export function Funnel({ attempt }: { attempt: Attempt }) {
  const t = useDrawStrings()
  const exclusion = useExclusionName()
  const language = useLanguage()
  const number = (n: number) => n.toLocaleString(language === 'en' ? 'en' : 'zh-CN')
  const excluded = attempt.excluded.reduce((sum, { count }) => sum + count, 0)
  const most = Math.max(1, ...attempt.excluded.map(({ count }) => count))
  return (
    <Panel flush title={t('funnel.title')} sub={t('funnel.sub')}>
      <div className="draw-total">
        <span>{t('funnel.library')}</span>
        <b>{number(attempt.poolCount)}</b>
      </div>
      {attempt.excluded.length === 0 ? (
        <p className="draw-none muted s13">{t('funnel.none')}</p>
      ) : (
        <ul className="draw-excluded">
          {attempt.excluded.map(({ reason, rule, article, count }) => (
            <li key={`${reason} ${rule} ${article}`} title={`${rule} · ${bareCitation(article)}`}>
              <span>
                {exclusion(reason)}
                <small>
                  <b className="rule">{rule}</b> {bareCitation(article)}
                </small>
              </span>
              <Bar part={count} of={most} />
              <b>{number(count)}</b>
            </li>
          ))}
        </ul>
      )}
      <div className="draw-total">
        <span>
          {t('funnel.excluded')} <small>{t('funnel.first')}</small>
        </span>
        <b>{number(excluded)}</b>
      </div>
      <div className="draw-total in">
        <span>{t('funnel.in')}</span>
        <b>{number(attempt.poolCount - excluded)}</b>
      </div>
      <ul className="draw-strata">
        {attempt.strata.map(({ id, seats, eligible }) => (
          <li key={id}>
            <span className="muted">{t('funnel.stratum', { id, n: seats })}</span>
            <b>{number(eligible)}</b>
          </li>
        ))}
      </ul>
      <p className="s12 muted draw-none">{t('funnel.cap', { n: Number(attempt.rules['max_per_employer'] ?? 1) })}</p>
    </Panel>
  )
}

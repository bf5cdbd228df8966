import { useRef, useEffect } from 'react'
import type { DrawPlanCheck } from '../../api/types'
import { useLanguage, usePick } from '../../i18n'
import { Icon } from '../../ui/Icon'
import { Empty } from '../../ui/Loaded'
import { Panel } from '../../ui/Panel'
import { Tag } from '../../ui/Tag'
import { VerdictList } from '../../ui/VerdictList'
import { regionName } from '../expert-pool/regions'
import { ExclusionTable } from './ExclusionTable'
import { useDrawPlan } from './strings'

type Shortage = DrawPlanCheck['shortages'][number]

function ShortageLine({ shortage }: { shortage: Shortage }) {
  const t = useDrawPlan()
  const pick = usePick()
  return (
    <li className={`shortage${shortage.canBeWaived ? ' mild' : ''}`}>
      <Icon name={shortage.canBeWaived ? 'warning' : 'lock'} />
      <div>
        <div>
          <Tag tone={shortage.canBeWaived ? 'yellow' : 'red'} strong>
            {shortage.check}
          </Tag>{' '}
          <b>{pick(shortage.textZh, shortage.textEn)}</b>
        </div>
        <div className="s13 muted">{pick(shortage.whatToDoZh, shortage.whatToDoEn)}</div>
        {shortage.canBeWaived && <div className="s12 muted">{t('check.waive')}</div>}
      </div>
    </li>
  )
}

function Needs({ checked }: { checked: DrawPlanCheck }) {
  const t = useDrawPlan()
  const language = useLanguage()
  const most = Math.max(1, ...checked.needs.map((need) => need.eligible))
  return (
    <ul className="need-bars">
      {checked.needs.map((need) => {
        const short = checked.shortages.some((each) => each.need === need.need && (each.city === undefined || each.city === need.city))
        const city = need.city === undefined ? undefined : regionName(need.city, language)
        return (
          <li key={`${need.need} ${need.city ?? ''}`}>
            <span>{city === undefined ? t('check.need', need) : t('check.needIn', { need: need.need, city, eligible: need.eligible, seats: need.seats })}</span>
            <span className="bar" aria-hidden="true">
              <i className={short ? 'short' : ''} style={{ width: `${Math.max(1, (100 * need.eligible) / most)}%` }} />
            </span>
          </li>
        )
      })}
    </ul>
  )
}

function Figures({ checked }: { checked: DrawPlanCheck }) {
  const t = useDrawPlan()
  const language = useLanguage()
  const figures = [
    ['check.library', checked.experts],
    ['check.eligible', checked.eligible],
    ['check.excluded', checked.experts - checked.eligible],
  ] as const
  return (
    <dl className="check-figures">
      {figures.map(([key, n]) => (
        <div key={key}>
          <dt>{t(key)}</dt>
          <dd>{n.toLocaleString(language === 'en' ? 'en' : 'zh-CN')}</dd>
        </div>
      ))}
    </dl>
  )
}

/** What rules and library say of a plan: counts and causes, no expert. */
export function CheckResult({ checked, quiet = false }: { checked: DrawPlanCheck | undefined; quiet?: boolean }) {
  const t = useDrawPlan()
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (checked !== undefined && !quiet) place.current?.scrollIntoView({ block: 'start' })
  }, [checked, quiet])
  if (checked === undefined) {
    return (
      <Panel title={t('check.title')}>
        <Empty icon="list" title={t('check.title')} text={t('check.none')} />
      </Panel>
    )
  }
  return (
    <div className="stack" ref={place} aria-live="polite">
      <Panel
        title={t('check.title')}
        sub={
          <Tag tone={checked.feasible ? 'ok' : 'red'} icon={checked.feasible ? 'check' : 'lock'} strong>
            {checked.feasible ? t('check.feasible') : t('check.infeasible', { n: checked.shortages.length })}
          </Tag>
        }
      >
        <div className="stack tight">
          <Figures checked={checked} />
          <Needs checked={checked} />
          {checked.shortages.length > 0 && (
            <ul className="stack tight">
              {checked.shortages.map((shortage, i) => (
                <ShortageLine key={i} shortage={shortage} />
              ))}
            </ul>
          )}
          <p className="s13 muted">{t(checked.biddersKnown ? 'check.after' : 'check.before')}</p>
        </div>
      </Panel>
      <ExclusionTable excluded={checked.excluded} />
      <Panel title={t('rules.title')}>
        <VerdictList verdicts={checked.verdicts} />
      </Panel>
    </div>
  )
}

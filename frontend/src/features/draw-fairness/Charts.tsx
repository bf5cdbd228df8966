import type { DrawFairness } from '../../api/types'
import { Panel } from '../../ui/Panel'
import { useFairness } from './strings'

/** How many experts took part how often; the figures stand beside the bars. */
export function WorkloadChart({ workload }: { workload: DrawFairness['workload'] }) {
  const t = useFairness()
  const most = Math.max(1, ...workload.map((load) => load.experts))
  return (
    <Panel title={t('load.title')} sub={t('load.sub')}>
      <ul className="load-bars">
        {workload.map((load) => (
          <li key={load.engagements}>
            <span className="nowrap">{t('load.times', { n: load.engagements })}</span>
            <span className="bar" aria-hidden="true">
              <i style={{ width: `${Math.max(0.5, (100 * load.experts) / most)}%` }} />
            </span>
            <span className="num nowrap">{t('load.people', { n: load.experts })}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

const parts = ['served', 'declined', 'unanswered'] as const

/** Outcomes of calls, one column a month; the table below says the same in figures. */
export function MonthsChart({ months }: { months: DrawFairness['months'] }) {
  const t = useFairness()
  const most = Math.max(1, ...months.map((month) => month.served + month.declined + month.unanswered))
  return (
    <Panel title={t('month.title')} sub={t('month.sub')}>
      <div className="month-columns" aria-hidden="true">
        {months.map((month) => (
          <div key={month.month} className="month-column">
            <div className="pile">
              {[...parts].reverse().map((part) => (
                <i key={part} className={part} style={{ height: `${(100 * month[part]) / most}%` }} />
              ))}
            </div>
            <span className="s12 muted">{month.month.slice(2)}</span>
          </div>
        ))}
      </div>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={t('month.title')}>
        <table className="t">
          <thead>
            <tr>
              <th scope="col">{t('month.month')}</th>
              {parts.map((part) => (
                <th key={part} scope="col" className="num">
                  <i className={`key ${part}`} aria-hidden="true" /> {t(`month.${part}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {months.map((month) => (
              <tr key={month.month}>
                <th scope="row">{month.month}</th>
                {parts.map((part) => (
                  <td key={part} className="num">
                    {month[part]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

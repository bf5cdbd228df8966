import type { DrawPlanCheck } from '../../api/types'
import { Panel } from '../../ui/Panel'
import { Tag } from '../../ui/Tag'
import { useDrawPlan } from './strings'

type Excluded = DrawPlanCheck['excluded']
type Reason = Parameters<ReturnType<typeof useDrawPlan>>[0]

/** How many are excluded for which cause, each with rule and article. */
export function ExclusionTable({ excluded }: { excluded: Excluded }) {
  const t = useDrawPlan()
  const most = Math.max(1, ...excluded.map((each) => each.count))
  return (
    <Panel flush title={t('exclusions.title')} sub={t('exclusions.sub')}>
      {excluded.length === 0 ? (
        <p className="bd muted">{t('exclusions.none')}</p>
      ) : (
        <div className="scroll-x" tabIndex={0} role="region" aria-label={t('exclusions.title')}>
          <table className="t">
            <thead>
              <tr>
                <th scope="col">{t('exclusions.reason')}</th>
                <th scope="col">{t('exclusions.article')}</th>
                <th scope="col" className="num">
                  {t('exclusions.count')}
                </th>
                <th aria-hidden="true" style={{ width: '24%' }} />
              </tr>
            </thead>
            <tbody>
              {excluded.map((each) => (
                <tr key={each.reason + each.rule}>
                  <th scope="row">{t(`reason.${each.reason}` as Reason)}</th>
                  <td className="s13">
                    <Tag>{each.rule}</Tag> {each.article}
                  </td>
                  <td className="num">{each.count}</td>
                  <td aria-hidden="true">
                    <span className="bar">
                      <i style={{ width: `${Math.max(1, (100 * each.count) / most)}%` }} />
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  )
}

import { Link } from 'react-router'
import { Panel } from '../../../ui/Panel'
import { Tag } from '../../../ui/Tag'
import { publicPath } from '../format'
import type { DrawView } from '../view'
import { useDrawStrings, useReasonName } from '../strings'

/** Every attempt of the tender, for ever: what became of it, and why. */
export function Attempts({ view }: { view: DrawView }) {
  const t = useDrawStrings()
  const reason = useReasonName()
  if (view.attempts.length === 0) return null
  return (
    <Panel flush title={t('attempts.title')} sub={t('attempts.sub')}>
      <div className="scroll-x">
        <table className="t">
          <thead>
            <tr>
              <th scope="col">{t('attempts.draw')}</th>
              <th scope="col">{t('attempts.state')}</th>
              <th scope="col">{t('attempts.reason')}</th>
              <th scope="col" />
            </tr>
          </thead>
          <tbody>
            {view.attempts.map((each) => (
              <tr key={each.drawId}>
                <td className="mono">{each.drawId}</td>
                <td>
                  <Tag tone={each.state === 'DRAWN' ? 'ok' : each.state === 'ABORTED' ? 'orange' : 'blue'} icon={each.state === 'DRAWN' ? 'check' : each.state === 'ABORTED' ? 'stop' : 'clock'}>
                    {t(`state.${each.state}`)}
                  </Tag>
                </td>
                <td>{each.reason === undefined ? '—' : reason(each.reason)}</td>
                <td>{(each.state === 'DRAWN' || each.state === 'ABORTED') && <Link to={publicPath(each.drawId)}>{t('attempts.public')}</Link>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

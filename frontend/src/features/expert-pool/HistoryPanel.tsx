import { Button } from 'antd'
import { Link } from 'react-router'
import type { ExpertChange } from '../../api/types'
import { shortDigest } from '../../ui/format'
import { Loaded } from '../../ui/Loaded'
import { Panel } from '../../ui/Panel'
import { useUi } from '../../ui/strings'
import { When } from '../../ui/When'
import { useExpertHistory } from './queries'
import { memberName, shownValue } from './shown'
import { usePoolStrings } from './strings'

function ChangeItem({ change, readsImports }: { change: ExpertChange; readsImports: boolean }) {
  const t = usePoolStrings()
  const was = change.was as Record<string, unknown>
  const is = change.is as Record<string, unknown>
  const members = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort()
  const hasBefore = Object.keys(was).length > 0
  return (
    <li className="pool-change">
      <div className="row wrap between">
        <span className="row wrap">
          <b>{t(`action.${change.action}`)}</b>
          <When at={change.at} style="full" />
          <span className="muted">{change.actor}</span>
          {change.importId && (readsImports ? <Link to={`/expert-imports/${change.importId}`}>{t('history.import')}</Link> : <span>{t('history.import')}</span>)}
        </span>
        <span className="s12 muted">
          {t('history.digest')} <span className="mono" title={change.digest}>{shortDigest(change.digest)}</span>
        </span>
      </div>
      <details open={hasBefore}>
        <summary className="s13 muted">{members.map((member) => memberName(member, t)).join('、')}</summary>
        <table>
          <thead>
            <tr className="s12 muted">
              <th scope="col" style={{ width: '22%' }} />
              {hasBefore && <th scope="col">{t('history.was')}</th>}
              <th scope="col">{t('history.is')}</th>
            </tr>
          </thead>
          <tbody className="s13">
            {members.map((member) => (
              <tr key={member}>
                <th scope="row">{memberName(member, t)}</th>
                {hasBefore && <td>{shownValue(was[member], t)}</td>}
                <td>{shownValue(is[member], t)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </li>
  )
}

/** Every change, newest first: who, when, what was and what is. */
export function HistoryPanel({ expertId, readsImports }: { expertId: string; readsImports: boolean }) {
  const t = usePoolStrings()
  const ui = useUi()
  const history = useExpertHistory(expertId)
  return (
    <Panel title={t('history')}>
      <Loaded query={history}>
        {({ pages }) => (
          <ul>
            {pages
              .flatMap((page) => page.items)
              .map((change) => (
                <ChangeItem key={change.id} change={change} readsImports={readsImports} />
              ))}
          </ul>
        )}
      </Loaded>
      {history.hasNextPage && (
        <Button className="no-print" onClick={() => void history.fetchNextPage()} loading={history.isFetchingNextPage}>
          {ui('more')}
        </Button>
      )}
    </Panel>
  )
}

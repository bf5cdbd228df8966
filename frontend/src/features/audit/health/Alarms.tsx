import { Tag } from 'antd'
import type { LogHealth } from '../../../api/types'
import { usePick } from '../../../i18n'
import { When } from '../../../ui/When'
import { useHealthStrings } from './strings'

/** What the self-check had found wrong, as it stands on record, the latest first. */
export function Alarms({ alarms }: { alarms: NonNullable<LogHealth['alarms']> }) {
  const h = useHealthStrings()
  const pick = usePick()
  return (
    <ul className="stack tight log-findings" tabIndex={0} aria-label={h('alarm.title')}>
      {alarms.map((alarm) => (
        <li key={alarm.at + alarm.code + alarm.place} className="break">
          <div className="row wrap s13 muted">
            <When at={alarm.at} style="full" />
            {alarm.endedAt === undefined ? (
              <Tag color="error">{h('alarm.now')}</Tag>
            ) : (
              <span>
                {h('alarm.until')} <When at={alarm.endedAt} style="full" />
              </span>
            )}
          </div>
          <code className="mono">{alarm.code}</code>　<b>{alarm.place}</b>　{pick(alarm.zh, alarm.en)}
        </li>
      ))}
    </ul>
  )
}

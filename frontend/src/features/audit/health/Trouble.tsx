import { Alert } from 'antd'
import type { LogHealth } from '../../../api/types'
import { usePick } from '../../../i18n'
import { useHealthStrings } from './strings'

/** Each reason in the reader's language; without reasons the text as it was written down. */
function Reasons({ reasons, text }: { reasons: LogHealth['haltReasons']; text: string }) {
  const pick = usePick()
  if (reasons === undefined || reasons.length === 0) return <p>{text}</p>
  return (
    <ul className="stack tight">
      {reasons.map((reason) => (
        <li key={reason.code + reason.en}>{pick(reason.zh, reason.en)}</li>
      ))}
    </ul>
  )
}

/** That the log has stopped, or that its public checkpoint is damaged: why, and what to do. */
export function Trouble({ health }: { health: LogHealth }) {
  const t = useHealthStrings()
  return (
    <>
      {health.halted !== undefined && (
        <Alert
          type="error"
          showIcon
          title={t('halt.title')}
          description={
            <div className="stack tight">
              <Reasons reasons={health.haltReasons} text={health.halted} />
              <p>{t('halt.what')}</p>
            </div>
          }
        />
      )}
      {health.damage !== undefined && (
        <Alert
          type="error"
          showIcon
          title={t('damage.title')}
          description={
            <div className="stack tight">
              <Reasons reasons={health.damageReasons} text={health.damage} />
              <p>{t('damage.what')}</p>
            </div>
          }
        />
      )}
    </>
  )
}

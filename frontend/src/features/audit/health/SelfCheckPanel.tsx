import { Alert } from 'antd'
import type { LogHealth } from '../../../api/types'
import { useLanguage, usePick } from '../../../i18n'
import { Icon } from '../../../ui/Icon'
import { Facts } from '../../../ui/Panel'
import { Ago, useSpan } from '../../../ui/When'
import { useAuditStrings } from '../strings'
import { useHealthStrings } from './strings'

/** What the self-check, a process of its own, finds when it recomputes the log; the texts are for those who supervise it. */
export function SelfCheckPanel({ health, receivedAt }: { health: LogHealth; receivedAt: number | undefined }) {
  const t = useAuditStrings()
  const h = useHealthStrings()
  const pick = usePick()
  const span = useSpan()
  const language = useLanguage()
  const number = (n: number) => n.toLocaleString(language === 'en' ? 'en' : 'zh-CN')
  const check = health.selfCheck
  if (health.selfCheckProof === 'FORGED') return <Alert type="error" showIcon title={h('self.forged')} />
  if (check === undefined) return <Alert type="error" showIcon title={t('self.never')} />
  const older = Math.max(0, check.size - check.entries)
  // The server has a clock of its own; by its own clock the age is right.
  const at = receivedAt === undefined ? check.at : new Date(receivedAt - check.age * 1000).toISOString()
  const rolling = () => {
    if (older === 0) return h('self.noOlder')
    if (check.rollingPassAge === undefined) return h('self.firstRound', { n: number(older) })
    return h('self.rolled', { n: number(older), span: span(check.rollingPassAge) })
  }
  return (
    <div className="stack tight">
      {health.selfCheckProof === 'UNPROVEN' && (
        <Alert type="warning" showIcon title={h('self.unproven')} description={h('self.unprovenWhat')} />
      )}
      {health.selfCheckSilent && <Alert type="error" showIcon title={t('self.silent', { n: Math.floor(check.age / 60) })} />}
      {check.findingCount === 0 ? (
        <p className="agree">
          <Icon name="check" small /> {t('self.good', { n: number(check.entries) })}
        </p>
      ) : (
        <Alert type="error" showIcon title={t('self.bad', { n: number(check.findingCount) })} />
      )}
      <ul className="stack tight log-findings" tabIndex={check.findings?.length ? 0 : undefined}>
        {check.findings?.map((finding) => (
          <li key={finding.code + finding.place} className="break">
            <code className="mono">{finding.code}</code>　<b>{finding.place}</b>　{pick(finding.zh, finding.en)}
          </li>
        ))}
      </ul>
      <Facts
        items={[
          [h('self.last'), <Ago key="l" at={at} />],
          [h('self.reach'), h('self.reachValue', { n: number(check.entries), size: number(check.size) })],
          [h('self.older'), rolling()],
        ]}
      />
    </div>
  )
}

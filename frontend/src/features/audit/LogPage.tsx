import { Alert, Button, Input } from 'antd'
import { useState } from 'react'
import { asApiError } from '../../api/problem'
import type { LogHealth } from '../../api/types'
import { useLanguage } from '../../i18n'
import { PageHead } from '../../shell/PageHead'
import { Icon } from '../../ui/Icon'
import { Empty, Loaded } from '../../ui/Loaded'
import { Facts, Panel } from '../../ui/Panel'
import { Ago, When } from '../../ui/When'
import { Alarms } from './health/Alarms'
import { LogCheck } from './health/LogCheck'
import { SelfCheckPanel } from './health/SelfCheckPanel'
import { useHealthStrings } from './health/strings'
import { Trouble } from './health/Trouble'
import { useLogWalk } from './health/useLogWalk'
import { Witnesses } from './health/Witnesses'
import { findingText, setOwnPolicy, useLogHealth, useOwnPolicy } from './log'
import { useAuditStrings } from './strings'
import { Refused } from './verify/findings'
import { parsePolicy } from './verify/policy'
import './audit.css'

/** What people have decided after the log had stopped: who, why, and what became of it. */
function Decisions({ health }: { health: LogHealth }) {
  const t = useAuditStrings()
  return (
    <ul className="stack tight">
      {health.decisions?.map((decision) => (
        <li key={decision.at}>
          <When at={decision.at} style="full" />　<b>{decision.by}</b>　{decision.reason}
          <p className="s13 muted">{decision.continues ? t('decide.origin', { ...decision.continues }) : t('decide.rebuild')}</p>
          {decision.found && <p className="s13 muted">{decision.found}</p>}
        </li>
      ))}
    </ul>
  )
}

function PolicyPanel({ health, onChange }: { health: LogHealth; onChange: () => void }) {
  const t = useAuditStrings()
  const language = useLanguage()
  const own = useOwnPolicy()
  const [text, setText] = useState(own ?? health.policy)
  const [fault, setFault] = useState<string>()
  const use = () => {
    try {
      parsePolicy(text)
      setFault(undefined)
      setOwnPolicy(text)
      onChange()
    } catch (cause) {
      setFault(cause instanceof Refused ? findingText(cause.finding, language) : String(cause))
    }
  }
  return (
    <Panel title={t('log.policy')} sub={t(own === null ? 'log.policyServer' : 'log.policyOwn')}>
      <div className="stack tight">
        <Input.TextArea aria-label={t('log.policy')} className="mono" spellCheck={false} rows={5} value={text} onChange={(e) => setText(e.target.value)} />
        {fault && <Alert type="error" showIcon title={fault} />}
        <div className="row wrap">
          <Button onClick={use}>{t('log.policyUse')}</Button>
          {own !== null && (
            <Button
              onClick={() => {
                setOwnPolicy(null)
                setText(health.policy)
                onChange()
              }}
            >
              {t('log.policyDrop')}
            </Button>
          )}
        </div>
      </div>
    </Panel>
  )
}

function Health({ health, receivedAt }: { health: LogHealth; receivedAt: number | undefined }) {
  const t = useAuditStrings()
  const h = useHealthStrings()
  const { found, start, stop, forget } = useLogWalk()
  return (
    <div className="stack">
      <Trouble health={health} />
      <Panel
        title={t('log.title')}
        actions={
          <Button type="primary" size="small" disabled={found.state === 'running'} icon={<Icon name="shield" small />} onClick={() => void start()}>
            {h(found.state === 'idle' || found.state === 'running' ? 'check.start' : 'check.again')}
          </Button>
        }
      >
        <div className="stack">
          <LogCheck found={found} onStart={() => void start()} onStop={stop} />
          <Facts
            wide
            items={[
              [t('log.origin'), health.origin],
              [t('log.published'), String(health.publishedSize ?? 0)],
              [t('log.age'), <Ago key="a" at={health.signedAt} />],
              [t('log.signed'), String(health.signedSize ?? 0)],
              [t('log.key'), <code key="k" className="mono break">{health.verifierKey}</code>],
            ]}
          />
        </div>
      </Panel>
      <Panel title={t('log.witnesses')}>
        <Witnesses health={health} />
      </Panel>
      <Panel title={t('self.title')} sub={t('self.sub')}>
        <SelfCheckPanel health={health} receivedAt={receivedAt} />
      </Panel>
      {health.alarms && health.alarms.length > 0 && (
        <Panel title={h('alarm.title')} sub={h('alarm.sub')}>
          <Alarms alarms={health.alarms} />
        </Panel>
      )}
      {health.decisions && health.decisions.length > 0 && (
        <Panel title={t('decide.title')} sub={t('decide.sub')}>
          <Decisions health={health} />
        </Panel>
      )}
      <PolicyPanel health={health} onChange={forget} />
    </div>
  )
}

/** How the log is, and whether it holds: judged in this browser, by a policy that the reader may bring along. */
export default function LogPage() {
  const t = useAuditStrings()
  const health = useLogHealth()
  const none = health.isError && asApiError(health.error).status === 404
  return (
    <>
      <PageHead title={t('log.title')} />
      <p className="s13 muted" style={{ margin: '-8px 0 12px' }}>
        {t('log.sub')}
      </p>
      {none ? (
        <div className="card">
          <Empty icon="list" title={t('log.none')} text={t('log.noneText')} />
        </div>
      ) : (
        <Loaded query={health}>{({ health: now, receivedAt }) => <Health health={now} receivedAt={receivedAt} />}</Loaded>
      )}
    </>
  )
}

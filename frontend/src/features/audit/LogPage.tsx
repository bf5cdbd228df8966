import { Alert, Button, Input } from 'antd'
import { useState } from 'react'
import { asApiError } from '../../api/problem'
import type { LogHealth } from '../../api/types'
import { useLanguage, usePick } from '../../i18n'
import { PageHead } from '../../shell/PageHead'
import { Icon } from '../../ui/Icon'
import { Empty, Loaded } from '../../ui/Loaded'
import { Facts, Panel } from '../../ui/Panel'
import { Tag } from '../../ui/Tag'
import { When } from '../../ui/When'
import { findingText, policyNow, setOwnPolicy, useLogHealth, useOwnPolicy, verifyLog, type LogVerdict } from './log'
import { useAuditStrings } from './strings'
import { Refused } from './verify/findings'
import { parsePolicy } from './verify/policy'
import './audit.css'

function Verdict({ verdict }: { verdict: LogVerdict }) {
  const t = useAuditStrings()
  const language = useLanguage()
  const names = verdict.sealed?.witnesses.map((w) => w.witness).join('、') || '—'
  const size = verdict.sealed?.checkpoint.size ?? 0
  if (verdict.findings.length > 0) {
    return <Alert type="error" showIcon title={t('log.bad', { why: verdict.findings.map((f) => findingText(f, language)).join('；') })} />
  }
  return (
    <>
      <Alert type="success" showIcon title={verdict.before === undefined ? t('log.first', { names, size }) : t('log.good', { names, before: verdict.before })} />
      {verdict.continues && <Alert type="info" showIcon title={t('log.continues', { ...verdict.continues })} />}
    </>
  )
}

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

function Witnesses({ health }: { health: LogHealth }) {
  const t = useAuditStrings()
  if (health.witnesses.length === 0) return <p className="muted">{t('log.noWitness')}</p>
  return (
    <ul className="stack tight">
      {health.witnesses.map((witness) => (
        <li key={witness.name} className="row">
          <b>{witness.name}</b>
          <Tag tone={witness.cosigned ? 'ok' : 'warm'} icon={witness.cosigned ? 'check' : 'clock'}>
            {t(witness.cosigned ? 'log.cosigned' : 'log.notCosigned')}
          </Tag>
        </li>
      ))}
    </ul>
  )
}

/** What the self-check, a process of its own, finds when it recomputes the log; the texts are for those who supervise it. */
function SelfCheck({ health }: { health: LogHealth }) {
  const t = useAuditStrings()
  const pick = usePick()
  const check = health.selfCheck
  if (check === undefined) return <Alert type="error" showIcon title={t('self.never')} />
  return (
    <div className="stack tight">
      {health.selfCheckSilent && <Alert type="error" showIcon title={t('self.silent', { n: Math.floor(check.age / 60) })} />}
      {check.findingCount === 0 ? (
        <p className="agree">
          <Icon name="check" small /> {t('self.good', { n: check.entries })}
        </p>
      ) : (
        <Alert type="error" showIcon title={t('self.bad', { n: check.findingCount })} />
      )}
      <ul className="stack tight log-findings" tabIndex={check.findings?.length ? 0 : undefined}>
        {check.findings?.map((finding) => (
          <li key={finding.code + finding.place}>
            <code className="mono">{finding.code}</code>　<b>{finding.place}</b>　{pick(finding.zh, finding.en)}
          </li>
        ))}
      </ul>
      <p className="s13 muted">
        <When at={check.at} style="full" />
      </p>
    </div>
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

function Health({ health }: { health: LogHealth }) {
  const t = useAuditStrings()
  const [verdict, setVerdict] = useState<LogVerdict>()
  const check = async () => setVerdict(await verifyLog(await policyNow()))
  return (
    <div className="stack">
      {health.halted && <Alert type="error" showIcon title={t('log.halted', { why: health.halted })} />}
      {health.damage && <Alert type="error" showIcon title={t('log.damage', { what: health.damage })} />}
      <Panel
        title={t('log.title')}
        actions={
          <Button type="primary" size="small" icon={<Icon name="shield" small />} onClick={() => void check()}>
            {t('log.check')}
          </Button>
        }
      >
        <div className="stack tight">
          {verdict && <Verdict verdict={verdict} />}
          <Facts
            wide
            items={[
              [t('log.origin'), health.origin],
              [t('log.published'), String(health.publishedSize ?? 0)],
              [t('log.age'), <When key="a" at={health.signedAt} style="full" />],
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
        <SelfCheck health={health} />
      </Panel>
      {health.decisions && health.decisions.length > 0 && (
        <Panel title={t('decide.title')} sub={t('decide.sub')}>
          <Decisions health={health} />
        </Panel>
      )}
      <PolicyPanel health={health} onChange={() => setVerdict(undefined)} />
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
        <Loaded query={health}>{(data) => <Health health={data} />}</Loaded>
      )}
    </>
  )
}

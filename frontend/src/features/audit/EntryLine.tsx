import { Button } from 'antd'
import { useState } from 'react'
import type { AuditEntry, Role } from '../../api/types'
import { useTerms } from '../../i18n/terms'
import { shortDigest } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { Facts } from '../../ui/Panel'
import { When } from '../../ui/When'
import { commit } from './commitment'
import { useAuditStrings } from './strings'

export type Verdict = { ok: true } | { ok: false; fault: 'commitment' | 'leaf' | 'noSalt' | 'error'; value: string }

/** Recomputes what the log holds of a record, in this browser. */
export async function verifyEntry(entry: AuditEntry): Promise<Verdict> {
  if (entry.salt === undefined) return { ok: false, fault: 'noSalt', value: '' }
  try {
    const computed = await commit(entry.record, entry.salt)
    if (computed.commitment !== entry.commitment) return { ok: false, fault: 'commitment', value: computed.commitment }
    if (computed.leafHash !== entry.leafHash) return { ok: false, fault: 'leaf', value: computed.leafHash }
    return { ok: true }
  } catch (cause) {
    return { ok: false, fault: 'error', value: cause instanceof Error ? cause.message : String(cause) }
  }
}

export function useKindName(): (kind: string) => string {
  const t = useAuditStrings()
  return (kind) => {
    const key = `kind.${kind}` as 'kind.audit.read'
    const name = t(key)
    return name === key ? kind : name
  }
}

function Outcome({ verdict }: { verdict: Verdict }) {
  const t = useAuditStrings()
  return (
    <span className={verdict.ok ? 'agree s13' : 'differ s13'} role="status">
      <Icon name={verdict.ok ? 'shield' : 'stop'} small /> {verdict.ok ? t('ok') : t(`bad.${verdict.fault}`, { value: verdict.value })}
    </span>
  )
}

export function EntryLine({ entry, verdict, onVerdict }: { entry: AuditEntry; verdict: Verdict | undefined; onVerdict: (v: Verdict) => void }) {
  const t = useAuditStrings()
  const terms = useTerms()
  const kindName = useKindName()
  const [open, setOpen] = useState(false)
  const role = terms(`role.${entry.actorRole as Role}`)
  return (
    <li className="entry-line">
      <div className="entry-dot" aria-hidden="true" />
      <div className="grow">
        <div className="row wrap">
          <span className="nowrap muted">
            <When at={entry.at} style="full" />
          </span>
          <b>{kindName(entry.kind)}</b>
          <span className="muted s13">
            {role.startsWith('role.') ? entry.actorRole : role}
            {entry.actorName && ` · ${entry.actorName}`}
          </span>
          {entry.ruleSet && <span className="s12 muted">{entry.ruleSet}</span>}
          <span className="grow" />
          <span className="mono faint" title={entry.commitment}>
            {shortDigest(entry.commitment)}
          </span>
          <Button size="small" type="link" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t('record')} <Icon name={open ? 'down' : 'right'} small />
          </Button>
          <Button size="small" icon={<Icon name="shield" small />} onClick={() => void verifyEntry(entry).then(onVerdict)}>
            {t('verify')}
          </Button>
        </div>
        {verdict && <Outcome verdict={verdict} />}
        {open && (
          <div className="entry-record">
            <Facts
              items={[
                [t('commitment'), <code key="c" className="mono">{entry.commitment}</code>],
                [t('leaf'), <code key="l" className="mono">{entry.leafHash}</code>],
                ...(entry.salt ? [[t('salt'), <code key="s" className="mono">{entry.salt}</code>] as [string, React.ReactNode]] : []),
                ...(entry.prev ? [[t('prev'), <code key="p" className="mono">{entry.prev}</code>] as [string, React.ReactNode]] : []),
                ...(entry.ruleSet ? [[t('ruleSet'), entry.ruleSet] as [string, React.ReactNode]] : []),
              ]}
            />
            <pre className="mono pre" tabIndex={0}>{JSON.stringify(entry.record, null, 2)}</pre>
          </div>
        )}
      </div>
    </li>
  )
}

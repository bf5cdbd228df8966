import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { Button } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client'
import type { AuditEntry, Role } from '../../api/types'
import { useTerms } from '../../i18n/terms'
import { shortDigest } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { Facts } from '../../ui/Panel'
import { When } from '../../ui/When'
import { canonical, commit } from './commitment'
import { log } from './log'
import { PathToRoot } from './PathToRoot'
import { useAuditStrings } from './strings'
import { findingText, isFailure } from './verify/findings'
import type { Policy } from './verify/policy'
import { verifyRecord, type RecordVerdict } from './verify/verify'

export type Verdict = { ok: true; proof?: RecordVerdict } | { ok: false; fault: 'commitment' | 'leaf' | 'noSalt' | 'error' | 'log'; value: string }

/**
 * Recomputes in this browser what the log holds of a record, and follows it through the public tiles to a checkpoint
 * that the policy accepts. A record that still waits for its place is checked against its commitment alone.
 */
export async function verifyEntry(entry: AuditEntry, policy: Policy | undefined, language: 'zh' | 'en'): Promise<Verdict> {
  if (entry.salt === undefined) return { ok: false, fault: 'noSalt', value: '' }
  try {
    const computed = await commit(entry.record, entry.salt)
    if (computed.commitment !== entry.commitment) return { ok: false, fault: 'commitment', value: computed.commitment }
    if (computed.leafHash !== entry.leafHash) return { ok: false, fault: 'leaf', value: computed.leafHash }
    if (entry.index === undefined || policy === undefined) return { ok: true }
    const proof = await verifyRecord(canonical(entry.record), hexToBytes(entry.salt), { log, index: entry.index }, policy)
    const failed = proof.findings.find(isFailure)
    if (failed) return { ok: false, fault: 'log', value: findingText(failed, language) }
    return proof.findings.length > 0 ? { ok: true } : { ok: true, proof }
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

/** The receipt as a file, to be checked elsewhere with `./gongping verify` or another tool. */
async function saveReceipt(projectId: string, entry: AuditEntry): Promise<void> {
  const { index, receipt } = await api.get('/projects/{projectId}/audit/{entryId}/receipt', { path: { projectId, entryId: entry.id } })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([receipt], { type: 'text/plain' }))
  link.download = `${index}.tlog-proof`
  link.click()
  URL.revokeObjectURL(link.href)
}

function Outcome({ verdict }: { verdict: Verdict }) {
  const t = useAuditStrings()
  const sealed = ({ proof }: { proof?: RecordVerdict }) =>
    proof?.sealed
      ? t('sealed', { index: proof.index ?? 0, size: proof.sealed.checkpoint.size, names: proof.sealed.witnesses.map((w) => w.witness).join('、') || '—' })
      : t('ok')
  return (
    <span className={verdict.ok ? 'agree s13' : 'differ s13'} role="status">
      <Icon name={verdict.ok ? 'shield' : 'stop'} small /> {verdict.ok ? sealed(verdict) : t(`bad.${verdict.fault}`, { value: verdict.value })}
    </span>
  )
}

interface EntryLineProps {
  projectId: string
  entry: AuditEntry
  verdict: Verdict | undefined
  onVerify: () => void
}

export function EntryLine({ projectId, entry, verdict, onVerify }: EntryLineProps) {
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
          <span className="mono faint nowrap" title={entry.commitment}>
            {entry.index === undefined ? t('waiting') : `#${entry.index}`} · {shortDigest(entry.commitment)}
          </span>
          <Button size="small" type="link" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t('record')} <Icon name={open ? 'down' : 'right'} small />
          </Button>
          <Button size="small" icon={<Icon name="shield" small />} onClick={onVerify}>
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
                ...(entry.index === undefined ? [] : [[t('index'), String(entry.index)] as [string, React.ReactNode]]),
                ...(entry.ruleSet ? [[t('ruleSet'), entry.ruleSet] as [string, React.ReactNode]] : []),
              ]}
            />
            {verdict?.ok && verdict.proof?.sealed && (
              <PathToRoot leaf={verdict.proof.leaf} path={verdict.proof.path} root={bytesToHex(verdict.proof.sealed.checkpoint.root)} />
            )}
            {entry.index !== undefined && (
              <Button size="small" className="no-print" icon={<Icon name="download" small />} onClick={() => void saveReceipt(projectId, entry)}>
                {t('receipt')}
              </Button>
            )}
            <pre className="mono pre" tabIndex={0}>{JSON.stringify(entry.record, null, 2)}</pre>
          </div>
        )}
      </div>
    </li>
  )
}

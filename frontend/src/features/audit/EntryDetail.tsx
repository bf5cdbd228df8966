import { bytesToHex } from '@noble/hashes/utils.js'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { api } from '../../api/client'
import type { AuditEntry } from '../../api/types'
import { useWrite } from '../../api/useWrite'
import { Icon } from '../../ui/Icon'
import { Facts } from '../../ui/Panel'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { When } from '../../ui/When'
import { ActorName } from './ActorName'
import { Comparison } from './Comparison'
import { objectsOf, useKindName, venueOf } from './names'
import { PathToRoot } from './PathToRoot'
import { useAuditStrings } from './strings'
import { looks } from './verdictLooks'
import type { Verdict } from './verifyEntry'

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
  const text = () => {
    if (verdict.state === 'wrong') return t(`bad.${verdict.fault}`, { value: verdict.value })
    if (verdict.state === 'open') return t(`open.${verdict.why}`, { value: verdict.value })
    const { sealed, index } = verdict.proof
    return t('sealed', { index: index ?? 0, size: sealed?.checkpoint.size ?? 0, names: sealed?.witnesses.map((w) => w.witness).join('、') || '—' })
  }
  const [tone, icon] = looks[verdict.state]
  return (
    <p className={`${tone} s13`} role="status" data-testid="verdict">
      <Icon name={icon} small /> {text()}
    </p>
  )
}

interface EntryDetailProps {
  projectId: string
  entry: AuditEntry
  verdict: Verdict | undefined
  onVerify: () => void
}

/** One entry whole: who did what under which rule, what it changed, its proof drawn, and the record itself. */
export function EntryDetail({ projectId, entry, verdict, onVerify }: EntryDetailProps) {
  const t = useAuditStrings()
  const kindName = useKindName()
  const receipt = useWrite({ send: (one: AuditEntry) => saveReceipt(projectId, one) })
  const objects = objectsOf(entry)
  const venue = venueOf(entry)
  const facts: [string, ReactNode][] = [
    [t('time'), <When key="t" at={entry.at} style="full" />],
    [t('actor'), <ActorName key="a" entry={entry} />],
    ...(objects ? [[t('object'), objects] as [string, ReactNode]] : []),
    ...(venue ? [[t('venue'), venue] as [string, ReactNode]] : []),
    ...(entry.ruleSet ? [[t('ruleSet'), entry.ruleSet] as [string, ReactNode]] : []),
    [t('index'), entry.index === undefined ? t('waiting') : `#${entry.index}`],
  ]
  return (
    <article className="stack entry-detail" aria-label={kindName(entry.kind)}>
      <Facts items={facts} />
      <div className="row wrap no-print">
        <Button type="primary" size="small" icon={<Icon name="shield" small />} onClick={onVerify}>
          {t('verify')}
        </Button>
        {entry.index !== undefined && (
          <Button size="small" loading={receipt.isPending} icon={<Icon name="download" small />} onClick={() => receipt.mutate(entry)}>
            {t('receipt')}
          </Button>
        )}
      </div>
      {receipt.error && receipt.variables?.id === entry.id && <ProblemNotice error={receipt.error} onRetry={() => receipt.mutate(entry)} />}
      {verdict && <Outcome verdict={verdict} />}
      {verdict?.state === 'proved' && verdict.proof.sealed && (
        <PathToRoot leaf={verdict.proof.leaf} path={verdict.proof.path} root={bytesToHex(verdict.proof.sealed.checkpoint.root)} />
      )}
      <Comparison projectId={projectId} entry={entry} />
      <section className="stack tight">
        <h3>{t('record')}</h3>
        <pre className="mono pre entry-record" tabIndex={0} aria-label={t('record')}>
          {JSON.stringify(entry.record, null, 2)}
        </pre>
      </section>
      <Facts
        items={[
          [t('commitment'), <code key="c" className="mono">{entry.commitment}</code>],
          [t('leaf'), <code key="l" className="mono">{entry.leafHash}</code>],
          ...(entry.salt ? [[t('salt'), <code key="s" className="mono">{entry.salt}</code>] as [string, ReactNode]] : []),
          ...(entry.prev ? [[t('prev'), <code key="p" className="mono">{entry.prev}</code>] as [string, ReactNode]] : []),
        ]}
      />
    </article>
  )
}

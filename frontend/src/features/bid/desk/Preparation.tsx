import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import type { BidSubmission, Lot, OpeningPlan, Project } from '../../../api/types'
import { useLanguage } from '../../../i18n'
import { Panel } from '../../../ui/Panel'
import type { EnvelopeKind } from '../envelope/format'
import { sealingScriptDigest } from '../envelope/inWorker'
import type { KeptKey, SealedRecord } from '../envelope/store'
import { ConsentPanel } from './ConsentPanel'
import { EnvelopeCard } from './EnvelopeCard'
import { KeyHere, NewKey } from './KeyStep'
import type { Owner } from './queries'
import { RemedyPanel, withoutKey } from './RemedyPanel'
import { SealingRun, SealingTrouble } from './SealingRun'
import { useDesk } from './strings'
import { SubmitPanel } from './SubmitPanel'
import { summaryOf, type SummaryDraft } from './summary'
import { SummaryForm } from './SummaryForm'
import { TransferRows } from './TransferRows'
import { useSealing } from './useSealing'
import { useTransfers } from './useTransfers'

export interface PreparationProps {
  project: Project
  lot: Lot
  plan: OpeningPlan
  owner: Owner
  organisation: string
  kept: KeptKey | undefined
  records: SealedRecord[]
  replaces: BidSubmission | undefined
  onSubmitted: () => void
  onSealing: (sealing: boolean) => void
}

const noFiles: File[] = []

/** From the key to the submission: what is missing is said beside the button that waits for it. */
export function Preparation({ project, lot, plan, owner, organisation, kept, records, replaces, onSubmitted, onSealing }: PreparationProps) {
  const t = useDesk()
  const language = useLanguage()
  const [files, setFiles] = useState<Partial<Record<EnvelopeKind, File[]>>>({})
  const [anew, setAnew] = useState<EnvelopeKind[]>([])
  const [draft, setDraft] = useState<SummaryDraft>({})
  const [compared, setCompared] = useState(false)
  const [agreed, setAgreed] = useState(false)
  const fresh = useMemo(
    () => plan.kinds.flatMap((kind) => records.filter((record) => record.kind === kind && record.submissionId === undefined)),
    [plan.kinds, records],
  )
  const { stateOf, start, pause } = useTransfers(owner, fresh)
  const sealing = useSealing(owner, (kind) => {
    setAnew((kinds) => kinds.filter((each) => each !== kind))
    setFiles((all) => ({ ...all, [kind]: [] }))
    if (kind === 'price') setDraft({})
  })
  const busy = sealing.run !== undefined
  useEffect(() => {
    onSealing(busy)
    return () => onSealing(false)
  }, [busy, onSealing])
  const isUnsealed = busy || Object.values(files).some((chosen) => chosen.length > 0) || draft.price !== undefined
  useEffect(() => {
    if (!isUnsealed) return
    // What is chosen and not sealed yet lives in this page alone.
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [isUnsealed])
  const script = useQuery({ queryKey: ['sealing-script'], queryFn: sealingScriptDigest, staleTime: Infinity }).data

  const isFixed = (kind: EnvelopeKind) => fresh.some((record) => record.kind === kind) && !anew.includes(kind)
  const open = plan.kinds.filter((kind) => !isFixed(kind))
  const summary = summaryOf(draft)
  const names = (kinds: EnvelopeKind[]) => kinds.map((kind) => t(`kind.${kind}`)).join(language === 'zh' ? '、' : ', ')
  const without = open.filter((kind) => kind !== 'price' && (files[kind] ?? noFiles).length === 0)
  const needs = [
    ...(kept === undefined ? [t('seal.need.key')] : []),
    ...(without.length > 0 ? [t('seal.need.files', { kinds: names(without) })] : []),
    ...(open.includes('price') && summary === undefined ? [t('seal.need.price')] : []),
    ...(plan.remedy !== undefined && (!compared || withoutKey(plan.remedy) !== undefined) ? [t('seal.need.remedy')] : []),
    ...(agreed ? [] : [t('seal.need.consent')]),
  ]
  const seal = () => {
    const escrow = plan.remedy && { k: plan.remedy.k, holders: plan.remedy.holders.map(({ holder, key }) => ({ holder, key: key! })) }
    const common = { tender: project.code, lot: lot.no, creditCode: owner.creditCode, bidderKey: kept!.key.key, ...(escrow && { escrow }) }
    void sealing.start(
      common,
      open.map((kind) => ({ kind, files: files[kind] ?? noFiles, ...(kind === 'price' && { summary: summary! }) })),
    )
  }
  return (
    <>
      <Panel title={t('key.title')} sub={t('key.sub')} id="bid-key">
        {kept === undefined ? <NewKey tender={project.code} creditCode={owner.creditCode} /> : <KeyHere kept={kept} />}
      </Panel>
      <Panel title={t('files.title')} sub={t('files.sub')} id="bid-files">
        <div className="desk-envelopes">
          {plan.kinds.map((kind) => (
            <EnvelopeCard
              key={kind}
              kind={kind}
              files={files[kind] ?? noFiles}
              onFiles={(chosen) => setFiles((all) => ({ ...all, [kind]: chosen }))}
              sealed={fresh.find((record) => record.kind === kind)}
              anew={anew.includes(kind)}
              onAnew={(yes) => setAnew((kinds) => (yes ? [...kinds, kind] : kinds.filter((each) => each !== kind)))}
              busy={busy}
            >
              {kind === 'price' && <SummaryForm lot={lot} withFirm={project.regime === 'GOV_PROCUREMENT'} draft={draft} onDraft={setDraft} disabled={busy} />}
            </EnvelopeCard>
          ))}
        </div>
      </Panel>
      {plan.remedy && open.length > 0 && <RemedyPanel project={project} remedy={plan.remedy} compared={compared} onCompared={setCompared} disabled={busy} />}
      {open.length > 0 && <ConsentPanel organisation={organisation} agreed={agreed} onAgreed={setAgreed} disabled={busy} />}
      <Panel title={t('seal.title')} sub={t('seal.sub')} id="bid-seal">
        <div className="stack">
          {sealing.run && <SealingRun run={sealing.run} onCancel={sealing.cancel} />}
          {sealing.trouble && <SealingTrouble trouble={sealing.trouble} />}
          {!busy && open.length > 0 && (
            <div className="stack tight">
              {needs.length > 0 && (
                <div className="s13">
                  <p>{t('seal.needs')}</p>
                  <ul className="bullets">
                    {needs.map((need) => (
                      <li key={need}>{need}</li>
                    ))}
                  </ul>
                </div>
              )}
              <div>
                <Button type="primary" size="large" disabled={needs.length > 0} onClick={seal}>
                  {fresh.length > 0 && open.length < plan.kinds.length ? t('seal.rest', { n: open.length }) : t('seal.act')}
                </Button>
              </div>
            </div>
          )}
          {fresh.length > 0 && <TransferRows records={fresh} stateOf={stateOf} start={start} pause={pause} />}
          <div className="s12 muted">
            {script !== undefined && (
              <p>
                {t('script')} <code className="mono">{script}</code>
              </p>
            )}
            <p>{t('limit')}</p>
          </div>
        </div>
      </Panel>
      <SubmitPanel project={project} lot={lot} organisation={organisation} owner={owner} kinds={plan.kinds} records={open.length > 0 ? [] : fresh} replaces={replaces} onSubmitted={onSubmitted} />
    </>
  )
}

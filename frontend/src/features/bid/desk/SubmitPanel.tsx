import { useQueryClient } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client'
import type { ApiError } from '../../../api/problem'
import type { BidSubmission, Lot, MyBid, Project, SubmissionInput } from '../../../api/types'
import { useWrite } from '../../../api/useWrite'
import { useLanguage } from '../../../i18n'
import { formatInstant } from '../../../ui/format'
import { Panel } from '../../../ui/Panel'
import { sealsKey } from '../../audit/seal/seals'
import { OwnStanding } from '../../deposit/OwnStanding'
import { depositKeys } from '../../deposit/queries'
import type { EnvelopeKind } from '../envelope/format'
import { noteOnSealed, sealedRecords, type SealedRecord } from '../envelope/store'
import { discardSealed, uploadIdOf } from '../upload'
import { ConfirmByName } from './ConfirmByName'
import { deskKeys, useSealedAgain, type Owner } from './queries'
import { useDesk } from './strings'
import { CONSENT, machineTraits } from './traits'

interface Props {
  project: Project
  lot: Lot
  organisation: string
  owner: Owner
  kinds: EnvelopeKind[]
  records: SealedRecord[]
  /** The submission that this one takes the place of. */
  replaces: BidSubmission | undefined
  onSubmitted: () => void
}

/** What is submitted now stays on this computer; copies of what it takes the place of do not. */
async function keepOnly(owner: Owner, submitted: SealedRecord[], submissionId: string): Promise<void> {
  await Promise.all(submitted.map((record) => noteOnSealed(record, { submissionId })))
  const replaced = (await sealedRecords(owner)).filter((record) => record.submissionId !== undefined && record.submissionId !== submissionId)
  await Promise.all(replaced.map(discardSealed))
}

/** Makes a bid of what is uploaded. */
export function SubmitPanel({ project, lot, organisation, owner, kinds, records, replaces, onSubmitted }: Props) {
  const t = useDesk()
  const language = useLanguage()
  const client = useQueryClient()
  const { message } = App.useApp()
  const again = useSealedAgain(owner)
  const [asked, setAsked] = useState<SubmissionInput>()
  const uploaded = records.filter((record) => record.uploaded === true && record.uploadUrl !== undefined && record.submissionId === undefined)
  const missing = kinds.filter((kind) => !uploaded.some((record) => record.kind === kind))
  const names = (some: EnvelopeKind[]) => some.map((kind) => t(`kind.${kind}`)).join(language === 'zh' ? '、' : ', ')
  const submit = useWrite({
    send: (body: SubmissionInput, key) => api.post('/projects/{projectId}/lots/{lotId}/submissions', { path: { projectId: project.id, lotId: lot.id }, body, key }),
    stale: () => [sealsKey(project.id), depositKeys.ofLot(project.id, lot.id)],
    done: (submission) => {
      client.setQueryData<MyBid>(deskKeys.mine(project.id, lot.id), (before) => ({
        uploads: [],
        submissions: [...(before?.submissions ?? []), submission],
      }))
      void client.invalidateQueries({ queryKey: deskKeys.mine(project.id, lot.id) })
      setAsked(undefined)
      void keepOnly(owner, uploaded, submission.id).then(again)
      void message.success(t('submit.done'))
      onSubmitted()
    },
  })
  // What the server no longer has, or found damaged, is sent again.
  const sendAgain = async (error: ApiError) => {
    const missed = (error.problem.errors ?? []).flatMap(({ pointer }) => {
      const named = /^\/envelopes\/(\w+)/.exec(pointer)?.[1]
      const kind = kinds.find((each) => each === named) ?? kinds[Number(named)]
      return uploaded.filter((record) => record.kind === kind)
    })
    await Promise.all(missed.map((record) => noteOnSealed(record, { uploaded: false, uploadUrl: undefined })))
    if (missed.length > 0) await again()
  }
  const ask = async () => {
    const envelopes = kinds.map((kind) => {
      const { uploadUrl, sha256 } = uploaded.find((record) => record.kind === kind)!
      return { kind, uploadId: uploadIdOf(uploadUrl!), sha256 }
    })
    setAsked({ envelopes, traits: await machineTraits(), consent: CONSENT })
  }
  const lotName = t('lotName', { n: lot.no, name: lot.name })
  return (
    <Panel title={t('submit.title')}>
      <div className="stack tight">
        <p>{t('submit.lead')}</p>
        <p className={missing.length === 0 ? 'agree b' : 'muted'} role="status">
          {missing.length === 0 ? t('submit.ready', { n: kinds.length }) : t('submit.wait', { kinds: names(missing) })}
        </p>
        <OwnStanding project={project} lot={lot} />
        <div>
          <Button type="primary" size="large" disabled={missing.length > 0} onClick={() => void ask()}>
            {t('submit.act')}
          </Button>
        </div>
      </div>
      {asked && (
        <ConfirmByName
          title={t('submit.title')}
          organisation={organisation}
          happens={[
            t('submit.1', { organisation, project: project.title, lot: lotName, n: kinds.length, kinds: names(kinds) }),
            ...(replaces ? [t('submit.replaces', { n: replaces.no })] : []),
            t('submit.2', { at: project.bidDeadline === undefined ? '—' : formatInstant(project.bidDeadline, language, 'full') }),
            t('submit.4'),
            t('submit.3', { version: CONSENT }),
            t('submit.reversible'),
          ]}
          act={t('submit.act')}
          busy={submit.isPending}
          error={submit.error}
          onCancel={() => {
            submit.reset()
            setAsked(undefined)
          }}
          onConfirm={() => submit.mutate(asked, { onError: (error) => void sendAgain(error) })}
        >
          <details>
            <summary className="s13">{t('consent.show')}</summary>
            <pre className="desk-traits">{JSON.stringify(asked.traits, null, 1)}</pre>
          </details>
        </ConfirmByName>
      )}
    </Panel>
  )
}

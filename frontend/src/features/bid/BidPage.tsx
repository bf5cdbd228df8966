import { useQuery } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useMemo, useState } from 'react'
import { Link } from 'react-router'
import { useServerSecond } from '../../api/clock'
import { api } from '../../api/client'
import { asApiError } from '../../api/problem'
import type { Lot, MyBid, OpeningPlan, Organisation, Project, Registration } from '../../api/types'
import { useActing } from '../../shell/roles'
import { Empty, Loaded } from '../../ui/Loaded'
import { SealPanel } from '../audit/seal/SealPanel'
import { OwnStanding } from '../deposit/OwnStanding'
import { LotPicker } from '../tender/LotPicker'
import { projectKeys, useLot, useThisProject } from '../tender/queries'
import { DeskHead, type DeskStep } from './desk/DeskHead'
import { Preparation } from './desk/Preparation'
import { standing, useBidKeys, useMyBid, useOpeningPlan, useSealed, type Owner } from './desk/queries'
import { EarlierSubmissions, Receipt } from './desk/Receipt'
import { useDesk } from './desk/strings'
import { TryOpening } from './desk/TryOpening'
import { useOnline } from './desk/useOnline'
import { WithdrawBid } from './desk/WithdrawBid'
import { canKeepFiles } from './envelope/sealedFiles'
import type { SealedRecord } from './envelope/store'
import './desk/desk.css'

/** The step that a bidder is at who has not submitted. */
function stepOf(plan: OpeningPlan, hasKey: boolean, records: SealedRecord[]): DeskStep {
  if (!hasKey) return 'key'
  const fresh = records.filter(({ submissionId }) => submissionId === undefined)
  if (plan.kinds.some((kind) => !fresh.some((record) => record.kind === kind))) return 'files'
  return fresh.every(({ uploaded }) => uploaded === true) ? 'submit' : 'upload'
}

function Desk({ project, lot, plan, organisation, mine }: { project: Project; lot: Lot; plan: OpeningPlan; organisation: Organisation; mine: MyBid }) {
  const t = useDesk()
  const second = useServerSecond()
  const online = useOnline()
  const owner: Owner = useMemo(() => ({ creditCode: organisation.creditCode, projectId: project.id, lotId: lot.id }), [organisation.creditCode, project.id, lot.id])
  const keys = useBidKeys(project.code, organisation.creditCode).data ?? []
  const records = useSealed(owner).data ?? []
  const [replacing, setReplacing] = useState(false)
  const [withdrawing, setWithdrawing] = useState(false)
  const [sealing, setSealing] = useState(false)
  const submission = standing(mine.submissions)
  const earlier = mine.submissions.filter(({ id }) => id !== submission?.id).sort((a, b) => b.no - a.no)
  const closed = project.bidDeadline !== undefined && Date.parse(project.bidDeadline) / 1000 <= second
  const preparing = !closed && (submission === undefined || replacing)
  const seals = mine.submissions.map(({ id }) => `submission:${id}`)
  return (
    <div className="desk">
      <DeskHead project={project} submission={submission} withdrawn={earlier.length > 0} step={!preparing ? undefined : sealing ? 'seal' : stepOf(plan, keys.length > 0, records)} />
      <div className="stack">
      {!online && <Alert type="warning" showIcon title={t('offline')} description={t('offlineText')} />}
      {closed && <Alert type="info" showIcon title={t('closed')} description={submission === undefined ? t('closedNone') : t('closedText')} />}
      {!closed && submission === undefined && earlier.length > 0 && <Alert type="info" showIcon title={t('withdrawn.title')} description={t('withdrawn.text')} />}
      {submission !== undefined && replacing && !closed && (
        <Alert
          type="info"
          showIcon
          title={t('replace.title')}
          description={t('replace.lead', { n: submission.no })}
          action={
            <Button size="small" onClick={() => setReplacing(false)}>
              {t('receipt.keepPreparing')}
            </Button>
          }
        />
      )}
      {preparing &&
        (canKeepFiles() ? (
          <Preparation
            project={project}
            lot={lot}
            plan={plan}
            owner={owner}
            organisation={organisation.name}
            kept={keys[0]}
            records={records}
            replaces={submission}
            onSubmitted={() => setReplacing(false)}
            onSealing={setSealing}
          />
        ) : (
          <Alert type="error" showIcon title={t('noStorage')} description={t('noStorageText')} />
        ))}
      {submission !== undefined && !preparing && (
        <>
          <Receipt project={project} submission={submission} records={records} />
          {!closed && <OwnStanding project={project} lot={lot} />}
          <SealPanel project={project} kinds={['bid.submit', 'bid.withdraw']} about={seals} />
          {canKeepFiles() && <TryOpening tender={project.code} owner={owner} records={records.filter(({ submissionId }) => submissionId === submission.id)} keys={keys} />}
          {!closed && (
            <div className="actions no-print">
              <Button onClick={() => setReplacing(true)}>{t('receipt.replace')}</Button>
              <Button danger onClick={() => setWithdrawing(true)}>
                {t('receipt.withdraw')}
              </Button>
            </div>
          )}
        </>
      )}
      {!preparing && submission === undefined && <SealPanel project={project} kinds={['bid.submit', 'bid.withdraw']} about={seals} />}
      <EarlierSubmissions project={project} submissions={earlier} />
      <p className="s13 muted">{t('secret')}</p>
      </div>
      {withdrawing && submission !== undefined && (
        <WithdrawBid project={project} lot={lot} organisation={organisation.name} submission={submission} onClose={() => setWithdrawing(false)} />
      )}
    </div>
  )
}

function useIsRegistered(projectId: string) {
  return useQuery({
    queryKey: [...projectKeys.one(projectId), 'registration'],
    queryFn: async ({ signal }): Promise<Registration | null> => {
      try {
        return await api.get('/projects/{projectId}/registrations/mine', { path: { projectId }, signal })
      } catch (cause) {
        if (asApiError(cause).status === 404) return null
        throw cause
      }
    },
  })
}

function LotDesk({ project, lot, plan, organisation }: { project: Project; lot: Lot; plan: OpeningPlan; organisation: Organisation }) {
  const mine = useMyBid(project.id, lot.id)
  return <Loaded query={mine}>{(data) => <Desk key={lot.id} project={project} lot={lot} plan={plan} organisation={organisation} mine={data} />}</Loaded>
}

/** Where a bidder seals, submits, and keeps the receipt. */
export default function BidPage() {
  const t = useDesk()
  const project = useThisProject()
  const lot = useLot(project)
  const { me } = useActing()
  const plan = useOpeningPlan(project.id)
  const registration = useIsRegistered(project.id)
  const notice = (title: string, text: string, link?: boolean) => (
    <section className="card">
      <Empty icon="lock" title={title} text={text}>
        {link && (
          <Link to={`/projects/${project.id}/registration`} className="b">
            {t('register')}
          </Link>
        )}
      </Empty>
    </section>
  )
  return (
    <Loaded query={plan}>
      {(data) =>
        data === null || lot === undefined ? (
          notice(t('notOnline'), t('notOnlineText'))
        ) : project.phase === 'DRAFT' ? (
          notice(t('notDraft'), t('notDraftText'))
        ) : (
          <Loaded query={registration}>
            {(registered) =>
              registered === null || me?.organisation === undefined ? (
                notice(t('notRegistered'), t('notRegisteredText'), true)
              ) : (
                <>
                  <LotPicker project={project} />
                  <LotDesk project={project} lot={lot} plan={data} organisation={me.organisation} />
                </>
              )
            }
          </Loaded>
        )
      }
    </Loaded>
  )
}

import { Button } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client'
import type { Lot, Project } from '../../api/types'
import { useWrite } from '../../api/useWrite'
import { ConfirmAct } from '../../ui/ConfirmAct'
import { Empty, Loaded } from '../../ui/Loaded'
import { Panel } from '../../ui/Panel'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { Tag } from '../../ui/Tag'
import { VerdictList } from '../../ui/VerdictList'
import { isOnSide } from '../tender/queries'
import { DeskRow } from './DeskRow'
import { DueTable } from './DueTable'
import { depositKeys, useDeposits, useTerms } from './queries'
import { useDepositStrings } from './strings'
import { sumOf } from './sums'
import type { Deposit, DepositList, RefundsInput } from './types'

function ConfirmRefunds({ project, lot, chosen, onClose }: { project: Project; lot: Lot; chosen: Deposit[]; onClose: (done: boolean) => void }) {
  const t = useDepositStrings()
  const confirm = useWrite({
    send: (body: RefundsInput, key) =>
      api.post('/projects/{projectId}/lots/{lotId}/deposits/refunds', { path: { projectId: project.id, lotId: lot.id }, body, key }),
    stale: () => [depositKeys.ofLot(project.id, lot.id)],
    done: () => onClose(true),
  })
  return (
    <ConfirmAct
      open
      title={t('desk.confirmTitle')}
      happens={[
        t('desk.happens1', { n: chosen.length, sum: sumOf(chosen.map((d) => d.balances.held)) }),
        t('desk.happens2', { interest: sumOf(chosen.map((d) => d.refund?.interest)), fee: sumOf(chosen.map((d) => d.refund?.fee)) }),
        t('desk.happens3'),
      ]}
      act={t('desk.confirmTitle')}
      busy={confirm.isPending}
      error={confirm.error}
      onCancel={() => onClose(false)}
      onConfirm={(acknowledgements) => confirm.mutate({ refunds: chosen.map((d) => ({ depositId: d.id })), acknowledgements })}
    />
  )
}

function Board({ project, lot, list }: { project: Project; lot: Lot; list: DepositList }) {
  const t = useDepositStrings()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [confirming, setConfirming] = useState(false)
  const owner = isOnSide(project, 'project_owner')
  const items = list.items.filter((d) => d.state !== 'REPLACED')
  const due = items.filter((d) => d.state === 'REFUND_DUE')
  const late = due.filter((d) => d.refund?.overdue).length
  const selected = due.filter((d) => chosen.has(d.id))
  if (items.length === 0) {
    return (
      <section className="card">
        <Empty icon="list" title={t('desk.empty')} text={t('desk.emptyText')} />
      </section>
    )
  }
  return (
    <>
      {(list.clues ?? []).length > 0 && (
        <Panel title={t('desk.clues')} sub={t('desk.clueText')}>
          <VerdictList verdicts={list.clues ?? []} />
        </Panel>
      )}
      <Panel
        flush
        title={t('desk.due')}
        sub={
          late > 0 ? (
            <Tag tone="red" icon="warning" strong>
              {t('desk.overdueCount', { n: late })}
            </Tag>
          ) : undefined
        }
        actions={
          owner && due.length > 0 ? (
            <Button type="primary" disabled={selected.length === 0} onClick={() => setConfirming(true)}>
              {t('desk.confirm', { n: selected.length })}
            </Button>
          ) : undefined
        }
      >
        {due.length === 0 ? <Empty icon="check" title={t('desk.dueNone')} /> : <DueTable due={due} chosen={chosen} onChoose={owner ? setChosen : undefined} />}
      </Panel>
      <Panel flush title={t('desk.all')}>
        <div className="scroll-x">
          <table className="t">
            <thead>
              <tr>
                <th scope="col">{t('desk.bidder')}</th>
                <th scope="col">{t('desk.form')}</th>
                <th scope="col" className="num">
                  {t('mine.waived')}
                </th>
                <th scope="col" className="num">
                  {t('mine.due')}
                </th>
                <th scope="col">{t('desk.state')}</th>
                <th scope="col">
                  <span className="vh">{t('desk.verify')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((deposit) => (
                <DeskRow key={deposit.id} project={project} lot={lot} deposit={deposit} grounds={list.grounds ?? []} />
              ))}
            </tbody>
          </table>
        </div>
      </Panel>
      {confirming && (
        <ConfirmRefunds
          project={project}
          lot={lot}
          chosen={selected}
          onClose={(done) => {
            setConfirming(false)
            if (done) setChosen(new Set())
          }}
        />
      )}
    </>
  )
}

/** The deposits of a lot for its parties: what is due by day, what stands where, what is to be looked into. */
export function DepositDesk({ project, lot, open }: { project: Project; lot: Lot; open: boolean }) {
  const t = useDepositStrings()
  const deposits = useDeposits(project.id, lot.id, open)
  const terms = useTerms(project.id, lot.id)
  if (terms.data?.asked === false) return null
  if (!open) {
    return (
      <section className="card">
        <Empty icon="lock" title={t('desk.hidden')} text={t('desk.hiddenText')} />
      </section>
    )
  }
  if (deposits.isError) return <ProblemNotice error={deposits.error} />
  return <Loaded query={deposits}>{(list) => <Board project={project} lot={lot} list={list} />}</Loaded>
}

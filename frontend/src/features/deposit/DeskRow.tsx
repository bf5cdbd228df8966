import { Button } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client'
import type { Lot, Project } from '../../api/types'
import { useWrite } from '../../api/useWrite'
import { usePick } from '../../i18n'
import { formatYuan } from '../../ui/format'
import { isOnSide } from '../tender/queries'
import { DecisionDrawer, type DecisionKind } from './DecisionDrawer'
import { History, StateTag, Yuan } from './parts'
import { depositKeys } from './queries'
import { useDepositStrings } from './strings'
import type { Deposit, DepositList } from './types'

/** One deposit of a lot, with what the viewer's side can do about it. */
export function DeskRow({ project, lot, deposit, grounds }: { project: Project; lot: Lot; deposit: Deposit; grounds: NonNullable<DepositList['grounds']> }) {
  const t = useDepositStrings()
  const pick = usePick()
  const [open, setOpen] = useState(false)
  const [deciding, setDeciding] = useState<DecisionKind>()
  const path = { projectId: project.id, lotId: lot.id, depositId: deposit.id }
  const accept = useWrite({
    send: (accepted: boolean, key) => api.post('/projects/{projectId}/lots/{lotId}/deposits/{depositId}/verification', { path, body: { accepted }, key }),
    stale: () => [depositKeys.ofLot(project.id, lot.id)],
  })
  const agent = isOnSide(project, 'tender_agent')
  const owner = isOnSide(project, 'project_owner')
  const relief = deposit.relief as { nameZh?: string; nameEn?: string; basisZh?: string; basisEn?: string } | undefined
  const refused = deposit.events.some((e) => e.kind === 'REFUSED')
  const can = (kind: DecisionKind): boolean => {
    switch (kind) {
      case 'refuse':
        return agent && deposit.state === 'LODGED' && !refused
      case 'retain':
        return owner && (deposit.state === 'HELD' || (deposit.state === 'REFUND_DUE' && deposit.events.some((e) => e.kind === 'VERIFIED')))
      case 'settle':
        return owner && deposit.state === 'DISPUTED'
      case 'cameBack':
        return owner && deposit.state === 'REFUNDED' && deposit.form === 'TRANSFER'
    }
  }
  return (
    <>
      <tr>
        <th scope="row">
          {deposit.bidder?.name}
          <div>
            <button type="button" className="text-button s12" aria-expanded={open} onClick={() => setOpen(!open)}>
              {t('card.history')} ›
            </button>
          </div>
        </th>
        <td>
          {t(`form.${deposit.form}`)}
          {relief && (
            <div className="s12 muted" title={pick(relief.basisZh, relief.basisEn)}>
              {pick(relief.nameZh, relief.nameEn)}
            </div>
          )}
        </td>
        <td className="num">
          <Yuan amount={deposit.waived} />
        </td>
        <td className="num">
          <Yuan amount={deposit.due} />
        </td>
        <td>
          <StateTag state={deposit.state} />
          {deposit.balances.retained !== '0.00' && <div className="s12 warm">{t('desk.retained', { amount: formatYuan(deposit.balances.retained) })}</div>}
        </td>
        <td>
          <span className="row wrap">
            {can('refuse') && (
              <Button size="small" type="primary" loading={accept.isPending} onClick={() => accept.mutate(true)}>
                {t('desk.verify')}
              </Button>
            )}
            {(['refuse', 'retain', 'settle', 'cameBack'] as const).filter(can).map((kind) => (
              <Button key={kind} size="small" onClick={() => setDeciding(kind)}>
                {t(`desk.${kind}`)}
              </Button>
            ))}
          </span>
        </td>
      </tr>
      {open && (
        <tr>
          <td colSpan={6}>
            <History place={{ projectId: project.id, lotId: lot.id }} deposit={deposit} />
          </td>
        </tr>
      )}
      {deciding && (
        <tr hidden>
          <td>
            <DecisionDrawer kind={deciding} project={project} lot={lot} deposit={deposit} grounds={grounds} onClose={() => setDeciding(undefined)} />
          </td>
        </tr>
      )}
    </>
  )
}

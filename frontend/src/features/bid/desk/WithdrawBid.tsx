import { useQueryClient } from '@tanstack/react-query'
import { App, Input } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client'
import type { BidSubmission, Lot, Project } from '../../../api/types'
import { useWrite } from '../../../api/useWrite'
import { sealsKey } from '../../audit/seal/seals'
import { depositKeys } from '../../deposit/queries'
import { ConfirmByName } from './ConfirmByName'
import { deskKeys } from './queries'
import { useDesk } from './strings'

export function WithdrawBid({ project, lot, organisation, submission, onClose }: { project: Project; lot: Lot; organisation: string; submission: BidSubmission; onClose: () => void }) {
  const t = useDesk()
  const client = useQueryClient()
  const { message } = App.useApp()
  const [reason, setReason] = useState('')
  const withdraw = useWrite({
    send: (body: { reason?: string }, key) =>
      api.post('/projects/{projectId}/lots/{lotId}/submissions/mine/withdrawal', { path: { projectId: project.id, lotId: lot.id }, body, key }),
    stale: () => [sealsKey(project.id), depositKeys.ofLot(project.id, lot.id)],
    done: (mine) => {
      client.setQueryData(deskKeys.mine(project.id, lot.id), mine)
      void message.success(t('withdraw.done'))
      onClose()
    },
  })
  return (
    <ConfirmByName
      title={t('withdraw.title')}
      organisation={organisation}
      happens={[
        t('withdraw.1', { organisation, project: project.title, lot: t('lotName', { n: lot.no, name: lot.name }), n: submission.no }),
        t('withdraw.2'),
        t('withdraw.3'),
      ]}
      act={t('withdraw.title')}
      busy={withdraw.isPending}
      error={withdraw.error}
      onCancel={onClose}
      onConfirm={() => withdraw.mutate(reason.trim() === '' ? {} : { reason: reason.trim() })}
    >
      <div>
        <label htmlFor="withdraw-reason">{t('withdraw.reason')}</label>
        <Input.TextArea id="withdraw-reason" rows={2} maxLength={1000} value={reason} onChange={(e) => setReason(e.target.value)} />
      </div>
    </ConfirmByName>
  )
}

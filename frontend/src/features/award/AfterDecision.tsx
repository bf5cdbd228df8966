import { App, Button, Form } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client'
import type { Acknowledgement, CandidateList, Lot, Project, Verdict } from '../../api/types'
import { useWrite } from '../../api/useWrite'
import { useLanguage } from '../../i18n'
import { AmountInput, amountPattern } from '../../ui/AmountInput'
import { ConfirmAct } from '../../ui/ConfirmAct'
import { formatInstant, formatYuan } from '../../ui/format'
import { InstantPicker } from '../../ui/InstantPicker'
import { Panel } from '../../ui/Panel'
import { useUi } from '../../ui/strings'
import { projectKeys } from '../tender/queries'
import { useAward } from './strings'

interface Props {
  project: Project
  lot: Lot
  verdicts: Verdict[]
}

function useDone(project: Project, text: string, close: () => void) {
  const { message } = App.useApp()
  return {
    stale: () => [projectKeys.one(project.id), projectKeys.list],
    done: () => {
      close()
      void message.success(text)
    },
  }
}

export function AwardNoticePanel({ project, lot, verdicts, list }: Props & { list: CandidateList }) {
  const t = useAward()
  const [asked, setAsked] = useState(false)
  const path = { projectId: project.id, lotId: lot.id }
  const issue = useWrite({
    send: (acknowledgements: Acknowledgement[], key) => api.post('/projects/{projectId}/lots/{lotId}/award-notice', { path, body: { acknowledgements }, key }),
    ...useDone(project, t('award.done'), () => setAsked(false)),
  })
  const winner = list.ranking.find((r) => r.bidId === list.winnerBidId)
  return (
    <Panel title={t('award.title')}>
      <p style={{ marginBottom: 12 }}>{t('award.text')}</p>
      <Button type="primary" onClick={() => setAsked(true)}>
        {t('award.confirm')}
      </Button>
      <ConfirmAct
        open={asked}
        title={t('award.title')}
        happens={[t('award.1', { name: winner?.bidderName ?? '' }), t('award.2')]}
        verdicts={verdicts}
        act={t('award.confirm')}
        busy={issue.isPending}
        error={issue.error}
        onCancel={() => {
          issue.reset()
          setAsked(false)
        }}
        onConfirm={(acknowledgements) => issue.mutate(acknowledgements)}
      />
    </Panel>
  )
}

interface Signed {
  signedAt: string
  performanceSecurity?: string
}

export function ContractPanel({ project, lot, verdicts }: Props) {
  const t = useAward()
  const ui = useUi()
  const language = useLanguage()
  const [signed, setSigned] = useState<Signed>()
  const path = { projectId: project.id, lotId: lot.id }
  const record = useWrite({
    send: (acknowledgements: Acknowledgement[], key) => api.post('/projects/{projectId}/lots/{lotId}/contract', { path, body: { ...signed!, acknowledgements }, key }),
    ...useDone(project, t('contract.done'), () => setSigned(undefined)),
  })
  return (
    <Panel title={t('contract.title')}>
      <Form layout="vertical" onFinish={(v: Signed) => setSigned(v)}>
        <Form.Item name="signedAt" label={t('contract.signed')} extra={ui('zone.note')} rules={[{ required: true, message: ui('invalid.required') }]} style={{ maxWidth: 360 }}>
          <InstantPicker />
        </Form.Item>
        <Form.Item
          name="performanceSecurity"
          label={t('contract.security')}
          extra={t(project.performanceRate === undefined ? 'contract.securityNone' : 'contract.securityRate', { rate: project.performanceRate ?? '' })}
          rules={[{ pattern: amountPattern, message: ui('invalid.amount') }]}
          style={{ maxWidth: 360 }}
        >
          <AmountInput />
        </Form.Item>
        <Button type="primary" htmlType="submit">
          {t('contract.act')}
        </Button>
      </Form>
      {signed && (
        <ConfirmAct
          open
          title={t('contract.title')}
          happens={[
            t('contract.1', { at: formatInstant(signed.signedAt, language) }),
            ...(signed.performanceSecurity === undefined ? [] : [t('contract.2', { amount: formatYuan(signed.performanceSecurity) })]),
          ]}
          verdicts={verdicts}
          act={t('contract.act')}
          busy={record.isPending}
          error={record.error}
          onCancel={() => {
            record.reset()
            setSigned(undefined)
          }}
          onConfirm={(acknowledgements) => record.mutate(acknowledgements)}
        />
      )}
    </Panel>
  )
}

export function WrittenReportPanel({ project, lot, verdicts }: Props) {
  const t = useAward()
  const [asked, setAsked] = useState(false)
  const path = { projectId: project.id, lotId: lot.id }
  const record = useWrite({
    send: (acknowledgements: Acknowledgement[], key) => api.post('/projects/{projectId}/lots/{lotId}/written-report', { path, body: { acknowledgements }, key }),
    ...useDone(project, t('written.done'), () => setAsked(false)),
  })
  return (
    <Panel title={t('written.title')}>
      <p style={{ marginBottom: 12 }}>{t('written.text')}</p>
      <Button onClick={() => setAsked(true)}>{t('written.act')}</Button>
      <ConfirmAct
        open={asked}
        title={t('written.title')}
        happens={[t('written.1', { authority: project.authority.name })]}
        verdicts={verdicts}
        act={t('written.act')}
        busy={record.isPending}
        error={record.error}
        onCancel={() => {
          record.reset()
          setAsked(false)
        }}
        onConfirm={(acknowledgements) => record.mutate(acknowledgements)}
      />
    </Panel>
  )
}

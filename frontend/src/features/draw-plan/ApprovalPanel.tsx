import { useQuery } from '@tanstack/react-query'
import { App, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client'
import type { Acknowledgement, DrawPlan, DrawRequestView, DrawWaiver, Project } from '../../api/types'
import { useWrite } from '../../api/useWrite'
import { useLanguage } from '../../i18n'
import { ConfirmAct } from '../../ui/ConfirmAct'
import { formatInstant } from '../../ui/format'
import { Loaded } from '../../ui/Loaded'
import { Panel } from '../../ui/Panel'
import { usePartyTrouble } from '../draw/strings'
import { CheckResult } from './CheckResult'
import { checkPlan, requestKey } from './queries'
import { signWaiver } from './signWaiver'
import { useDrawPlan } from './strings'

/** Consents to what is too small and may be waived; each is signed, as an order of its own, when the request is approved. */
function WaiverFields({ checks }: { checks: string[] }) {
  const t = useDrawPlan()
  return (
    <div className="stack tight">
      <p className="s13 muted">{t('waive.help')}</p>
      {checks.map((check) => (
        <div key={check} className="plan-row waiver-row">
          <b>
            {t('waive.title')} {check}
          </b>
          <Form.Item name={[check, 'reason']} label={t('waive.reason')} rules={[{ required: true, min: 5 }]}>
            <Input maxLength={500} />
          </Form.Item>
        </div>
      ))}
    </div>
  )
}

type Waivers = Record<string, { reason: string }>

/** Where the supervisor approves a submitted request, or returns it with a reason. */
export function ApprovalPanel({ project, request, plan }: { project: Project; request: DrawRequestView; plan: DrawPlan }) {
  const t = useDrawPlan()
  const language = useLanguage()
  const { message } = App.useApp()
  const trouble = usePartyTrouble()
  const [form] = Form.useForm<Waivers>()
  const [asked, setAsked] = useState<'approve' | 'return'>()
  const [reason, setReason] = useState('')
  const path = { projectId: project.id }
  const stale = () => [requestKey(project.id)]
  const check = useQuery({ queryKey: [...requestKey(project.id), 'check', request.version], queryFn: () => checkPlan(project.id, undefined) })
  const done = (text: string) => () => {
    setAsked(undefined)
    void message.success(text)
  }
  const approve = useWrite({
    send: async (acknowledgements: Acknowledgement[], key) => {
      const waivers: DrawWaiver[] = []
      for (const [name, { reason: why }] of Object.entries(form.getFieldsValue())) {
        waivers.push(await signWaiver(project.id, name as DrawWaiver['check'], why.trim()))
      }
      return api.post('/projects/{projectId}/draw/approve', { path, body: { seen: request.version, waivers, acknowledgements }, key })
    },
    stale,
    done: done(t('approved')),
  })
  const giveBack = useWrite({
    send: (text: string, key) => api.post('/projects/{projectId}/draw/return', { path, body: { seen: request.version, reason: text }, key }),
    stale,
    done: done(t('return.done')),
  })
  const close = () => {
    approve.reset()
    giveBack.reset()
    setAsked(undefined)
  }
  const waivable = [...new Set((check.data?.shortages ?? []).filter((each) => each.canBeWaived).map((each) => each.check))]
  return (
    <>
      <Loaded query={check}>{(checked) => <CheckResult checked={checked} quiet />}</Loaded>
      {request.state === 'SUBMITTED' && (
        <Panel title={t('approve.title')} sub={t('approve.sub')}>
          <Form form={form} layout="vertical">
            {waivable.length > 0 && <WaiverFields checks={waivable} />}
          </Form>
          <div className="row wrap">
            <Button type="primary" onClick={() => void form.validateFields().then(() => setAsked('approve'), () => undefined)}>
              {t('approve.act')}
            </Button>
            <Button onClick={() => setAsked('return')}>{t('return.act')}</Button>
          </div>
        </Panel>
      )}
      <ConfirmAct
        open={asked === 'approve'}
        title={t('approve.title')}
        happens={[t('approve.1', { version: request.version, size: plan.size, at: formatInstant(plan.evaluationAt, language) }), t('approve.2')]}
        verdicts={request.verdicts}
        act={t('approve.act')}
        busy={approve.isPending}
        error={approve.error && trouble(approve.error)}
        onCancel={close}
        onConfirm={(acknowledgements) => approve.mutate(acknowledgements)}
      />
      <ConfirmAct
        open={asked === 'return'}
        title={t('return.title')}
        happens={[t('return.1')]}
        act={t('return.act')}
        busy={giveBack.isPending}
        error={giveBack.error}
        disabled={reason.trim().length < 5}
        onCancel={close}
        onConfirm={() => giveBack.mutate(reason.trim())}
      >
        <Input.TextArea aria-label={t('return.reason')} placeholder={t('return.reason')} rows={3} maxLength={500} value={reason} onChange={(e) => setReason(e.target.value)} />
      </ConfirmAct>
    </>
  )
}

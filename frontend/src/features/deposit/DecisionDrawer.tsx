import { App, Button, Drawer, Form, Input, Select } from 'antd'
import { api } from '../../api/client'
import type { Lot, Project } from '../../api/types'
import { useWrite } from '../../api/useWrite'
import { usePick } from '../../i18n'
import { AmountInput, amountPattern } from '../../ui/AmountInput'
import { formatYuan } from '../../ui/format'
import { showFieldErrors } from '../../ui/formProblem'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { useUi } from '../../ui/strings'
import { EvidenceField } from './EvidenceField'
import { depositKeys } from './queries'
import { useDepositStrings } from './strings'
import type { Deposit, DepositList } from './types'

export type DecisionKind = 'refuse' | 'retain' | 'settle' | 'cameBack'

interface Values {
  amount: string
  released: string
  ground: string
  reason: string
  evidenceSha256: string
}

/** A decision about one deposit, with its reason, and its evidence where the law asks for some. */
export function DecisionDrawer({ kind, project, lot, deposit, grounds, onClose }: { kind: DecisionKind; project: Project; lot: Lot; deposit: Deposit; grounds: NonNullable<DepositList['grounds']>; onClose: () => void }) {
  const t = useDepositStrings()
  const ui = useUi()
  const pick = usePick()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const path = { projectId: project.id, lotId: lot.id, depositId: deposit.id }
  const decide = useWrite({
    send: ({ amount, released, ground, reason, evidenceSha256 }: Values, key) => {
      switch (kind) {
        case 'refuse':
          return api.post('/projects/{projectId}/lots/{lotId}/deposits/{depositId}/verification', { path, body: { accepted: false, reason }, key })
        case 'retain':
          return api.post('/projects/{projectId}/lots/{lotId}/deposits/{depositId}/retention', { path, body: { amount, ground, reason, evidenceSha256 }, key })
        case 'settle':
          return api.post('/projects/{projectId}/lots/{lotId}/deposits/{depositId}/settlement', { path, body: { released, reason, evidenceSha256 }, key })
        case 'cameBack':
          return api.post('/projects/{projectId}/lots/{lotId}/deposits/{depositId}/returned-refund', { path, body: { reason }, key })
      }
    },
    stale: () => [depositKeys.ofLot(project.id, lot.id)],
    done: () => {
      void message.success(t('apply.done'))
      onClose()
    },
  })
  const required = { required: true, whitespace: true, message: ui('invalid.required') }
  const evidence = kind === 'retain' || kind === 'settle'
  const title = kind === 'retain' ? t('retain.title') : t(`desk.${kind}`)
  return (
    <Drawer
      open
      size={560}
      title={`${title} · ${deposit.bidder?.name ?? ''}`}
      onClose={onClose}
      mask={{ closable: false }}
      footer={
        <div className="actions">
          <Button type="primary" danger={kind === 'retain'} loading={decide.isPending} onClick={() => form.submit()}>
            {t('retain.act')}
          </Button>
          <Button onClick={onClose}>{ui('cancel')}</Button>
        </div>
      }
    >
      {kind === 'retain' && (
        <ul className="bullets" style={{ marginBottom: 16 }}>
          <li>{t('retain.happens1', { name: deposit.bidder?.name ?? '', amount: formatYuan(deposit.due) })}</li>
          <li>{t('retain.happens2')}</li>
        </ul>
      )}
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ amount: deposit.due, released: deposit.balances.retained }}
        onFinish={(values) => decide.mutate(values, { onError: (error) => showFieldErrors(form, error) })}
      >
        {kind === 'retain' && (
          <>
            <Form.Item name="ground" label={t('retain.ground')} rules={[required]}>
              <Select options={grounds.map((g) => ({ value: g.code, label: `${pick(g.nameZh, g.nameEn)}（${pick(g.articleZh, g.articleEn)}）` }))} />
            </Form.Item>
            <Form.Item name="amount" label={t('retain.amount')} rules={[required, { pattern: amountPattern, message: ui('invalid.required') }]}>
              <AmountInput />
            </Form.Item>
          </>
        )}
        {kind === 'settle' && (
          <Form.Item name="released" label={t('settle.released')} rules={[required, { pattern: amountPattern, message: ui('invalid.required') }]}>
            <AmountInput />
          </Form.Item>
        )}
        <Form.Item name="reason" label={t('retain.reason')} rules={[required]}>
          <Input.TextArea rows={4} maxLength={4000} />
        </Form.Item>
        {evidence && (
          <Form.Item name="evidenceSha256" label={t('retain.evidence')} extra={t('evidence.lead')} rules={[required]}>
            <EvidenceField place={path} />
          </Form.Item>
        )}
        {decide.error && <ProblemNotice error={decide.error} />}
      </Form>
    </Drawer>
  )
}

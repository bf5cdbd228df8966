import { App, Form, Input, Modal } from 'antd'
import { api } from '../../api/client'
import { useWrite } from '../../api/useWrite'
import { AmountInput, amountPattern } from '../../ui/AmountInput'
import { showFieldErrors } from '../../ui/formProblem'
import { InstantPicker } from '../../ui/InstantPicker'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { useUi } from '../../ui/strings'
import { depositKeys } from './queries'
import { useDepositStrings } from './strings'
import type { BankEntryInput } from './types'

/** One entry copied from the bank's slip, where there is no file of the bank. */
export function HandEntry({ onClose }: { onClose: () => void }) {
  const t = useDepositStrings()
  const ui = useUi()
  const { message } = App.useApp()
  const [form] = Form.useForm<BankEntryInput>()
  const enter = useWrite({
    send: (body: BankEntryInput, key) => api.post('/deposits/bank-entries', { body, key }),
    stale: () => [depositKeys.bank],
    done: (taken) => {
      void message.info(t(taken.duplicates.length > 0 ? 'hand.again' : taken.open.length > 0 ? 'hand.waits' : 'hand.placed'))
      onClose()
    },
  })
  const required = { required: true, message: ui('invalid.required') }
  const said = (value: string | undefined) => (value === undefined || value.trim() === '' ? undefined : value.trim())
  const submit = (values: BankEntryInput) =>
    enter.mutate(
      {
        reference: values.reference.trim(),
        amount: values.amount,
        receivedAt: values.receivedAt,
        payerName: said(values.payerName),
        payerAccount: said(values.payerAccount),
        virtualAccount: said(values.virtualAccount),
        remittance: said(values.remittance),
      },
      { onError: (error) => showFieldErrors(form, error) },
    )
  return (
    <Modal open title={t('hand.title')} width={640} okText={t('apply.submit')} cancelText={ui('cancel')} confirmLoading={enter.isPending} onCancel={onClose} onOk={() => form.submit()}>
      <p className="s13 muted" style={{ marginBottom: 16 }}>
        {t('hand.text')}
      </p>
      <Form<BankEntryInput> form={form} layout="vertical" requiredMark={false} onFinish={submit}>
        <div className="form-grid">
          <Form.Item name="reference" label={t('hand.reference')} rules={[{ ...required, whitespace: true }]}>
            <Input className="mono" maxLength={80} autoComplete="off" />
          </Form.Item>
          <Form.Item name="amount" label={t('hand.amount')} rules={[required, { pattern: amountPattern, message: ui('invalid.required') }]}>
            <AmountInput />
          </Form.Item>
          <Form.Item name="receivedAt" label={t('hand.at')} rules={[required]}>
            <InstantPicker />
          </Form.Item>
          <Form.Item name="virtualAccount" label={t('hand.virtualAccount')} rules={[{ pattern: /^\s*([0-9]{16})?\s*$/, message: t('bank.virtualAccount') }]}>
            <Input className="mono" maxLength={16} inputMode="numeric" autoComplete="off" />
          </Form.Item>
          <Form.Item name="payerName" label={t('hand.payerName')}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name="payerAccount" label={t('hand.payerAccount')} rules={[{ pattern: /^[0-9A-Za-z -]{0,40}$/, message: t('hand.payerAccount') }]}>
            <Input className="mono" maxLength={40} autoComplete="off" />
          </Form.Item>
          <Form.Item className="full" name="remittance" label={t('hand.remittance')}>
            <Input maxLength={200} />
          </Form.Item>
        </div>
      </Form>
      {enter.error && <ProblemNotice error={enter.error} />}
    </Modal>
  )
}

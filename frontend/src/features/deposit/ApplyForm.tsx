import { App, Button, Checkbox, Form, Input, Radio } from 'antd'
import { useEffect } from 'react'
import { api } from '../../api/client'
import type { Lot, Project } from '../../api/types'
import { useWrite } from '../../api/useWrite'
import { useActing } from '../../shell/roles'
import { AmountInput, amountPattern } from '../../ui/AmountInput'
import { DayPicker } from '../../ui/DayPicker'
import { formatYuan } from '../../ui/format'
import { showFieldErrors } from '../../ui/formProblem'
import { Panel } from '../../ui/Panel'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { useUi } from '../../ui/strings'
import { depositKeys } from './queries'
import { useDepositStrings } from './strings'
import type { DepositApplication, DepositForm, MyDeposit } from './types'

/** The bidder chooses how it gives its deposit; the decision comes at once. */
export function ApplyForm({ project, lot, mine, onDone }: { project: Project; lot: Lot; mine: MyDeposit; onDone: () => void }) {
  const t = useDepositStrings()
  const ui = useUi()
  const { me } = useActing()
  const { message } = App.useApp()
  const [form] = Form.useForm<DepositApplication>()
  const apply = useWrite({
    send: (body: DepositApplication, key) =>
      api.post('/projects/{projectId}/lots/{lotId}/deposits', { path: { projectId: project.id, lotId: lot.id }, body, key }),
    stale: () => [depositKeys.ofLot(project.id, lot.id)],
    done: () => {
      void message.success(t('apply.done'))
      onDone()
    },
  })
  const offer = mine.offer
  const whole = offer?.due === '0.00'
  const forms: DepositForm[] = whole ? ['WAIVER'] : (mine.terms.forms ?? [])
  const chosen = Form.useWatch('form', form) ?? forms[0]
  const signed = Form.useWatch('undertaking', form) ?? false
  const due = offer !== undefined && (signed || !offer.undertaking) ? offer.due : mine.terms.askedAmount
  // What is due changes with the undertaking; an amount that the bidder wrote stays.
  useEffect(() => {
    if (!form.isFieldTouched(['instrument', 'amount'])) form.setFieldValue(['instrument', 'amount'], due)
  }, [form, due])
  const required = { required: true, whitespace: true, message: ui('invalid.required') }
  const submit = (values: DepositApplication) =>
    apply.mutate({ ...values, undertaking: values.undertaking ?? false }, { onError: (error) => showFieldErrors(form, error) })
  return (
    <Panel title={t('mine.choose')}>
      <Form<DepositApplication>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={submit}
        initialValues={{
          form: forms[0],
          account: { name: me?.organisation?.name },
          instrument: { applicant: me?.organisation?.name, amount: due, validUntil: mine.validUntil },
        }}
      >
        <Form.Item name="form" label={t('desk.form')} hidden={whole}>
          <Radio.Group className="dep-forms" options={forms.map((value) => ({ value, label: t(`form.${value}`) }))} />
        </Form.Item>
        {offer?.undertaking && (
          <Form.Item name="undertaking" valuePropName="checked" rules={whole ? [{ validator: (_, value) => (value ? Promise.resolve() : Promise.reject(new Error(ui('invalid.required')))) }] : []}>
            <Checkbox>
              {!whole && <b>{t('apply.reduce')}</b>}
              {t('apply.undertaking')}
            </Checkbox>
          </Form.Item>
        )}
        {whole && !offer.undertaking && <p style={{ marginBottom: 16 }}>{t('apply.automatic')}</p>}
        {chosen === 'TRANSFER' && (
          <div className="form-grid">
            <Form.Item name={['account', 'name']} label={t('apply.accountName')} rules={[required]}>
              <Input maxLength={200} />
            </Form.Item>
            <Form.Item name={['account', 'bank']} label={t('apply.bank')} rules={[required]}>
              <Input maxLength={200} />
            </Form.Item>
            <Form.Item className="full" name={['account', 'number']} label={t('apply.account')} extra={t('apply.accountHint')} rules={[required, { pattern: /^[0-9A-Za-z -]{6,40}$/, message: ui('invalid.required') }]}>
              <Input className="mono" maxLength={40} inputMode="numeric" autoComplete="off" />
            </Form.Item>
          </div>
        )}
        {chosen !== undefined && chosen !== 'TRANSFER' && chosen !== 'WAIVER' && (
          <div className="form-grid">
            <Form.Item name={['instrument', 'issuer']} label={t('apply.issuer')} rules={[required]}>
              <Input maxLength={200} />
            </Form.Item>
            <Form.Item name={['instrument', 'number']} label={t('apply.number')} rules={[required]}>
              <Input maxLength={80} />
            </Form.Item>
            <Form.Item name={['instrument', 'amount']} label={t('apply.amount')} rules={[required, { pattern: amountPattern, message: ui('invalid.required') }]}>
              <AmountInput />
            </Form.Item>
            <Form.Item name={['instrument', 'validUntil']} label={t('apply.validUntil')} rules={[required]}>
              <DayPicker />
            </Form.Item>
            <Form.Item className="full" name={['instrument', 'applicant']} label={t('apply.applicant')} rules={[required]}>
              <Input maxLength={200} />
            </Form.Item>
          </div>
        )}
        {apply.error && <ProblemNotice error={apply.error} />}
        <div className="row wrap" style={{ marginTop: 8 }}>
          <Button type="primary" size="large" htmlType="submit" loading={apply.isPending}>
            {t(chosen === 'WAIVER' && offer?.undertaking ? 'apply.waive' : 'apply.submit')}
          </Button>
          {!whole && (
            <span className="muted">
              {t('mine.due')}　<b className="num">{formatYuan(due)}</b>
            </span>
          )}
        </div>
      </Form>
    </Panel>
  )
}

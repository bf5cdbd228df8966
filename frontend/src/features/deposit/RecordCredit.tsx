import { App, Form, Input, Modal, Select } from 'antd'
import { api } from '../../api/client'
import { useWrite } from '../../api/useWrite'
import { useTerms as useWords } from '../../i18n/terms'
import { showFieldErrors } from '../../ui/formProblem'
import { DayPicker } from '../../ui/DayPicker'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { useUi } from '../../ui/strings'
import { OrganisationSelect } from '../organisation/OrganisationSelect'
import { depositKeys } from './queries'
import { useDepositStrings } from './strings'
import type { BidderCreditInput } from './types'

const sizes = ['LARGE', 'MEDIUM', 'SMALL', 'MICRO'] as const

/** Records the class of one firm, with where it is written and since when it holds. */
export function RecordCredit({ firm, onClose }: { firm: string | undefined; onClose: () => void }) {
  const t = useDepositStrings()
  const ui = useUi()
  const terms = useWords()
  const { message } = App.useApp()
  const [form] = Form.useForm<BidderCreditInput>()
  const record = useWrite({
    send: (body: BidderCreditInput, key) => api.post('/deposits/credits', { body, key }),
    stale: () => [depositKeys.credits],
    done: () => {
      void message.success(t('cred.recorded'))
      onClose()
    },
  })
  const required = { required: true, message: ui('invalid.required') }
  return (
    <Modal open title={t('cred.record')} okText={t('cred.record')} cancelText={ui('cancel')} confirmLoading={record.isPending} onCancel={onClose} onOk={() => form.submit()}>
      <Form<BidderCreditInput>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ organisationId: firm }}
        onFinish={(values) => record.mutate({ ...values, firmSize: values.firmSize || undefined }, { onError: (error) => showFieldErrors(form, error) })}
      >
        <Form.Item name="organisationId" label={t('cred.firm')} rules={[required]}>
          <OrganisationSelect kind="BIDDER" />
        </Form.Item>
        <div className="form-grid">
          <Form.Item
            name="creditClass"
            label={t('cred.class')}
            extra={t('cred.classHint')}
            normalize={(value: string) => value.trim().toUpperCase()}
            rules={[required, { pattern: /^[A-Z0-9+-]{1,8}$/, message: t('cred.classHint') }]}
          >
            <Input maxLength={8} autoComplete="off" />
          </Form.Item>
          <Form.Item name="firmSize" label={t('cred.size')}>
            <Select allowClear placeholder={t('cred.unknown')} options={sizes.map((value) => ({ value, label: terms(`firmSize.${value}`) }))} />
          </Form.Item>
          <Form.Item name="asOf" label={t('cred.asOf')} rules={[required]}>
            <DayPicker />
          </Form.Item>
          <Form.Item name="source" label={t('cred.source')} extra={t('cred.sourceHint')} rules={[{ ...required, whitespace: true }]}>
            <Input maxLength={200} />
          </Form.Item>
        </div>
      </Form>
      <p className="s13 muted">{t('cred.happens')}</p>
      {record.error && <ProblemNotice error={record.error} />}
    </Modal>
  )
}

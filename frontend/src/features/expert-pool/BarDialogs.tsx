import { Form, Input, Modal } from 'antd'
import type { ReactNode } from 'react'
import { api } from '../../api/client'
import type { ApiError } from '../../api/problem'
import type { Absence, AbsenceInput, Expert, LiftingInput, Suspension, SuspensionInput } from '../../api/types'
import { useWrite } from '../../api/useWrite'
import { ConfirmAct } from '../../ui/ConfirmAct'
import { showFieldErrors } from '../../ui/formProblem'
import { InstantPicker } from '../../ui/InstantPicker'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { useUi } from '../../ui/strings'
import { DocumentDigest } from './DocumentDigest'
import { poolKeys } from './queries'
import { usePoolStrings } from './strings'

interface WritingDialog<V> {
  title: string
  act: string
  happens: string[]
  busy: boolean
  error: ApiError | null
  danger?: boolean
  initial?: Partial<V>
  onClose: () => void
  onSend: (input: V, failed: (error: ApiError) => void) => void
  children: ReactNode
}

/** A form that says what happens before it is sent. */
export function FormDialog<V extends object>({ title, act, happens, busy, error, danger, initial, onClose, onSend, children }: WritingDialog<V>) {
  const ui = useUi()
  const [form] = Form.useForm<V>()
  return (
    <Modal open title={title} okText={act} okButtonProps={{ danger }} cancelText={ui('cancel')} confirmLoading={busy} onCancel={onClose} onOk={() => form.submit()} width={640} mask={{ closable: false }}>
      <ul className="bullets">
        {happens.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <Form form={form} layout="vertical" initialValues={initial} onFinish={(input: V) => onSend(input, (failure) => showFieldErrors(form, failure))} style={{ marginTop: 16 }}>
        {children}
      </Form>
      {error && <ProblemNotice error={error} />}
    </Modal>
  )
}

const stale = () => [poolKeys.all]

export function SuspendDialog({ expert, onClose }: { expert: Expert; onClose: () => void }) {
  const t = usePoolStrings()
  const ui = useUi()
  const required = { required: true, message: ui('invalid.required') }
  const suspend = useWrite({ send: (body: SuspensionInput, key) => api.post('/experts/{expertId}/suspensions', { path: { expertId: expert.id }, body, key }), stale, done: onClose })
  return (
    <FormDialog<SuspensionInput> title={t('suspendTitle')} act={t('suspend')} danger happens={[t('suspend1', { no: expert.poolNo }), t('suspend2')]} busy={suspend.isPending} error={suspend.error} onClose={onClose} onSend={(input, onError) => suspend.mutate(input, { onError })}>
      <div className="form-grid">
        <Form.Item name="startsAt" label={t('startsAt')} rules={[required]}>
          <InstantPicker />
        </Form.Item>
        <Form.Item name="endsAt" label={t('endsAt')} extra={t('endsAtHint')}>
          <InstantPicker />
        </Form.Item>
        <Form.Item name="reason" label={t('reason')} rules={[{ ...required, min: 4, whitespace: true }]} className="full">
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
        <Form.Item name="decidedBy" label={t('decidedBy')} rules={[{ ...required, whitespace: true }]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="documentNo" label={`${t('documentNo')} (${ui('optional')})`}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="documentSha256" label={t('document')} extra={t('documentHint')} rules={[{ required: true, message: t('documentRequired') }]} className="full">
          <DocumentDigest />
        </Form.Item>
      </div>
    </FormDialog>
  )
}

export function LiftDialog({ expert, suspension, onClose }: { expert: Expert; suspension: Suspension; onClose: () => void }) {
  const t = usePoolStrings()
  const ui = useUi()
  const required = { required: true, message: ui('invalid.required') }
  const lift = useWrite({
    send: (body: LiftingInput, key) => api.post('/experts/{expertId}/suspensions/{suspensionId}/lifting', { path: { expertId: expert.id, suspensionId: suspension.id }, body, key }),
    stale,
    done: onClose,
  })
  return (
    <FormDialog<LiftingInput> title={t('liftTitle')} act={t('lift')} happens={[t('lift1', { no: expert.poolNo }), t('suspend2')]} busy={lift.isPending} error={lift.error} onClose={onClose} onSend={(input, onError) => lift.mutate(input, { onError })}>
      <Form.Item name="reason" label={t('reason')} rules={[{ ...required, min: 4, whitespace: true }]}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
      <Form.Item name="decidedBy" label={t('decidedBy')} rules={[{ ...required, whitespace: true }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="documentSha256" label={`${t('document')} (${ui('optional')})`} extra={t('documentHint')}>
        <DocumentDigest />
      </Form.Item>
    </FormDialog>
  )
}

export function AbsenceDialog({ expert, onClose }: { expert: Expert; onClose: () => void }) {
  const t = usePoolStrings()
  const ui = useUi()
  const required = { required: true, message: ui('invalid.required') }
  const add = useWrite({ send: (body: AbsenceInput, key) => api.post('/experts/{expertId}/absences', { path: { expertId: expert.id }, body, key }), stale, done: onClose })
  return (
    <FormDialog<AbsenceInput> title={t('absentTitle')} act={t('absent')} happens={[t('absent1', { no: expert.poolNo })]} busy={add.isPending} error={add.error} onClose={onClose} onSend={({ reason, ...input }, onError) => add.mutate({ ...input, ...(reason ? { reason } : {}) }, { onError })}>
      <div className="form-grid">
        <Form.Item name="startsAt" label={t('startsAt')} rules={[required]}>
          <InstantPicker />
        </Form.Item>
        <Form.Item name="endsAt" label={t('endsAt')} rules={[required]}>
          <InstantPicker />
        </Form.Item>
        <Form.Item name="reason" label={`${t('reason')} (${ui('optional')})`} className="full">
          <Input maxLength={200} />
        </Form.Item>
      </div>
    </FormDialog>
  )
}

export function RemoveAbsence({ expert, absence, onClose }: { expert: Expert; absence: Absence; onClose: () => void }) {
  const t = usePoolStrings()
  const remove = useWrite({
    send: (absenceId: string, key) => api.delete('/experts/{expertId}/absences/{absenceId}', { path: { expertId: expert.id, absenceId }, key }),
    stale,
    done: onClose,
  })
  return <ConfirmAct open title={t('absentRemoveTitle')} happens={[t('absentRemove1')]} irrevocable={false} act={t('absentRemove')} busy={remove.isPending} error={remove.error} onCancel={onClose} onConfirm={() => remove.mutate(absence.id)} />
}

import { Checkbox, Form, Input, InputNumber, Select } from 'antd'
import type { DrawRequestView, Project } from '../../api/types'
import { InstantPicker } from '../../ui/InstantPicker'
import { Panel } from '../../ui/Panel'
import { useUi } from '../../ui/strings'
import { AvoidedFields } from './AvoidedFields'
import { NeedFields } from './NeedFields'
import { expertSeats, type PlanValues } from './plan'
import { useDrawPlan } from './strings'
import { VenueFields } from './VenueFields'
import { WideningSteps } from './WideningSteps'

function Numbers() {
  const t = useDrawPlan()
  const ui = useUi()
  const number = (name: string, label: string, min: number, max: number) => (
    <Form.Item name={name} label={label} rules={[{ required: true, message: ui('invalid.required') }]}>
      <InputNumber min={min} max={max} precision={0} style={{ width: '100%' }} />
    </Form.Item>
  )
  return (
    <div className="plan-grid">
      {number('ownerRepresentatives', t('field.owners'), 0, 33)}
      <Form.Item name="evaluationAt" label={t('field.evaluationAt')} rules={[{ required: true, message: ui('invalid.required') }]}>
        <InstantPicker />
      </Form.Item>
      {number('expectedHours', t('field.hours'), 1, 240)}
      {number('maxPerEmployer', t('field.perEmployer'), 1, 99)}
      {number('minRatio', t('field.ratio'), 1, 100)}
      {number('minCapRatio', t('field.capRatio'), 1, 100)}
      {number('answerMinutes', t('field.answer'), 1, 10_080)}
      {number('stepMinutes', t('field.step'), 1, 10_080)}
      <Form.Item name="libraries" label={t('field.libraries')}>
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', '，', ' ']} />
      </Form.Item>
    </div>
  )
}

/** All that a committee plan says, in panels. */
export function PlanFields({ project, request }: { project: Project; request: DrawRequestView }) {
  const t = useDrawPlan()
  const form = Form.useFormInstance<PlanValues>()
  const needs = Form.useWatch('needs', form)
  const owners = Form.useWatch('ownerRepresentatives', form) ?? 0
  const experts = expertSeats(needs)
  return (
    <>
      <Panel title={t('committee.title')} sub={t('committee.sub', { size: experts + owners, experts, owners })}>
        <Numbers />
        {project.regime === 'GOV_PROCUREMENT' && (
          <div className="row wrap">
            <Form.Item name="complex" valuePropName="checked" noStyle>
              <Checkbox>{t('field.complex')}</Checkbox>
            </Form.Item>
            <Form.Item name="socialEffect" valuePropName="checked" noStyle>
              <Checkbox>{t('field.social')}</Checkbox>
            </Form.Item>
          </div>
        )}
        {project.regime !== 'GOV_PROCUREMENT' && (
          <>
            <Form.Item name="complex" valuePropName="checked" hidden>
              <Checkbox />
            </Form.Item>
            <Form.Item name="socialEffect" valuePropName="checked" hidden>
              <Checkbox />
            </Form.Item>
          </>
        )}
      </Panel>
      <Panel title={t('needs.title')} sub={t('needs.sub')}>
        <NeedFields />
      </Panel>
      <Panel title={t('venues.title')} sub={t('venues.sub')}>
        <VenueFields />
      </Panel>
      <Panel title={t('avoid.title')} sub={t('avoid.sub')}>
        <AvoidedFields />
      </Panel>
      {request.submittedAt !== undefined && (
        <Panel title={t('widen.title')} sub={t('widen.help')}>
          <Form.Item name="wideningReason" style={{ marginBottom: 12 }} rules={[{ min: 5 }]}>
            <Input.TextArea aria-label={t('widen.title')} rows={3} maxLength={500} showCount />
          </Form.Item>
          <WideningSteps steps={request.plan?.widenings ?? []} />
        </Panel>
      )}
    </>
  )
}

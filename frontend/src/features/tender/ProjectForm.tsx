import { Form, Input, InputNumber, Select, Switch, type FormInstance } from 'antd'
import type { Project, ProjectInput, Verdict } from '../../api/types'
import { usePick } from '../../i18n'
import { useTerms } from '../../i18n/terms'
import { AmountInput, amountPattern } from '../../ui/AmountInput'
import { bareCitation } from '../../ui/citation'
import { InstantPicker } from '../../ui/InstantPicker'
import { Panel } from '../../ui/Panel'
import { useUi } from '../../ui/strings'
import { OrganisationSelect } from '../organisation/OrganisationSelect'
import { useTender } from './strings'

export const projectTypes = ['HOUSING_MUNICIPAL', 'HIGHWAY', 'WATER_CONSERVANCY', 'WATERWAY', 'LANDSCAPING', 'LAND_CONSOLIDATION', 'GOODS', 'SERVICES', 'OTHER'] as const

/** Which rules speak about which date. */
const rulesOfField: Record<'issueEnd' | 'bidDeadline' | 'openingTime', string[]> = {
  issueEnd: ['T02', 'T03'],
  bidDeadline: ['T01', 'T04'],
  openingTime: ['T08'],
}

/** What D09 and D10 say of the charges saved last. */
function ChargeHelp({ rule, verdicts }: { rule: 'D09' | 'D10'; verdicts: Verdict[] | undefined }) {
  const pick = usePick()
  const spoken = (verdicts ?? []).filter((v) => v.ruleId === rule && (v.outcome === 'BLOCKED' || v.outcome === 'WARNING'))
  return (
    <>
      {spoken.map((v) => (
        <span key={v.ruleId} className="warm" style={{ display: 'block' }}>
          {pick(v.messageZh, v.messageEn)}（{v.ruleId} {bareCitation(v.article)}）
        </span>
      ))}
    </>
  )
}

function Charges({ verdicts }: { verdicts: Verdict[] | undefined }) {
  const t = useTender()
  const ui = useUi()
  const amount = { pattern: amountPattern, message: ui('invalid.amount') }
  return (
    <Panel title={t('field.charges')} sub={t('field.chargesSub')}>
      <div className="form-grid">
        <Form.Item name="documentFee" label={t('field.documentFee')} extra={<ChargeHelp rule="D10" verdicts={verdicts} />} rules={[amount]}>
          <AmountInput placeholder={t('field.free')} />
        </Form.Item>
        <Form.Item name="documentCost" label={t('field.documentCost')} rules={[amount]}>
          <AmountInput />
        </Form.Item>
        <Form.Item className="full" name="documentFeeBasis" label={t('field.documentFeeBasis')}>
          <Input maxLength={500} />
        </Form.Item>
        <Form.Item
          name="performanceRate"
          label={t('field.performanceRate')}
          extra={<ChargeHelp rule="D09" verdicts={verdicts} />}
          normalize={(value: string) => (value.trim() === '' ? undefined : value.trim())}
          rules={[{ pattern: /^(100|[1-9][0-9]?|0)(\.[0-9]{1,6})?$/, message: ui('invalid.amount') }]}
        >
          <Input className="num" inputMode="decimal" maxLength={10} suffix="%" placeholder={t('field.notAsked')} />
        </Form.Item>
      </div>
    </Panel>
  )
}

function DateHelp({ field, verdicts }: { field: keyof typeof rulesOfField; verdicts: Verdict[] | undefined }) {
  const t = useTender()
  const pick = usePick()
  if (verdicts === undefined) return <>{t('field.checkedOnSave')}</>
  const spoken = verdicts.filter((v) => rulesOfField[field].includes(v.ruleId) && v.outcome !== 'NOT_APPLICABLE')
  return (
    <>
      {spoken.map((v) => (
        <span key={v.ruleId} className={v.outcome === 'BLOCKED' ? 'warm' : undefined} style={{ display: 'block' }}>
          {pick(v.messageZh, v.messageEn)}（{v.ruleId} {bareCitation(v.article)}）
        </span>
      ))}
    </>
  )
}

interface ProjectFormProps {
  form: FormInstance<ProjectInput>
  project?: Project
  /** What the rule set says of the dates saved last. */
  verdicts?: Verdict[]
  onSubmit: (input: ProjectInput) => void
  /** Something was typed. */
  onType?: () => void
}

function Basics() {
  const t = useTender()
  const ui = useUi()
  const terms = useTerms()
  const required = { required: true, message: ui('invalid.required') }
  const regimes = (['ENGINEERING', 'GOV_PROCUREMENT', 'OTHER'] as const).map((r) => ({ value: r, label: terms(`regime.${r}`) }))
  const kinds = (['WORKS', 'GOODS', 'SERVICES'] as const).map((k) => ({ value: k, label: terms(`procurement.${k}`) }))
  return (
    <Panel title={t('field.basics')}>
      <div className="form-grid">
        <Form.Item className="full" name="title" label={t('field.title')} rules={[required, { max: 200, message: ui('invalid.tooLong', { n: 200 }) }]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item
          name="code"
          label={t('field.code')}
          extra={t('field.codeHint')}
          rules={[required, { pattern: /^[A-Za-z0-9._-]{1,64}$/, message: ui('invalid.pattern', { hint: t('field.codeHint') }) }]}
        >
          <Input maxLength={64} autoComplete="off" />
        </Form.Item>
        <Form.Item name="regime" label={t('field.regime')} extra={t('field.regimeHint')} rules={[required]}>
          <Select options={regimes} />
        </Form.Item>
        <Form.Item name="projectType" label={t('field.projectType')} rules={[required]}>
          <Select options={projectTypes.map((v) => ({ value: v, label: t(`type.${v}`) }))} />
        </Form.Item>
        <Form.Item name="procurementKind" label={t('field.procurementKind')} rules={[required]}>
          <Select options={kinds} />
        </Form.Item>
        <Form.Item name="budget" label={t('field.budget')} rules={[{ pattern: amountPattern, message: ui('invalid.amount') }]}>
          <AmountInput />
        </Form.Item>
        <Form.Item name="mustTenderByLaw" label={t('field.mustTender')} valuePropName="checked">
          <Switch />
        </Form.Item>
        <Form.Item className="full" name="description" label={t('field.description')}>
          <Input.TextArea maxLength={4000} showCount rows={3} />
        </Form.Item>
      </div>
    </Panel>
  )
}

function Dates({ verdicts }: { verdicts: Verdict[] | undefined }) {
  const t = useTender()
  const ui = useUi()
  return (
    <Panel title={t('field.dates')} sub={ui('zone.note')}>
      <div className="form-grid">
        {(['issueEnd', 'bidDeadline', 'openingTime'] as const).map((field) => (
          <Form.Item key={field} name={field} label={t(`field.${field}`)} extra={<DateHelp field={field} verdicts={verdicts} />}>
            <InstantPicker />
          </Form.Item>
        ))}
        <Form.Item name="bidValidityDays" label={t('field.bidValidity')}>
          <InputNumber min={1} max={3650} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item className="full" name="openingPlace" label={t('field.openingPlace')}>
          <Input maxLength={200} />
        </Form.Item>
      </div>
    </Panel>
  )
}

export function ProjectForm({ form, project, verdicts, onSubmit, onType }: ProjectFormProps) {
  const t = useTender()
  const ui = useUi()
  const required = { required: true, message: ui('invalid.required') }
  return (
    <Form form={form} layout="vertical" requiredMark scrollToFirstError onFinish={onSubmit} onValuesChange={onType} initialValues={{ mustTenderByLaw: true }} id="project-form">
      <div className="stack">
        <Basics />
        <Panel title={t('field.parties')}>
          <div className="form-grid">
            <Form.Item name="ownerId" label={t('field.owner')} rules={[required]}>
              <OrganisationSelect kind="PROJECT_OWNER" known={project?.owner} />
            </Form.Item>
            <Form.Item name="authorityId" label={t('field.authority')} rules={[required]}>
              <OrganisationSelect kind="SUPERVISORY_AUTHORITY" known={project?.authority} />
            </Form.Item>
          </div>
        </Panel>
        <Dates verdicts={verdicts} />
        <Charges verdicts={verdicts} />
      </div>
    </Form>
  )
}

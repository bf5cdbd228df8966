import { App, Button, Checkbox, Form, Input, Select, TreeSelect } from 'antd'
import { useNavigate, useParams } from 'react-router'
import { api } from '../../api/client'
import type { Expert, ExpertInput, ExpertUpdate, TitleLevel } from '../../api/types'
import { useWrite } from '../../api/useWrite'
import { PageHead } from '../../shell/PageHead'
import { isCreditCode } from '../../ui/creditCode'
import { showFieldErrors } from '../../ui/formProblem'
import { Loaded } from '../../ui/Loaded'
import { Panel } from '../../ui/Panel'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { useUi } from '../../ui/strings'
import { OfficesField, QualificationsField, RelationsField } from './FormLists'
import './pool.css'
import { poolKeys, useExpert, useSpecialties } from './queries'
import { usePoolStrings } from './strings'

const levels: TitleLevel[] = ['SENIOR', 'ASSOCIATE_SENIOR', 'EQUIVALENT', 'INTERMEDIATE', 'OTHER']

/** Leaves out what was left empty, at every depth: to the contract an empty text is no text. */
function filled<T>(value: T): T {
  if (Array.isArray(value)) return value.map(filled) as T
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, v]) => v !== '' && v !== undefined && v !== null)
      .map(([k, v]) => [k, filled(v)]),
  ) as T
}

/** What a change starts from; masked values are left out, and stay as they are unless they are typed anew. */
function initial(expert: Expert): Partial<ExpertUpdate> {
  const { region, specialties, employer, employerName, fieldSince, title, titleLevel, sanctioned, account, employments, qualifications } = expert
  return { region, specialties, employer, employerName, fieldSince, title, titleLevel, sanctioned, account, employments, qualifications }
}

function ExpertForm({ expert }: { expert?: Expert }) {
  const t = usePoolStrings()
  const ui = useUi()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const specialties = useSpecialties()
  const [form] = Form.useForm<ExpertInput>()
  const save = useWrite({
    send: (input: ExpertInput, key) =>
      expert === undefined ? api.post('/experts', { body: input, key }) : api.put('/experts/{expertId}', { path: { expertId: expert.id }, body: input, version: expert.version, key }),
    stale: () => [poolKeys.all],
    done: (saved) => {
      void message.success(t(expert === undefined ? 'registered' : 'saved'))
      void navigate(`/experts/${saved.id}`)
    },
  })
  const required = { required: true, message: ui('invalid.required') }
  const requiredOnce = expert === undefined ? [required] : []
  const keep = (now: string | undefined) => (expert === undefined ? undefined : t('keepHint', { now: now ?? '—' }))
  const code = { validator: (_: unknown, value: string) => (!value || isCreditCode(value) ? Promise.resolve() : Promise.reject(new Error(ui('invalid.code')))) }
  return (
    <Form form={form} layout="vertical" initialValues={expert ? initial(expert) : { library: 'LOCAL' }} scrollToFirstError onFinish={(input) => save.mutate(filled(input), { onError: (error) => showFieldErrors(form, error) })}>
      <div className="stack">
        <Panel title={t('person')}>
          <div className="form-grid">
            {expert === undefined && (
              <>
                <Form.Item name="poolNo" label={t('poolNo')} extra={t('poolNoHint')} rules={[required, { pattern: /^[0-9A-Za-z][0-9A-Za-z._-]{0,31}$/, message: t('poolNoHint') }]}>
                  <Input maxLength={32} className="mono" autoComplete="off" />
                </Form.Item>
                <Form.Item name="library" label={t('library')} rules={[required]}>
                  <Input maxLength={32} />
                </Form.Item>
              </>
            )}
            <Form.Item name="name" label={t('name')} extra={keep(expert?.name)} rules={requiredOnce}>
              <Input maxLength={60} autoComplete="off" />
            </Form.Item>
            <Form.Item name="identityNo" label={t('identityNo')} extra={expert ? `${t('identityKeep')} · ${t('identityHint')}` : t('identityHint')} rules={requiredOnce}>
              <Input maxLength={30} className="mono" autoComplete="off" />
            </Form.Item>
            <Form.Item name="phone" label={t('phone')} extra={keep(expert?.phone)} rules={[...requiredOnce, { pattern: /^(1[3-9][0-9]{9}|0[0-9]{9,11}|\+[0-9]{7,18})$/, message: ui('invalid.pattern', { hint: '13800001234' }) }]}>
              <Input maxLength={20} className="mono" autoComplete="off" />
            </Form.Item>
            <Form.Item name="email" label={`${t('email')} (${ui('optional')})`} extra={keep(expert?.email)}>
              <Input maxLength={200} autoComplete="off" />
            </Form.Item>
            <Form.Item name="region" label={t('region')} extra={t('regionHint')} rules={[required, { pattern: /^[1-9][0-9]{5}$/, message: t('regionHint') }]}>
              <Input maxLength={6} className="mono" inputMode="numeric" />
            </Form.Item>
            <Form.Item name="account" label={`${t('account')} (${ui('optional')})`}>
              <Input maxLength={200} autoComplete="off" />
            </Form.Item>
          </div>
        </Panel>
        <Panel title={t('specialties')}>
          <div className="form-grid">
            <Form.Item name="specialties" label={t('specialties')} rules={[required]} className="full">
              <TreeSelect multiple treeData={specialties.tree} showSearch treeNodeFilterProp="title" maxCount={20} />
            </Form.Item>
            <Form.Item name="fieldSince" label={t('fieldSince')} rules={[required]}>
              <Input type="date" />
            </Form.Item>
            <Form.Item name="title" label={t('titleWord')} rules={[{ ...required, whitespace: true }]}>
              <Input maxLength={60} />
            </Form.Item>
            <Form.Item name="titleLevel" label={t('level')} rules={[required]}>
              <Select options={levels.map((value) => ({ value, label: t(value) }))} />
            </Form.Item>
            <Form.Item name="sanctioned" valuePropName="checked" label="E04">
              <Checkbox>{t('sanctioned')}</Checkbox>
            </Form.Item>
          </div>
        </Panel>
        <Panel title={t('work')}>
          <div className="form-grid">
            <Form.Item name="employerName" label={`${t('employer')} (${ui('optional')})`}>
              <Input maxLength={200} />
            </Form.Item>
            <Form.Item name="employer" label={`${t('employerCode')} (${ui('optional')})`} rules={[code]}>
              <Input maxLength={18} className="mono" autoComplete="off" />
            </Form.Item>
          </div>
          <OfficesField code={code} />
        </Panel>
        <Panel title={t('qualifications')}>
          <QualificationsField />
        </Panel>
        {/* Names of relatives are masked here, so a change does not touch them unless all are given anew. */}
        <Panel title={t('relations')} sub={expert && expert.relations.length > 0 ? keep(String(expert.relations.length)) : undefined}>
          <RelationsField code={code} />
        </Panel>
        {save.error && <ProblemNotice error={save.error} />}
        <div className="row">
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {t(expert === undefined ? 'register' : 'save')}
          </Button>
          <Button onClick={() => void navigate(-1)}>{ui('cancel')}</Button>
        </div>
      </div>
    </Form>
  )
}

export default function ExpertFormPage() {
  const t = usePoolStrings()
  const { expertId } = useParams()
  return expertId === undefined ? (
    <>
      <PageHead title={t('register')} />
      <ExpertForm />
    </>
  ) : (
    <EditExpert expertId={expertId} />
  )
}

function EditExpert({ expertId }: { expertId: string }) {
  const t = usePoolStrings()
  const expert = useExpert(expertId)
  return (
    <>
      <PageHead title={t('editTitle', { no: expert.data?.poolNo ?? '' })} />
      <Loaded query={expert}>{(data) => <ExpertForm key={data.version} expert={data} />}</Loaded>
    </>
  )
}

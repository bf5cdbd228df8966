import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Checkbox, Form, Input, Radio, Select, Switch } from 'antd'
import { Link } from 'react-router'
import { api } from '../../api/client'
import type { Lot, Project } from '../../api/types'
import { useWrite } from '../../api/useWrite'
import { usePick } from '../../i18n'
import { AmountInput, amountPattern } from '../../ui/AmountInput'
import { showFieldErrors } from '../../ui/formProblem'
import { Loaded } from '../../ui/Loaded'
import { Facts, Panel } from '../../ui/Panel'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { useUi } from '../../ui/strings'
import { Tag } from '../../ui/Tag'
import { VerdictList } from '../../ui/VerdictList'
import { isOnSide, projectKeys } from '../tender/queries'
import { Yuan } from './parts'
import { depositKeys, usePolicies, useTerms } from './queries'
import { useDepositStrings } from './strings'
import type { DepositForm, DepositTerms, DepositTermsInput } from './types'

const forms: DepositForm[] = ['BANK_GUARANTEE', 'INSURANCE', 'SURETY', 'ANNUAL', 'TRANSFER']

interface Values extends DepositTermsInput {
  manner: 'rate' | 'amount'
}

function TermsForm({ project, lot, terms }: { project: Project; lot: Lot; terms: DepositTerms }) {
  const t = useDepositStrings()
  const ui = useUi()
  const pick = usePick()
  const client = useQueryClient()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const policies = usePolicies()
  const asked = Form.useWatch('asked', form) ?? terms.asked
  const manner = Form.useWatch('manner', form) ?? (terms.amount === undefined ? 'rate' : 'amount')
  const save = useWrite({
    send: (body: DepositTermsInput, key) =>
      api.put('/projects/{projectId}/lots/{lotId}/deposits/terms', { path: { projectId: project.id, lotId: lot.id }, version: project.version, body, key }),
    stale: () => [depositKeys.ofLot(project.id, lot.id)],
    done: (saved) => {
      client.setQueryData(projectKeys.one(project.id), saved)
      void message.success(t('terms.saved'))
    },
  })
  const required = { required: true, message: ui('invalid.required') }
  const submit = (values: Values) =>
    save.mutate(
      values.asked
        ? {
            asked: true,
            base: values.base,
            rate: values.manner === 'rate' ? values.rate : undefined,
            amount: values.manner === 'amount' ? values.amount : undefined,
            forms: values.forms,
            policySet: values.policySet || undefined,
          }
        : { asked: false },
      { onError: (error) => showFieldErrors(form, error) },
    )
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      requiredMark={false}
      onFinish={submit}
      initialValues={{
        asked: terms.asked,
        base: terms.base ?? lot.ceilingPrice,
        manner: terms.amount === undefined ? 'rate' : 'amount',
        rate: terms.rate ?? '2',
        amount: terms.amount,
        forms: terms.forms ?? ['BANK_GUARANTEE', 'INSURANCE', 'TRANSFER'],
        policySet: terms.policySet?.id ?? '',
      }}
    >
      <Form.Item name="asked" label={t('terms.asked')} valuePropName="checked">
        <Switch aria-label={t('terms.asked')} />
      </Form.Item>
      {asked && (
        <>
          <div className="form-grid">
            <Form.Item name="base" label={t('terms.base')} rules={[required, { pattern: amountPattern, message: ui('invalid.required') }]}>
              <AmountInput />
            </Form.Item>
            <Form.Item name="manner" label={t('terms.manner')}>
              <Radio.Group options={(['rate', 'amount'] as const).map((value) => ({ value, label: t(`terms.${value}`) }))} />
            </Form.Item>
            {manner === 'rate' ? (
              <Form.Item name="rate" label={t('terms.rate')} rules={[required]}>
                <Input className="num" inputMode="decimal" maxLength={12} suffix="%" />
              </Form.Item>
            ) : (
              <Form.Item name="amount" label={t('terms.amount')} rules={[required, { pattern: amountPattern, message: ui('invalid.required') }]}>
                <AmountInput />
              </Form.Item>
            )}
            <Form.Item name="policySet" label={t('terms.policies')}>
              <Select
                options={[
                  { value: '', label: t('terms.noPolicies') },
                  ...(policies.data?.items ?? []).map((set) => ({ value: set.id, label: pick(set.titleZh, set.titleEn) })),
                ]}
              />
            </Form.Item>
          </div>
          <Form.Item
            name="forms"
            label={t('terms.forms')}
            rules={[{ validator: (_, value: DepositForm[]) => (value.length > 0 ? Promise.resolve() : Promise.reject(new Error(ui('invalid.required')))) }]}
          >
            <Checkbox.Group options={forms.map((value) => ({ value, label: t(`form.${value}`) }))} />
          </Form.Item>
        </>
      )}
      {save.error && <ProblemNotice error={save.error} />}
      <Button type="primary" htmlType="submit" loading={save.isPending}>
        {t('terms.save')}
      </Button>
    </Form>
  )
}

/** What stands in the tender document. */
export function TermsFacts({ terms }: { terms: DepositTerms }) {
  const t = useDepositStrings()
  const pick = usePick()
  if (!terms.asked) return <p>{t('mine.none')}</p>
  return (
    <Facts
      items={[
        [t('terms.sum'), <b key="s"><Yuan amount={terms.askedAmount} /></b>],
        [t('terms.base'), <span key="b"><Yuan amount={terms.base} />{terms.rate && ` × ${terms.rate} %`}</span>],
        [t('terms.forms'), (terms.forms ?? []).map((form) => t(`form.${form}`)).join('、')],
        [
          t('terms.policies'),
          terms.policySet ? (
            <span key="p">
              <Link to={`/relief/policies/${terms.policySet.id}`}>{pick(terms.policySet.titleZh, terms.policySet.titleEn)}</Link> {terms.policySet.sample && <Tag tone="warm">{t('mine.sample')}</Tag>}
            </span>
          ) : (
            t('terms.noPolicies')
          ),
        ],
      ]}
    />
  )
}

/** The deposit of a lot: written in the draft, fixed with the publication. */
export function TermsPanel({ project, lot }: { project: Project; lot: Lot }) {
  const t = useDepositStrings()
  const terms = useTerms(project.id, lot.id)
  const editable = project.phase === 'DRAFT' && isOnSide(project, 'tender_agent')
  return (
    <Panel title={t('terms.title')} sub={editable ? undefined : t('terms.fixed')}>
      <Loaded query={terms}>
        {(data) => (
          <div className="stack">
            {editable && <TermsForm project={project} lot={lot} terms={data} />}
            {(!editable || data.asked) && <TermsFacts terms={data} />}
            {data.verdicts && <VerdictList verdicts={project.phase === 'DRAFT' ? data.verdicts : data.verdicts.filter((v) => v.outcome !== 'PASS')} />}
          </div>
        )}
      </Loaded>
    </Panel>
  )
}

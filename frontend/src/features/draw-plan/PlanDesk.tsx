import { App, Button, Form } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client'
import type { ApiError } from '../../api/problem'
import type { Acknowledgement, DrawPlanCheck, DrawRequestView, Project } from '../../api/types'
import { useWrite } from '../../api/useWrite'
import { ConfirmAct } from '../../ui/ConfirmAct'
import { showFieldErrors } from '../../ui/formProblem'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { CheckResult } from './CheckResult'
import { emptyPlan, fromPlan, toPlan, type PlanValues } from './plan'
import { PlanFields } from './PlanFields'
import { checkPlan, requestKey } from './queries'
import { useDrawPlan, usePlanField } from './strings'

type Input = PlanValues & { wideningReason?: string }

interface PlanDeskProps {
  project: Project
  request: DrawRequestView
  checked: DrawPlanCheck | undefined
  onChecked: (checked: DrawPlanCheck | undefined) => void
}

/** Where the agent draws up the plan, checks it against rules and library, and submits it. */
export function PlanDesk({ project, request, checked, onChecked }: PlanDeskProps) {
  const t = useDrawPlan()
  const { message } = App.useApp()
  const fieldName = usePlanField()
  const [form] = Form.useForm<Input>()
  const [dirty, setDirty] = useState(request.plan === undefined)
  const [asked, setAsked] = useState(false)
  const path = { projectId: project.id }
  const stale = () => [requestKey(project.id)]
  const save = useWrite({
    send: (values: Input, key) =>
      api.put('/projects/{projectId}/draw/plan', {
        path,
        body: { plan: toPlan(values, project.regime), seen: request.version, ...(values.wideningReason ? { wideningReason: values.wideningReason } : {}) },
        key,
      }),
    stale,
    done: () => void message.success(t('saved')),
  })
  const check = useWrite({ send: (values: Input) => checkPlan(project.id, toPlan(values, project.regime)), done: onChecked })
  const submit = useWrite({
    send: (acknowledgements: Acknowledgement[], key) => api.post('/projects/{projectId}/draw/submit', { path, body: { seen: request.version, acknowledgements }, key }),
    stale,
    done: () => {
      setAsked(false)
      void message.success(t('submitted'))
    },
  })
  const withValues = (act: (values: Input) => void) => () => void form.validateFields().then(act, () => undefined)
  // A finding stands at its field, and in words below: a venue's seats, for one, are no field of the form.
  const atFields = { onError: (error: ApiError) => showFieldErrors(form, error, 'plan') }
  const mayOpen = request.state === 'DRAFT' && !dirty
  return (
    <>
      <Form
        form={form}
        layout="vertical"
        scrollToFirstError
        initialValues={request.plan === undefined ? emptyPlan : fromPlan(request.plan)}
        onValuesChange={() => {
          setDirty(true)
          // What was found is true of the plan that was checked, and of no other.
          onChecked(undefined)
        }}
        className="stack"
      >
        <PlanFields project={project} request={request} />
      </Form>
      {save.error && <ProblemNotice error={save.error} fieldName={fieldName} />}
      {check.error && <ProblemNotice error={check.error} fieldName={fieldName} />}
      <div className="row wrap plan-acts">
        <Button onClick={withValues((values) => check.mutate(values, atFields))} loading={check.isPending}>
          {t('act.check')}
        </Button>
        <Button type={mayOpen ? 'default' : 'primary'} onClick={withValues((values) => save.mutate(values, atFields))} loading={save.isPending} disabled={!dirty}>
          {t('act.save')}
        </Button>
        <Button type={mayOpen ? 'primary' : 'default'} onClick={() => setAsked(true)} disabled={!mayOpen}>
          {t('act.submit')}
        </Button>
        {request.state === 'DRAFT' && dirty && <span className="s13 muted">{t('unsaved')}</span>}
      </div>
      <CheckResult checked={checked} />
      <ConfirmAct
        open={asked}
        title={t('submit.title')}
        happens={[t('submit.1', { version: request.version }), t('submit.2')]}
        verdicts={request.verdicts}
        act={t('act.submit')}
        busy={submit.isPending}
        error={submit.error}
        onCancel={() => {
          submit.reset()
          setAsked(false)
        }}
        onConfirm={(acknowledgements) => submit.mutate(acknowledgements)}
      />
    </>
  )
}

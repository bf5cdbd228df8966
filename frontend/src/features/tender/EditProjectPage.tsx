import { useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Form } from 'antd'
import { useEffect } from 'react'
import { api } from '../../api/client'
import type { Project, ProjectInput, Timeline, Verdict } from '../../api/types'
import { useWrite } from '../../api/useWrite'
import { showFieldErrors } from '../../ui/formProblem'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { useUi } from '../../ui/strings'
import { ProjectForm } from './ProjectForm'
import { projectKeys, useThisProject, useTimeline } from './queries'
import { useTender } from './strings'

function inputOf(project: Project): ProjectInput {
  const { code, title, regime, projectType, procurementKind, mustTenderByLaw, budget, issueEnd, bidDeadline, openingTime, openingPlace, bidValidityDays, description } = project
  return { code, title, regime, projectType, procurementKind, mustTenderByLaw, ownerId: project.owner.id, authorityId: project.authority.id, budget, issueEnd, bidDeadline, openingTime, openingPlace, bidValidityDays, description }
}

function everyVerdict(timeline: Timeline | undefined): Verdict[] | undefined {
  if (timeline === undefined) return undefined
  const all = [...(timeline.next?.verdicts ?? []), ...timeline.milestones.flatMap((m) => m.verdicts)]
  return all.filter((v, i) => all.findIndex((w) => w.ruleId === v.ruleId) === i)
}

export default function EditProjectPage() {
  const t = useTender()
  const ui = useUi()
  const client = useQueryClient()
  const { message } = App.useApp()
  const project = useThisProject()
  const timeline = useTimeline(project.id)
  const [form] = Form.useForm<ProjectInput>()
  const isDraft = project.phase === 'DRAFT'

  useEffect(() => {
    // A reload of the project must not wipe what was typed and not yet saved.
    if (!form.isFieldsTouched()) form.setFieldsValue(inputOf(project))
  }, [form, project])

  const save = useWrite({
    send: (body: ProjectInput, key) =>
      api.put('/projects/{projectId}', { path: { projectId: project.id }, version: project.version, body, key }),
    stale: () => [projectKeys.one(project.id), projectKeys.list],
    done: (saved) => {
      client.setQueryData(projectKeys.one(project.id), saved)
      form.resetFields()
      form.setFieldsValue(inputOf(saved))
      void message.success(t('edit.saved'))
    },
  })
  const submit = (values: ProjectInput) =>
    save.mutate(values, {
      onError: (error) => {
        showFieldErrors(form, error)
        if (error.status === 409 || error.status === 412) void client.invalidateQueries({ queryKey: projectKeys.one(project.id) })
      },
    })

  if (!isDraft) return <Alert type="info" showIcon title={t('edit.locked')} />
  return (
    <div className="stack narrow">
      {save.error && <ProblemNotice error={save.error} />}
      <ProjectForm form={form} project={project} verdicts={everyVerdict(timeline.data)} onSubmit={submit} />
      <div className="actions">
        <Button type="primary" size="large" loading={save.isPending} onClick={() => form.submit()}>
          {ui('save')}
        </Button>
      </div>
    </div>
  )
}

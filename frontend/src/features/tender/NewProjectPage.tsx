import { App, Button, Form } from 'antd'
import { useNavigate } from 'react-router'
import { api } from '../../api/client'
import type { ProjectInput } from '../../api/types'
import { useWrite } from '../../api/useWrite'
import { PageHead } from '../../shell/PageHead'
import { showFieldErrors } from '../../ui/formProblem'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { ProjectForm } from './ProjectForm'
import { projectKeys } from './queries'
import { useTender } from './strings'

export default function NewProjectPage() {
  const t = useTender()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const [form] = Form.useForm<ProjectInput>()
  const create = useWrite({
    send: (body: ProjectInput, key) => api.post('/projects', { body, key }),
    stale: () => [projectKeys.list],
    done: (project) => {
      void message.success(t('new.created'))
      void navigate(`/projects/${project.id}/edit`)
    },
  })
  const submit = (values: ProjectInput) => {
    create.mutate({ ...values, mustTenderByLaw: values.mustTenderByLaw ?? false }, { onError: (error) => showFieldErrors(form, error) })
  }
  return (
    <>
      <PageHead
        title={t('new.title')}
        actions={
          <Button type="primary" loading={create.isPending} onClick={() => form.submit()}>
            {t('new.create')}
          </Button>
        }
      />
      <div className="stack narrow">
        <p className="muted">{t('new.lead')}</p>
        {create.error && <ProblemNotice error={create.error} />}
        <ProjectForm form={form} onSubmit={submit} />
        <div className="actions">
          <Button type="primary" size="large" loading={create.isPending} onClick={() => form.submit()}>
            {t('new.create')}
          </Button>
        </div>
      </div>
    </>
  )
}

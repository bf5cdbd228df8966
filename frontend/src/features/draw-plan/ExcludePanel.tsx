import { App, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client'
import type { Project } from '../../api/types'
import { useWrite } from '../../api/useWrite'
import { ConfirmAct } from '../../ui/ConfirmAct'
import { Panel } from '../../ui/Panel'
import { requestKey } from './queries'
import { useDrawPlan } from './strings'

interface Values {
  poolNo: string
  reason: string
}

/** Keeps an expert out of this tender's draw by a written decision; nothing takes it back. */
export function ExcludePanel({ project }: { project: Project }) {
  const t = useDrawPlan()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const [asked, setAsked] = useState<Values>()
  const exclude = useWrite({
    send: (values: Values, key) => api.post('/projects/{projectId}/draw/exclusions', { path: { projectId: project.id }, body: values, key }),
    stale: () => [requestKey(project.id)],
    done: () => {
      setAsked(undefined)
      form.resetFields()
      void message.success(t('exclude.done'))
    },
  })
  return (
    <Panel title={t('exclude.title')} sub={t('exclude.sub')}>
      <Form form={form} layout="vertical" onFinish={setAsked} className="plan-row waiver-row">
        <Form.Item name="poolNo" label={t('exclude.no')} rules={[{ required: true, pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/ }]}>
          <Input maxLength={32} className="mono" autoComplete="off" />
        </Form.Item>
        <Form.Item name="reason" label={t('exclude.reason')} rules={[{ required: true, min: 5 }]}>
          <Input maxLength={500} autoComplete="off" />
        </Form.Item>
        <Button htmlType="submit" className="row-end">
          {t('exclude.act')}
        </Button>
      </Form>
      {asked && (
        <ConfirmAct
          open
          title={t('exclude.title')}
          happens={[t('exclude.1', { no: asked.poolNo })]}
          act={t('exclude.act')}
          busy={exclude.isPending}
          error={exclude.error}
          onCancel={() => {
            exclude.reset()
            setAsked(undefined)
          }}
          onConfirm={() => exclude.mutate(asked)}
        />
      )}
    </Panel>
  )
}

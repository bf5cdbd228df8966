import { useQuery } from '@tanstack/react-query'
import { App, Button, Form, Input, Modal, Switch } from 'antd'
import { useState } from 'react'
import { useServerSecond } from '../../api/clock'
import { api } from '../../api/client'
import type { Addendum, AddendumInput, Project } from '../../api/types'
import { useWrite } from '../../api/useWrite'
import { useLanguage } from '../../i18n'
import { ConfirmAct } from '../../ui/ConfirmAct'
import { formatInstant } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { InstantPicker } from '../../ui/InstantPicker'
import { Empty, Loaded } from '../../ui/Loaded'
import { Facts, Panel } from '../../ui/Panel'
import { useUi } from '../../ui/strings'
import { Tag } from '../../ui/Tag'
import { VerdictList } from '../../ui/VerdictList'
import { When } from '../../ui/When'
import { isOnSide, projectKeys, useThisProject } from './queries'
import { useTender } from './strings'

type Draft = Omit<AddendumInput, 'acknowledgements'>

function IssueAddendum({ project, open, onClose }: { project: Project; open: boolean; onClose: () => void }) {
  const t = useTender()
  const ui = useUi()
  const language = useLanguage()
  const { message } = App.useApp()
  const [form] = Form.useForm<Draft>()
  const [draft, setDraft] = useState<Draft>()
  const affects = Form.useWatch('affectsPreparation', form)
  const issue = useWrite({
    send: (body: AddendumInput, key) =>
      api.post('/projects/{projectId}/addenda', { path: { projectId: project.id }, version: project.version, body, key }),
    stale: () => [projectKeys.one(project.id), projectKeys.list],
    done: () => {
      setDraft(undefined)
      void message.success(t('addenda.issued'))
      onClose()
    },
  })
  return (
    <>
      <Modal open={open && draft === undefined} title={t('addenda.new')} width={640} onCancel={onClose} okText={t('addenda.issue')} cancelText={ui('cancel')} onOk={() => form.submit()}>
        <Form form={form} layout="vertical" initialValues={{ affectsPreparation: true }} onFinish={setDraft}>
          <Form.Item name="text" label={t('addenda.text')} rules={[{ required: true, whitespace: true, message: ui('invalid.required') }]}>
            <Input.TextArea maxLength={4000} showCount rows={5} />
          </Form.Item>
          <Form.Item name="affectsPreparation" label={t('addenda.affects')} extra={t('addenda.affectsHint')} valuePropName="checked">
            <Switch />
          </Form.Item>
          {affects !== false && (
            <Form.Item name="newDeadline" label={`${t('addenda.newDeadline')}（${ui('optional')}）`} extra={t('addenda.newDeadlineHint')}>
              <InstantPicker />
            </Form.Item>
          )}
          <Facts items={[[t('addenda.old'), <When key="o" at={project.bidDeadline} />]]} />
        </Form>
      </Modal>
      {draft && (
        <ConfirmAct
          open
          title={t('addenda.new')}
          happens={[t('addenda.1'), draft.affectsPreparation ? t('addenda.2') : t('addenda.3', { at: project.bidDeadline ? formatInstant(project.bidDeadline, language) : '—' })]}
          act={t('addenda.new')}
          busy={issue.isPending}
          error={issue.error}
          onCancel={() => {
            issue.reset()
            setDraft(undefined)
          }}
          onConfirm={(acknowledgements) => issue.mutate({ ...draft, acknowledgements })}
        />
      )}
    </>
  )
}

function AddendumCard({ addendum }: { addendum: Addendum }) {
  const t = useTender()
  const moved = addendum.newDeadline !== addendum.oldDeadline
  return (
    <Panel
      title={t('addenda.no', { n: addendum.no })}
      sub={<When at={addendum.issuedAt} />}
      actions={<Tag tone={addendum.affectsPreparation ? 'blue' : 'plain'}>{t(addendum.affectsPreparation ? 'addenda.yes' : 'addenda.noEffect')}</Tag>}
    >
      <p className="pre" style={{ marginBottom: 12 }}>
        {addendum.text}
      </p>
      <Facts
        wide
        items={[
          [t('addenda.old'), <When key="o" at={addendum.oldDeadline} />],
          [t('addenda.computed'), moved ? <b key="n" className="warm"><When at={addendum.newDeadline} /></b> : t('addenda.unchanged')],
        ]}
      />
      <VerdictList verdicts={addendum.verdicts.filter((v) => v.outcome !== 'NOT_APPLICABLE')} />
    </Panel>
  )
}

export default function AddendaPage() {
  const t = useTender()
  const project = useThisProject()
  const second = useServerSecond()
  const [issuing, setIssuing] = useState(false)
  const addenda = useQuery({
    queryKey: [...projectKeys.one(project.id), 'addenda'],
    queryFn: ({ signal }) => api.get('/projects/{projectId}/addenda', { path: { projectId: project.id }, signal }),
  })
  const closed = project.bidDeadline !== undefined && second > 0 && Date.parse(project.bidDeadline) / 1000 <= second
  const mayIssue = isOnSide(project, 'tender_agent') && project.phase === 'PUBLISHED'
  return (
    <div className="stack">
      {mayIssue && (
        <div className="actions">
          <Button type="primary" icon={<Icon name="plus" small />} disabled={closed} onClick={() => setIssuing(true)}>
            {t('addenda.new')}
          </Button>
          {closed && <span className="s13 muted">{t('addenda.closed')}</span>}
        </div>
      )}
      <Loaded query={addenda}>
        {({ items }) =>
          items.length === 0 ? (
            <div className="card">
              <Empty icon="pen" title={t('addenda.empty')} text={t('addenda.emptyText')} />
            </div>
          ) : (
            <>
              {items.map((a) => (
                <AddendumCard key={a.id} addendum={a} />
              ))}
            </>
          )
        }
      </Loaded>
      <IssueAddendum project={project} open={issuing} onClose={() => setIssuing(false)} />
    </div>
  )
}

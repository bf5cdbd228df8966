import { Button, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client'
import type { Member, MemberInput, Project, Role } from '../../api/types'
import { useWrite } from '../../api/useWrite'
import { useTerms } from '../../i18n/terms'
import { ConfirmAct } from '../../ui/ConfirmAct'
import { Icon } from '../../ui/Icon'
import { Empty, Loaded } from '../../ui/Loaded'
import { Panel } from '../../ui/Panel'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { useUi } from '../../ui/strings'
import { When } from '../../ui/When'
import { OrganisationSelect } from '../organisation/OrganisationSelect'
import { isOnSide, projectKeys, useMembers, useThisProject } from './queries'
import { useTender } from './strings'

const admissible: Role[] = ['tender_agent', 'project_owner', 'supervisor', 'venue_operator', 'expert_pool_operator', 'auditor']

function AddMember({ project, open, onClose }: { project: Project; open: boolean; onClose: () => void }) {
  const t = useTender()
  const ui = useUi()
  const terms = useTerms()
  const [form] = Form.useForm<MemberInput>()
  const add = useWrite({
    send: (body: MemberInput, key) => api.post('/projects/{projectId}/members', { path: { projectId: project.id }, body, key }),
    stale: () => [projectKeys.one(project.id)],
    done: onClose,
  })
  const required = { required: true, message: ui('invalid.required') }
  return (
    <Modal open={open} title={t('members.add')} onCancel={onClose} okText={t('members.add')} cancelText={ui('cancel')} confirmLoading={add.isPending} onOk={() => form.submit()} destroyOnHidden>
      <Form form={form} layout="vertical" onFinish={(v: MemberInput) => add.mutate({ ...v, account: v.account?.trim() || undefined })} preserve={false}>
        <Form.Item name="role" label={t('members.role')} rules={[required]}>
          <Select options={admissible.map((r) => ({ value: r, label: terms(`role.${r}`) }))} />
        </Form.Item>
        <Form.Item name="organisationId" label={t('members.organisation')} rules={[required]}>
          <OrganisationSelect />
        </Form.Item>
        <Form.Item name="account" label={`${t('members.account')}（${ui('optional')}）`} extra={t('members.accountHint')}>
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
      </Form>
      {add.error && <ProblemNotice error={add.error} />}
    </Modal>
  )
}

function EndMembership({ project, member, onClose }: { project: Project; member: Member; onClose: () => void }) {
  const t = useTender()
  const terms = useTerms()
  const end = useWrite({
    send: (memberId: string, key) => api.delete('/projects/{projectId}/members/{memberId}', { path: { projectId: project.id, memberId }, key }),
    stale: () => [projectKeys.one(project.id)],
    done: onClose,
  })
  return (
    <ConfirmAct
      open
      title={t('members.endTitle')}
      happens={[t('members.end1', { organisation: member.organisation.name, role: terms(`role.${member.role}`) }), t('members.end2')]}
      act={t('members.end')}
      busy={end.isPending}
      error={end.error}
      irrevocable={false}
      onCancel={onClose}
      onConfirm={() => end.mutate(member.id)}
    />
  )
}

export default function MembersPage() {
  const t = useTender()
  const terms = useTerms()
  const project = useThisProject()
  const [adding, setAdding] = useState(false)
  const [ending, setEnding] = useState<Member>()
  const mayChange = isOnSide(project, 'tender_agent')
  const members = useMembers(project.id)
  return (
    <Loaded query={members}>
      {({ items }) => (
        <Panel
          flush
          title={t('members.title')}
          actions={
            mayChange && (
              <Button icon={<Icon name="plus" small />} onClick={() => setAdding(true)}>
                {t('members.add')}
              </Button>
            )
          }
        >
          {items.length === 0 ? (
            <Empty icon="people" title={t('members.empty')} />
          ) : (
            <div className="scroll-x">
              <table className="t">
                <thead>
                  <tr>
                    <th scope="col">{t('members.role')}</th>
                    <th scope="col">{t('members.organisation')}</th>
                    <th scope="col">{t('members.account')}</th>
                    <th scope="col">{t('members.since')}</th>
                    {mayChange && <th scope="col" className="vh-cell" />}
                  </tr>
                </thead>
                <tbody>
                  {items.map((m) => (
                    <tr key={m.id}>
                      <th scope="row">{terms(`role.${m.role}`)}</th>
                      <td>{m.organisation.name}</td>
                      <td>{m.account ?? <span className="muted">{t('members.everyone', { role: terms(`role.${m.role}`) })}</span>}</td>
                      <td>
                        <When at={m.since} />
                      </td>
                      {mayChange && (
                        <td className="num">
                          <Button size="small" type="link" onClick={() => setEnding(m)}>
                            {t('members.end')}
                          </Button>
                        </td>
                      )}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
          <AddMember project={project} open={adding} onClose={() => setAdding(false)} />
          {ending && <EndMembership project={project} member={ending} onClose={() => setEnding(undefined)} />}
        </Panel>
      )}
    </Loaded>
  )
}

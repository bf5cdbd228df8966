import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useServerSecond } from '../../api/clock'
import { api } from '../../api/client'
import { asApiError } from '../../api/problem'
import type { Project, Registration, RegistrationInput } from '../../api/types'
import { useWrite } from '../../api/useWrite'
import { useActing } from '../../shell/roles'
import { ConfirmAct } from '../../ui/ConfirmAct'
import { Empty, Loaded } from '../../ui/Loaded'
import { Facts, Panel } from '../../ui/Panel'
import { useUi } from '../../ui/strings'
import { When } from '../../ui/When'
import { SealPanel } from '../audit/seal/SealPanel'
import { projectKeys, useThisProject } from '../tender/queries'
import { useBid } from './strings'

function Register({ project, organisation }: { project: Project; organisation: string }) {
  const t = useBid()
  const ui = useUi()
  const { message } = App.useApp()
  const [asked, setAsked] = useState<RegistrationInput>()
  const register = useWrite({
    send: (body: RegistrationInput, key) => api.post('/projects/{projectId}/registrations', { path: { projectId: project.id }, body, key }),
    stale: () => [projectKeys.one(project.id), projectKeys.list],
    done: () => {
      setAsked(undefined)
      void message.success(t('reg.done'))
    },
  })
  const required = { required: true, whitespace: true, message: ui('invalid.required') }
  return (
    <Panel title={t('reg.act')}>
      <p style={{ marginBottom: 16 }}>{t('reg.lead')}</p>
      <Form layout="vertical" onFinish={setAsked} style={{ maxWidth: 480 }}>
        <Form.Item name="contactName" label={t('reg.contact')} rules={[required]}>
          <Input maxLength={50} autoComplete="name" />
        </Form.Item>
        <Form.Item name="contactPhone" label={t('reg.phone')} extra={t('reg.phoneHint')} rules={[required, { pattern: /^[0-9+ -]{5,20}$/, message: t('reg.phoneHint') }]}>
          <Input maxLength={20} inputMode="tel" autoComplete="tel" />
        </Form.Item>
        <Button type="primary" size="large" htmlType="submit">
          {t('reg.act')}
        </Button>
      </Form>
      {asked && (
        <ConfirmAct
          open
          title={t('reg.act')}
          happens={[t('reg.1', { organisation }), t('reg.2')]}
          act={t('reg.act')}
          busy={register.isPending}
          error={register.error}
          onCancel={() => {
            register.reset()
            setAsked(undefined)
          }}
          onConfirm={() => register.mutate(asked)}
        />
      )}
    </Panel>
  )
}

export default function RegistrationPage() {
  const t = useBid()
  const project = useThisProject()
  const { me } = useActing()
  const second = useServerSecond()
  const mine = useQuery({
    queryKey: [...projectKeys.one(project.id), 'registration'],
    queryFn: async ({ signal }): Promise<Registration | null> => {
      try {
        return await api.get('/projects/{projectId}/registrations/mine', { path: { projectId: project.id }, signal })
      } catch (cause) {
        if (asApiError(cause).status === 404) return null
        throw cause
      }
    },
  })
  const closed = project.bidDeadline !== undefined && Date.parse(project.bidDeadline) / 1000 <= second
  return (
    <div className="stack narrow">
      <Loaded query={mine}>
        {(data) =>
          data !== null ? (
            <>
            <Panel title={t('reg.title')}>
              <Facts
                items={[
                  [t('reg.organisation'), data.organisation.name],
                  [t('reg.contact'), data.contactName ?? '—'],
                  [t('reg.phone'), data.contactPhone ?? '—'],
                  [t('reg.at'), <When key="a" at={data.registeredAt} />],
                ]}
              />
            </Panel>
            <SealPanel project={project} kinds={['bid.register']} about={[`registration:${data.id}`]} />
            </>
          ) : closed ? (
            <Alert type="info" showIcon title={t('reg.closed')} />
          ) : me?.organisation === undefined ? (
            <section className="card">
              <Empty icon="people" title={t('reg.noOrganisation')} text={t('reg.noOrganisationText')} />
            </section>
          ) : (
            <Register project={project} organisation={me.organisation.name} />
          )
        }
      </Loaded>
      <p className="s13 muted">{t('reg.secret')}</p>
    </div>
  )
}

import { useInfiniteQuery } from '@tanstack/react-query'
import { App, Button, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { api } from '../../api/client'
import type { OrganisationInput, OrganisationKind } from '../../api/types'
import { useWrite } from '../../api/useWrite'
import { useTerms } from '../../i18n/terms'
import { PageHead } from '../../shell/PageHead'
import { useActing } from '../../shell/roles'
import { isCreditCode } from '../../ui/creditCode'
import { showFieldErrors } from '../../ui/formProblem'
import { Icon } from '../../ui/Icon'
import { Empty, Loaded } from '../../ui/Loaded'
import { Panel } from '../../ui/Panel'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { useUi } from '../../ui/strings'
import { useOrganisation } from './strings'

const kinds: OrganisationKind[] = ['PROJECT_OWNER', 'TENDER_AGENT', 'BIDDER', 'SUPERVISORY_AUTHORITY', 'TRADING_CENTRE']

function AddOrganisation({ onClose }: { onClose: () => void }) {
  const t = useOrganisation()
  const ui = useUi()
  const terms = useTerms()
  const { message } = App.useApp()
  const [form] = Form.useForm<OrganisationInput>()
  const add = useWrite({
    send: (body: OrganisationInput, key) => api.post('/organisations', { body, key }),
    stale: () => [['organisations']],
    done: () => {
      void message.success(t('added'))
      onClose()
    },
  })
  const required = { required: true, message: ui('invalid.required') }
  return (
    <Modal open title={t('add')} okText={t('add')} cancelText={ui('cancel')} confirmLoading={add.isPending} onCancel={onClose} onOk={() => form.submit()}>
      <Form form={form} layout="vertical" onFinish={(v: OrganisationInput) => add.mutate(v, { onError: (e) => showFieldErrors(form, e) })}>
        <Form.Item name="name" label={t('name')} rules={[{ ...required, whitespace: true }]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="kind" label={t('kind')} rules={[required]}>
          <Select options={kinds.map((k) => ({ value: k, label: terms(`organisationKind.${k}`) }))} />
        </Form.Item>
        <Form.Item name="creditCode" label={t('code')} extra={t('codeHint')} normalize={(v: string) => v.trim().toUpperCase()} rules={[required, { validator: (_, code: string) => (!code || isCreditCode(code) ? Promise.resolve() : Promise.reject(new Error(ui('invalid.code')))) }]}>
          <Input maxLength={18} className="mono" autoComplete="off" />
        </Form.Item>
      </Form>
      <p className="s13 muted">{t('happens')}</p>
      {add.error && <ProblemNotice error={add.error} />}
    </Modal>
  )
}

export default function OrganisationsPage() {
  const t = useOrganisation()
  const ui = useUi()
  const terms = useTerms()
  const { role } = useActing()
  const [search, setSearch] = useSearchParams()
  const [adding, setAdding] = useState(false)
  const q = search.get('q') ?? undefined
  const organisations = useInfiniteQuery({
    queryKey: ['organisations', 'list', q ?? ''],
    queryFn: ({ pageParam, signal }) => api.get('/organisations', { query: { q, after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  })
  const items = organisations.data?.pages.flatMap((p) => p.items) ?? []
  return (
    <>
      <PageHead
        title={t('title')}
        tags={
          <Input.Search
            aria-label={t('search')}
            placeholder={t('search')}
            defaultValue={q}
            maxLength={100}
            allowClear
            style={{ width: 280 }}
            onSearch={(value) => setSearch(value.trim() ? { q: value.trim() } : {}, { replace: true })}
          />
        }
        actions={
          role === 'platform_administrator' && (
            <Button type="primary" icon={<Icon name="plus" small />} onClick={() => setAdding(true)}>
              {t('add')}
            </Button>
          )
        }
      />
      <Loaded query={organisations}>
        {() => (
          <Panel flush>
            {items.length === 0 ? (
              <Empty icon="people" title={q ? t('noMatch') : t('empty')} text={q ? undefined : t('emptyText')} />
            ) : (
              <div className="scroll-x">
                <table className="t">
                  <thead>
                    <tr>
                      <th scope="col">{t('name')}</th>
                      <th scope="col">{t('kind')}</th>
                      <th scope="col">{t('code')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {items.map((o) => (
                      <tr key={o.id}>
                        <th scope="row">{o.name}</th>
                        <td>{terms(`organisationKind.${o.kind}`)}</td>
                        <td className="mono">{o.creditCode}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )}
          </Panel>
        )}
      </Loaded>
      {organisations.hasNextPage && (
        <Button style={{ marginTop: 16 }} onClick={() => void organisations.fetchNextPage()} loading={organisations.isFetchingNextPage}>
          {ui('more')}
        </Button>
      )}
      {adding && <AddOrganisation onClose={() => setAdding(false)} />}
    </>
  )
}

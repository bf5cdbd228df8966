import { useInfiniteQuery } from '@tanstack/react-query'
import { App, Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client'
import { useWrite } from '../../api/useWrite'
import { showFieldErrors } from '../../ui/formProblem'
import { CardLoading, Empty } from '../../ui/Loaded'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { useUi } from '../../ui/strings'
import { Tag } from '../../ui/Tag'
import { When } from '../../ui/When'
import { Yuan } from './parts'
import { depositKeys } from './queries'
import { useDepositStrings } from './strings'
import type { BankEntry } from './types'

interface Resolution {
  outcome: 'MATCHED' | 'SENT_BACK'
  virtualAccount?: string
  note: string
}

function Resolve({ entry, outcome, onClose }: { entry: BankEntry; outcome: Resolution['outcome']; onClose: () => void }) {
  const t = useDepositStrings()
  const ui = useUi()
  const { message } = App.useApp()
  const [form] = Form.useForm<Resolution>()
  const resolve = useWrite({
    send: (body: Resolution, key) => api.post('/deposits/bank-entries/{bankEntryId}/resolution', { path: { bankEntryId: entry.id }, body, key }),
    stale: () => [depositKeys.bank],
    done: () => {
      void message.success(t('bank.resolved'))
      onClose()
    },
  })
  const required = { required: true, whitespace: true, message: ui('invalid.required') }
  return (
    <Modal
      open
      title={`${t(outcome === 'MATCHED' ? 'bank.assign' : 'bank.sendBack')} · ${entry.reference}`}
      onCancel={onClose}
      okText={t('apply.submit')}
      cancelText={ui('cancel')}
      confirmLoading={resolve.isPending}
      onOk={() => form.submit()}
    >
      <Form<Resolution>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => resolve.mutate({ ...values, outcome }, { onError: (error) => showFieldErrors(form, error) })}
      >
        {outcome === 'MATCHED' && (
          <Form.Item name="virtualAccount" label={t('bank.virtualAccount')} rules={[required, { pattern: /^[0-9]{16}$/, message: t('bank.virtualAccount') }]}>
            <Input className="mono" maxLength={16} inputMode="numeric" />
          </Form.Item>
        )}
        <Form.Item name="note" label={t('bank.note')} rules={[required]}>
          <Input.TextArea rows={2} maxLength={200} />
        </Form.Item>
        {resolve.error && <ProblemNotice error={resolve.error} />}
      </Form>
    </Modal>
  )
}

/** Entries of the bank: those that wait with the reason why, or those that were settled. */
export function BankEntries({ view }: { view: 'OPEN' | 'SETTLED' }) {
  const t = useDepositStrings()
  const [asked, setAsked] = useState<{ entry: BankEntry; outcome: Resolution['outcome'] }>()
  const entries = useInfiniteQuery({
    queryKey: [...depositKeys.bank, view],
    queryFn: ({ pageParam, signal }) => api.get('/deposits/bank-entries', { query: { view, after: pageParam, limit: 50 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  })
  if (entries.isError) return <ProblemNotice error={entries.error} onRetry={() => void entries.refetch()} />
  if (entries.data === undefined) return <CardLoading />
  const items = entries.data.pages.flatMap((page) => page.items)
  if (items.length === 0) {
    return <Empty icon="check" title={t(view === 'OPEN' ? 'bank.openNone' : 'bank.settledNone')} text={t(view === 'OPEN' ? 'bank.openNoneText' : 'bank.settledNoneText')} />
  }
  return (
    <>
      <div className="scroll-x">
        <table className="t">
          <thead>
            <tr>
              <th scope="col">{t('bank.reference')}</th>
              <th scope="col">{t('bank.received')}</th>
              <th scope="col">{t('bank.payer')}</th>
              <th scope="col" className="num">
                {t('desk.amount')}
              </th>
              <th scope="col">{t(view === 'OPEN' ? 'bank.reason' : 'bank.result')}</th>
              <th scope="col">
                <span className="vh">{t('bank.assign')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((entry) => (
              <tr key={entry.id}>
                <th scope="row" className="mono s13">
                  {entry.reference}
                </th>
                <td className="nowrap">{entry.receivedAt ? <When at={entry.receivedAt} /> : entry.receivedOn}</td>
                <td>
                  {entry.payerName ?? '—'}
                  <div className="s12 muted">
                    {entry.payerAccount} {entry.remittance}
                  </div>
                </td>
                <td className="num">
                  <Yuan amount={entry.amount} />
                </td>
                <td>
                  {entry.outcome === 'OPEN' ? (
                    <Tag tone="yellow" icon="warning">
                      {entry.reason ? t(`reason.${entry.reason}`) : t('outcome.OPEN')}
                    </Tag>
                  ) : (
                    <Tag tone={entry.outcome === 'MATCHED' ? 'ok' : 'plain'} icon={entry.outcome === 'MATCHED' ? 'check' : 'left'}>
                      {t(`outcome.${entry.outcome}`)}
                    </Tag>
                  )}
                  {entry.note && <div className="s12 muted">{entry.note}</div>}
                </td>
                <td>
                  {entry.outcome === 'OPEN' && (
                    <span className="row wrap">
                      <Button size="small" onClick={() => setAsked({ entry, outcome: 'MATCHED' })}>
                        {t('bank.assign')}
                      </Button>
                      <Button size="small" onClick={() => setAsked({ entry, outcome: 'SENT_BACK' })}>
                        {t('bank.sendBack')}
                      </Button>
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {entries.hasNextPage && (
        <div className="ft">
          <Button loading={entries.isFetchingNextPage} onClick={() => void entries.fetchNextPage()}>
            {t('fig.more')}
          </Button>
        </div>
      )}
      {asked && <Resolve {...asked} onClose={() => setAsked(undefined)} />}
    </>
  )
}

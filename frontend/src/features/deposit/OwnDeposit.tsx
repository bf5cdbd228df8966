import { App, Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { api, apiUrl } from '../../api/client'
import type { Lot, Project } from '../../api/types'
import { useWrite } from '../../api/useWrite'
import { useLanguage, usePick } from '../../i18n'
import { formatInstant, formatYuan } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { Facts, Panel } from '../../ui/Panel'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { useUi } from '../../ui/strings'
import { History, RefundDay, StateTag, Yuan } from './parts'
import { depositKeys } from './queries'
import { useDepositStrings } from './strings'
import type { Deposit } from './types'

function PayTo({ deposit, deadline }: { deposit: Deposit; deadline: string }) {
  const t = useDepositStrings()
  const language = useLanguage()
  const { message } = App.useApp()
  const number = deposit.virtualAccount ?? ''
  return (
    <div className="stack tight">
      <span className="muted">{t('pay.to')}</span>
      <div className="row wrap">
        <span className="dep-account">{number.replace(/(\d{4})(?=\d)/g, '$1 ')}</span>
        <Button
          size="small"
          onClick={() => {
            void navigator.clipboard.writeText(number).then(() => message.success(t('pay.copied')))
          }}
        >
          {t('pay.copy')}
        </Button>
      </div>
      <p>
        {t('pay.amount')}　<b className="num">{formatYuan(deposit.due)}</b>
      </p>
      <p className="s13 muted">
        {t('pay.before', { at: formatInstant(deadline, language) })}　{t('pay.text')}
      </p>
    </div>
  )
}

function Refund({ refund }: { refund: NonNullable<Deposit['refund']> }) {
  const t = useDepositStrings()
  const language = useLanguage()
  const pick = usePick()
  const counting = pick(refund.countingZh?.join('\n'), refund.countingEn?.join('\n'))
  return (
    <div className="stack tight">
      <h3>{t('refund.title')}</h3>
      <Facts
        items={[
          [
            t('desk.cause'),
            <span key="c">
              {t(`cause.${refund.cause}`)} <span className="s12 muted">{t('refund.since', { at: formatInstant(refund.startedAt, language) })}</span>
            </span>,
          ],
          [t('refund.expected'), <RefundDay key="d" refund={refund} />],
          ...(refund.interest && refund.interest !== '0.00' ? [[t('refund.interest'), <span key="i"><Yuan amount={refund.interest} /> <span className="s12 muted">{refund.derivationZh}</span></span>] as [string, React.ReactNode]] : []),
          ...(refund.fee && refund.fee !== '0.00' ? [[t('refund.fee'), <span key="f"><Yuan amount={refund.fee} /> <span className="s12 muted">{refund.derivationZh}</span></span>] as [string, React.ReactNode]] : []),
        ]}
      />
      {counting && (
        <details>
          <summary className="s13">{t('refund.counting')}</summary>
          <pre className="pre s13">{counting}</pre>
        </details>
      )}
    </div>
  )
}

function Say({ title, act, onSend, busy, error, onClose }: { title: string; act: string; onSend: (reason: string) => void; busy: boolean; error: unknown; onClose: () => void }) {
  const t = useDepositStrings()
  const ui = useUi()
  const [reason, setReason] = useState('')
  return (
    <Modal open title={title} onCancel={onClose} okText={act} cancelText={ui('cancel')} confirmLoading={busy} okButtonProps={{ disabled: reason.trim() === '' }} onOk={() => onSend(reason.trim())}>
      <Input.TextArea aria-label={t('refund.reason')} placeholder={t('refund.reason')} rows={4} maxLength={4000} value={reason} onChange={(e) => setReason(e.target.value)} />
      {error ? <ProblemNotice error={error} /> : null}
    </Modal>
  )
}

interface Account {
  name: string
  number: string
  bank: string
}

function CorrectAccount({ bidder, busy, error, onSend, onClose }: { bidder: string; busy: boolean; error: unknown; onSend: (account: Account) => void; onClose: () => void }) {
  const t = useDepositStrings()
  const ui = useUi()
  const [form] = Form.useForm<Account>()
  const required = { required: true, whitespace: true, message: ui('invalid.required') }
  return (
    <Modal open title={t('refund.wrongAccount')} onCancel={onClose} okText={t('apply.submit')} cancelText={ui('cancel')} confirmLoading={busy} onOk={() => form.submit()}>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={onSend} initialValues={{ name: bidder }}>
        <Form.Item name="name" label={t('apply.accountName')} rules={[required]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="number" label={t('apply.account')} rules={[required]}>
          <Input className="mono" maxLength={40} />
        </Form.Item>
        <Form.Item name="bank" label={t('apply.bank')} rules={[required]}>
          <Input maxLength={200} />
        </Form.Item>
      </Form>
      {error ? <ProblemNotice error={error} /> : null}
    </Modal>
  )
}

/** What became of what was given, where it does not stand: said before anything is asked. */
function Setback({ deposit }: { deposit: Deposit }) {
  const t = useDepositStrings()
  const language = useLanguage()
  const last = deposit.events.filter(({ kind }) => ['LODGED', 'TAKEN_BACK', 'VERIFIED', 'REFUSED'].includes(kind)).at(-1)
  const said = (last?.body ?? {}) as Record<string, string | undefined>
  const text =
    last?.kind === 'REFUSED' ? t('card.refused', { reason: said['reason'] ?? '' })
    : last?.kind === 'TAKEN_BACK' && said['by'] === 'bank' ? t('pay.takenBack', { at: formatInstant(last.at, language), amount: formatYuan(last.amount) })
    : undefined
  return text === undefined ? null : (
    <p className="warm" role="status">
      <Icon name="warning" small /> {text}
    </p>
  )
}

/** One deposit as its bidder sees it. */
export function OwnDeposit({ project, lot, deposit, deadline, closed }: { project: Project; lot: Lot; deposit: Deposit; deadline: string; closed: boolean }) {
  const t = useDepositStrings()
  const [open, setOpen] = useState<'dispute' | 'account'>()
  const path = { projectId: project.id, lotId: lot.id, depositId: deposit.id }
  const stale = () => [depositKeys.ofLot(project.id, lot.id)]
  const close = () => setOpen(undefined)
  const dispute = useWrite({
    send: (reason: string, key) => api.post('/projects/{projectId}/lots/{lotId}/deposits/{depositId}/dispute', { path, body: { reason }, key }),
    stale,
    done: close,
  })
  const correct = useWrite({
    send: (body: Account, key) => api.put('/projects/{projectId}/lots/{lotId}/deposits/{depositId}/account', { path, body, key }),
    stale,
    done: close,
  })
  const given = deposit.balances.lodged !== '0.00'
  const held = deposit.balances.held !== '0.00'
  const disputable = deposit.balances.retained !== '0.00'
  return (
    <Panel
      title={t('mine.now')}
      actions={
        <span className="row wrap">
          {deposit.certificateToken && <Link to={`/deposit-certificates/${deposit.certificateToken}`}>{t('card.publicPage')}</Link>}
          <Button size="small" icon={<Icon name="download" small />} href={apiUrl('/projects/{projectId}/lots/{lotId}/deposits/{depositId}/certificate', path)} target="_blank">
            {t('card.certificate')}
          </Button>
          <StateTag state={deposit.state} />
        </span>
      }
    >
      <div className="stack">
        <Facts
          items={[
            [t('desk.form'), t(`form.${deposit.form}`)],
            [t('mine.waived'), <Yuan key="w" amount={deposit.waived} />],
            [t('mine.due'), <Yuan key="d" amount={deposit.due} />],
          ]}
        />
        <Setback deposit={deposit} />
        {deposit.state === 'REQUIRED' && deposit.virtualAccount && (closed ? <p className="warm">{t('pay.late')}</p> : <PayTo deposit={deposit} deadline={deadline} />)}
        {deposit.refund ? (
          <Refund refund={deposit.refund} />
        ) : (
          given && held && (
            <p className="s13 muted">
              <b>{t('refund.notDue')}</b>　{t('refund.notDueText')}
            </p>
          )
        )}
        {deposit.events.length > 0 && (
          <details>
            <summary className="s13">{t('card.history')}</summary>
            <History place={path} deposit={deposit} />
          </details>
        )}
        {given && (deposit.refund ?? disputable) && (
          <div className="row wrap">
            {held && deposit.refund && deposit.form === 'TRANSFER' && (
              <Button size="small" onClick={() => setOpen('account')}>
                {t('refund.wrongAccount')}
              </Button>
            )}
            {deposit.state !== 'DISPUTED' && (
              <Button size="small" onClick={() => setOpen('dispute')}>
                {t('refund.dispute')}
              </Button>
            )}
          </div>
        )}
      </div>
      {open === 'dispute' && <Say title={t('refund.dispute')} act={t('refund.dispute')} busy={dispute.isPending} error={dispute.error} onClose={close} onSend={(reason) => dispute.mutate(reason)} />}
      {open === 'account' && <CorrectAccount bidder={deposit.bidder?.name ?? ''} busy={correct.isPending} error={correct.error} onClose={close} onSend={(account) => correct.mutate(account)} />}
    </Panel>
  )
}

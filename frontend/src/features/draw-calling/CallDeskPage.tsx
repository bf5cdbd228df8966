import { App, Button, Radio } from 'antd'
import { useState } from 'react'
import { useMutation } from '@tanstack/react-query'
import { api } from '../../api/client'
import { asApiError, type ApiError } from '../../api/problem'
import { useWrite } from '../../api/useWrite'
import { usePick } from '../../i18n'
import { PageHead } from '../../shell/PageHead'
import { useTitle } from '../../shell/ServerTime'
import { Icon } from '../../ui/Icon'
import { Empty } from '../../ui/Loaded'
import { Facts, Panel } from '../../ui/Panel'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { Countdown, When } from '../../ui/When'
import type { CallReason, Desk, DeskCall } from './queries'
import { useCallingStrings } from './strings'
import './calling.css'

interface Outcome {
  callId: string
  outcome: 'ACCEPTED' | 'DECLINED' | 'NOT_REACHED'
  reason?: CallReason
}

const WHY: CallReason[] = ['TIME', 'HEALTH', 'RECUSAL', 'OTHER']

function Script({ call }: { call: DeskCall }) {
  const t = useCallingStrings()
  const pick = usePick()
  return (
    <Panel title={t('desk.script')} sub={t('desk.scriptText')}>
      <Facts
        wide
        items={[
          [t('desk.time'), <When key="at" at={call.from} />],
          [t('desk.place'), call.place],
          [t('desk.class'), pick(call.broadClass.zh, call.broadClass.en)],
          [t('desk.hours'), t('desk.hoursValue', { n: call.hours })],
          [t('desk.pay'), call.pay],
          [t('desk.lodging'), call.lodging],
          [t('desk.enquiries'), call.enquiries],
        ]}
      />
    </Panel>
  )
}

function Person({ call, busy, onShow, onOutcome }: { call: DeskCall; busy: boolean; onShow: () => void; onOutcome: (outcome: Omit<Outcome, 'callId'>) => void }) {
  const t = useCallingStrings()
  const [why, setWhy] = useState<CallReason | undefined>()
  const [declines, setDeclines] = useState(false)
  return (
    <Panel title={call.name} actions={<span className="calling-left">{t('desk.endsIn')} <Countdown to={call.endsAt} /></span>}>
      <div className="stack">
        <div className="calling-phone">
          <span className="muted">{t('desk.phone')}</span>
          <b className="mono">{call.phone}</b>
          {!call.phoneShown && (
            <Button size="small" icon={<Icon name="eye" small />} loading={busy} onClick={onShow}>
              {t('desk.showPhone')}
            </Button>
          )}
        </div>
        <p className="s13 muted">
          {t('desk.tries')}：{call.tries.map(({ channel, state }) => `${t(`channel.${channel}`)} ${t(`try.${state}`)}`).join(' · ')}
        </p>
        <div className="row calling-outcomes">
          <Button type="primary" icon={<Icon name="check" small />} loading={busy} onClick={() => onOutcome({ outcome: 'ACCEPTED' })}>
            {t('desk.accept')}
          </Button>
          <Button danger aria-expanded={declines} onClick={() => setDeclines(!declines)}>
            {t('desk.decline')}
          </Button>
          <Button loading={busy} onClick={() => onOutcome({ outcome: 'NOT_REACHED' })}>
            {t('desk.notReached')}
          </Button>
        </div>
        {declines && (
          <fieldset className="calling-fieldset">
            <legend>{t('desk.reason')}</legend>
            <div className="row">
              <Radio.Group value={why} onChange={(e) => setWhy(e.target.value as CallReason)} options={WHY.map((each) => ({ value: each, label: t(`why.${each}`) }))} />
              <Button danger type="primary" disabled={why === undefined} loading={busy} onClick={() => why !== undefined && onOutcome({ outcome: 'DECLINED', reason: why })}>
                {t('desk.decline')}
              </Button>
            </div>
          </fieldset>
        )}
      </div>
    </Panel>
  )
}

/** The desk from which people call by hand: one masked entry at a time, taken by a press, never by itself. */
export default function CallDeskPage() {
  const t = useCallingStrings()
  const { message } = App.useApp()
  useTitle(t('desk.title'))
  const [desk, setDesk] = useState<Desk | undefined>()
  const take = useMutation<Desk, ApiError, boolean>({
    mutationFn: async (phone) => {
      try {
        return await api.get('/call-desk', { query: { phone } })
      } catch (error) {
        throw asApiError(error)
      }
    },
    onSuccess: setDesk,
  })
  const record = useWrite<Outcome, unknown>({
    send: ({ callId, ...body }, key) => api.post('/call-desk/{callId}', { path: { callId }, body, key }),
    done: () => {
      void message.success(t('desk.recorded'))
      setDesk(undefined)
    },
  })
  const call = desk?.call
  const error = take.error ?? record.error
  return (
    <>
      <PageHead
        title={t('desk.title')}
        actions={
          <Button type={call === undefined ? 'primary' : 'default'} loading={take.isPending} onClick={() => take.mutate(false)}>
            {t('desk.next')}
          </Button>
        }
      />
      <p className="s13 muted calling-sub">{t('desk.sub')}</p>
      {error && <ProblemNotice error={error} />}
      {call === undefined ? (
        <div className="card">
          <Empty icon="people" title={t('desk.empty')} text={desk !== undefined && desk.waiting > 0 ? t('desk.locked', { n: desk.waiting }) : t('desk.emptyText')} />
        </div>
      ) : (
        <div className="calling-desk">
          <Person key={call.callId} call={call} busy={record.isPending || take.isPending} onShow={() => take.mutate(true)} onOutcome={(outcome) => record.mutate({ callId: call.callId, ...outcome })} />
          <Script call={call} />
        </div>
      )}
    </>
  )
}

import { Button, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client'
import type { Objection, Opening, Project } from '../../api/types'
import { useWrite } from '../../api/useWrite'
import { Icon } from '../../ui/Icon'
import { Empty } from '../../ui/Loaded'
import { Panel } from '../../ui/Panel'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { useUi } from '../../ui/strings'
import { Tag } from '../../ui/Tag'
import { When } from '../../ui/When'
import { useOpeningStrings } from './strings'

interface Props {
  project: Project
  opening: Opening
  /** Answers them, and writes them down for bidders who speak on site. */
  mayWrite: boolean
  /** In a hall online bidders object themselves alone. */
  isHall?: boolean
  /** Bid of the viewer's own, for which it may object itself. */
  ownBidId?: string
  onSaved: (opening: Opening) => void
}

function Raise({ project, opening, ownBidId, onSaved, onClose }: Omit<Props, 'mayWrite' | 'isHall'> & { onClose: () => void }) {
  const t = useOpeningStrings()
  const ui = useUi()
  const [form] = Form.useForm<{ bidId: string; text: string }>()
  const raise = useWrite({
    send: (body: { bidId: string; text: string }, key) =>
      api.post('/projects/{projectId}/lots/{lotId}/opening/objections', { path: { projectId: project.id, lotId: opening.lotId }, body, key }),
    done: (answer) => {
      onSaved(answer)
      onClose()
    },
  })
  const required = { required: true, message: ui('invalid.required') }
  return (
    <Modal open title={t('objection.raise')} okText={t('objection.raise')} cancelText={ui('cancel')} confirmLoading={raise.isPending} onCancel={onClose} onOk={() => form.submit()}>
      <Form form={form} layout="vertical" initialValues={{ bidId: ownBidId }} onFinish={(v: { bidId: string; text: string }) => raise.mutate(v)}>
        <Form.Item name="bidId" label={t('objection.by')} rules={[required]}>
          <Select options={opening.bids.filter((b) => ownBidId === undefined || b.id === ownBidId).map((b) => ({ value: b.id, label: b.bidderName }))} />
        </Form.Item>
        <Form.Item name="text" label={t('objection.text')} rules={[{ ...required, whitespace: true }]}>
          <Input.TextArea maxLength={4000} rows={3} />
        </Form.Item>
      </Form>
      {raise.error && <ProblemNotice error={raise.error} />}
    </Modal>
  )
}

function Answer({ project, opening, objection, onSaved }: Omit<Props, 'mayWrite' | 'isHall'> & { objection: Objection }) {
  const t = useOpeningStrings()
  const [answer, setAnswer] = useState('')
  const send = useWrite({
    send: (body: { answer: string }, key) =>
      api.put('/projects/{projectId}/lots/{lotId}/opening/objections/{objectionId}', {
        path: { projectId: project.id, lotId: opening.lotId, objectionId: objection.id },
        body,
        key,
      }),
    done: onSaved,
  })
  return (
    <div className="stack tight" style={{ marginTop: 8 }}>
      <Input.TextArea aria-label={t('objection.answerText')} placeholder={t('objection.answerText')} maxLength={4000} rows={2} value={answer} onChange={(e) => setAnswer(e.target.value)} />
      <div>
        <Button type="primary" size="small" icon={<Icon name="pen" small />} disabled={answer.trim() === ''} loading={send.isPending} onClick={() => send.mutate({ answer: answer.trim() })}>
          {t('objection.answer')}
        </Button>
      </div>
      {send.error && <ProblemNotice error={send.error} />}
    </div>
  )
}

export function ObjectionsPanel({ project, opening, mayWrite, isHall = false, ownBidId, onSaved }: Props) {
  const t = useOpeningStrings()
  const [raising, setRaising] = useState(false)
  const open = opening.objections.filter((o) => o.answer === undefined).length
  return (
    <Panel
      title={t('objection.title')}
      sub={
        open > 0 && (
          <Tag tone="orange" icon="flag" strong>
            {t('objection.open', { n: open })}
          </Tag>
        )
      }
      actions={
        ((mayWrite && !isHall) || ownBidId !== undefined) && (
          <Button size="small" icon={<Icon name="plus" small />} onClick={() => setRaising(true)}>
            {t('objection.raise')}
          </Button>
        )
      }
    >
      {opening.objections.length === 0 ? (
        <Empty icon="flag" title={t('objection.none')} text={t('objection.noneText')} />
      ) : (
        <ul className="stack">
          {opening.objections.map((o) => (
            <li key={o.id}>
              <div className="row between">
                <b>
                  {o.bidderName} {o.byAgency && <span className="s12 muted">{t('objection.byAgency')}</span>}
                </b>
                <span className="s13 muted">
                  <When at={o.raisedAt} style="time" />
                </span>
              </div>
              <p className="pre">“{o.text}”</p>
              {o.answer !== undefined ? (
                <p className="pre muted">
                  <Icon name="check" small /> {t('objection.answered')} <When at={o.answeredAt} style="time" />　{o.answer}
                </p>
              ) : (
                mayWrite && <Answer project={project} opening={opening} objection={o} onSaved={onSaved} />
              )}
            </li>
          ))}
        </ul>
      )}
      {raising && <Raise project={project} opening={opening} ownBidId={mayWrite ? undefined : ownBidId} onSaved={onSaved} onClose={() => setRaising(false)} />}
    </Panel>
  )
}

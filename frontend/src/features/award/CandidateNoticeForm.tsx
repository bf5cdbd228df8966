import { App, Button, Checkbox, Form } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client'
import type { Acknowledgement, CandidateList, Lot, Project, RankedBid } from '../../api/types'
import { useWrite } from '../../api/useWrite'
import { useLanguage, usePick } from '../../i18n'
import { ConfirmAct } from '../../ui/ConfirmAct'
import { bareCitation } from '../../ui/citation'
import { formatInstant, formatYuan } from '../../ui/format'
import { InstantPicker } from '../../ui/InstantPicker'
import { Panel } from '../../ui/Panel'
import { useUi } from '../../ui/strings'
import { Counting } from '../../ui/VerdictList'
import { projectKeys } from '../tender/queries'
import { useAward } from './strings'

interface NoticeValues {
  candidates: string[]
  endsAt: string
}

interface BoxesProps {
  eligible: RankedBid[]
  value?: string[]
  onChange?: (value: string[]) => void
}

function CandidateBoxes({ eligible, value, onChange }: BoxesProps) {
  const options = eligible.map((r) => ({ value: r.bidId, label: `${r.rank}　${r.bidderName}　${formatYuan(r.price)}` }))
  return <Checkbox.Group className="stack-boxes" value={value} onChange={onChange} options={options} />
}

/** Publishes the candidates; the earliest legal end stands beside the date. */
export function CandidateNoticeForm({ project, lot, list }: { project: Project; lot: Lot; list: CandidateList }) {
  const t = useAward()
  const ui = useUi()
  const pick = usePick()
  const language = useLanguage()
  const { message } = App.useApp()
  const [asked, setAsked] = useState<NoticeValues>()
  const eligible = list.ranking.filter((r) => r.rank !== undefined && !r.rejected).sort((a, b) => a.rank! - b.rank!)
  const suggested = eligible.slice(0, list.maxCandidates).map((r) => r.bidId)
  const legal = list.verdicts.find((v) => v.ruleId === 'T12')
  const earliestEnd = legal?.computed?.['earliestEnd'] ?? legal?.computed?.['endsAt'] ?? legal?.computed?.['earliestAt'] ?? legal?.earliestAt
  const publish = useWrite({
    send: ({ input, acknowledgements }: { input: NoticeValues; acknowledgements: Acknowledgement[] }, key) =>
      api.post('/projects/{projectId}/lots/{lotId}/candidate-notice', { path: { projectId: project.id, lotId: lot.id }, body: { ...input, acknowledgements }, key }),
    stale: () => [projectKeys.one(project.id), projectKeys.list],
    done: () => {
      setAsked(undefined)
      void message.success(t('notice.done'))
    },
  })
  const submit = (values: NoticeValues) => setAsked({ ...values, candidates: eligible.map((r) => r.bidId).filter((id) => values.candidates.includes(id)) })
  const names = eligible.filter((r) => asked?.candidates.includes(r.bidId)).map((r) => r.bidderName)
  return (
    <Panel title={t('notice.title')}>
      <Form layout="vertical" initialValues={{ candidates: suggested, endsAt: earliestEnd }} onFinish={submit}>
        <Form.Item name="candidates" label={t('notice.pick', { n: list.maxCandidates })} rules={[{ required: true, type: 'array', min: 1, message: ui('invalid.required') }]}>
          <CandidateBoxes eligible={eligible} />
        </Form.Item>
        <Form.Item
          name="endsAt"
          label={t('notice.ends')}
          rules={[{ required: true, message: ui('invalid.required') }]}
          extra={
            legal && (
              <span>
                {pick(legal.messageZh, legal.messageEn)}（{legal.ruleId} {bareCitation(legal.article)}）<Counting verdict={legal} />
              </span>
            )
          }
          style={{ maxWidth: 480 }}
        >
          <InstantPicker />
        </Form.Item>
        <Button type="primary" htmlType="submit">
          {t('notice.act')}
        </Button>
      </Form>
      {asked && (
        <ConfirmAct
          open
          title={t('notice.title')}
          happens={[t('notice.1', { names: names.join('、') }), t('notice.2', { at: formatInstant(asked.endsAt, language) })]}
          verdicts={list.verdicts}
          act={t('notice.confirm')}
          busy={publish.isPending}
          error={publish.error}
          onCancel={() => {
            publish.reset()
            setAsked(undefined)
          }}
          onConfirm={(acknowledgements) => publish.mutate({ input: asked, acknowledgements })}
        />
      )}
    </Panel>
  )
}

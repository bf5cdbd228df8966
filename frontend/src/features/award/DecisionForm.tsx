import { App, Button, Form, Input, Radio } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client'
import type { Acknowledgement, CandidateList, Lot, Project, RankedBid, Verdict } from '../../api/types'
import { useWrite } from '../../api/useWrite'
import { ConfirmAct } from '../../ui/ConfirmAct'
import { formatYuan } from '../../ui/format'
import { Panel } from '../../ui/Panel'
import { useUi } from '../../ui/strings'
import { VerdictList } from '../../ui/VerdictList'
import { projectKeys } from '../tender/queries'
import { useAward } from './strings'

interface DecisionValues {
  bidId: string
  reason?: string
}

/** The owner's decision; any but the first candidate needs a reason. */
export function DecisionForm({ project, lot, list, verdicts }: { project: Project; lot: Lot; list: CandidateList; verdicts: Verdict[] }) {
  const t = useAward()
  const ui = useUi()
  const { message } = App.useApp()
  const [form] = Form.useForm<DecisionValues>()
  const [asked, setAsked] = useState<DecisionValues>()
  // Those published; where nothing is published before the decision, the first of the ranking.
  const isCandidate = (r: RankedBid) =>
    list.candidates.length > 0 ? list.candidates.includes(r.bidId) : r.rank !== undefined && r.rank <= list.maxCandidates
  const candidates = list.ranking.filter((r) => isCandidate(r) && !r.rejected).sort((a, b) => a.rank! - b.rank!)
  const chosen = Form.useWatch('bidId', form)
  const notFirst = chosen !== undefined && candidates.find((c) => c.bidId === chosen)?.rank !== 1
  const decide = useWrite({
    send: ({ input, acknowledgements }: { input: DecisionValues; acknowledgements: Acknowledgement[] }, key) =>
      api.post('/projects/{projectId}/lots/{lotId}/award-decision', { path: { projectId: project.id, lotId: lot.id }, body: { ...input, acknowledgements }, key }),
    stale: () => [projectKeys.one(project.id), projectKeys.list],
    done: () => {
      setAsked(undefined)
      void message.success(t('decide.done'))
    },
  })
  const blocked = verdicts.filter((v) => v.outcome === 'BLOCKED')
  const winner = candidates.find((c) => c.bidId === asked?.bidId)
  return (
    <Panel title={t('decide.title')} sub={t('decide.sub')}>
      <VerdictList verdicts={blocked} />
      <Form form={form} layout="vertical" onFinish={setAsked}>
        <Form.Item name="bidId" label={t('decide.winner')} rules={[{ required: true, message: ui('invalid.required') }]}>
          <Radio.Group className="stack-boxes" options={candidates.map((c) => ({ value: c.bidId, label: `${c.rank}　${c.bidderName}　${formatYuan(c.price)}　${c.total ?? ''}` }))} />
        </Form.Item>
        {notFirst && (
          <Form.Item name="reason" label={t('decide.reason')} extra={t('decide.reasonHint')} rules={[{ required: true, whitespace: true, message: t('decide.reasonHint') }]}>
            <Input.TextArea maxLength={4000} rows={3} />
          </Form.Item>
        )}
        <Button type="primary" htmlType="submit" disabled={blocked.length > 0}>
          {t('decide.act')}
        </Button>
      </Form>
      {asked && (
        <ConfirmAct
          open
          title={t('decide.title')}
          happens={[t('decide.1', { name: winner?.bidderName ?? '', lot: lot.name, price: formatYuan(winner?.price) }), t('decide.2')]}
          verdicts={verdicts}
          act={t('decide.confirm')}
          busy={decide.isPending}
          error={decide.error}
          onCancel={() => {
            decide.reset()
            setAsked(undefined)
          }}
          onConfirm={(acknowledgements) => decide.mutate({ input: asked, acknowledgements })}
        />
      )}
    </Panel>
  )
}

import { Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client'
import type { Expert, PerformanceInput, PerformanceKind } from '../../api/types'
import { useWrite } from '../../api/useWrite'
import { Panel } from '../../ui/Panel'
import { Tag } from '../../ui/Tag'
import { useUi } from '../../ui/strings'
import { FormDialog } from './BarDialogs'
import { poolKeys } from './queries'
import { usePoolStrings } from './strings'

const kinds: PerformanceKind[] = ['APPRAISAL', 'TRAINING', 'COMMENDATION', 'BREACH']

function NoteDialog({ expert, onClose }: { expert: Expert; onClose: () => void }) {
  const t = usePoolStrings()
  const ui = useUi()
  const required = { required: true, message: ui('invalid.required') }
  const note = useWrite({ send: (body: PerformanceInput, key) => api.post('/experts/{expertId}/performances', { path: { expertId: expert.id }, body, key }), stale: () => [poolKeys.all], done: onClose })
  return (
    <FormDialog<PerformanceInput> title={t('performance')} act={t('performance.add')} happens={[t('suspend2')]} busy={note.isPending} error={note.error} onClose={onClose} onSend={({ score, ...input }, onError) => note.mutate({ ...input, ...(score ? { score } : {}) }, { onError })}>
      <div className="form-grid">
        <Form.Item name="kind" label={t('performance.kind')} rules={[required]}>
          <Select options={kinds.map((value) => ({ value, label: t(value) }))} />
        </Form.Item>
        <Form.Item name="notedOn" label={t('notedOn')} rules={[required]}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="score" label={`${t('score')} (${ui('optional')})`} rules={[{ pattern: /^(100(\.0{1,2})?|[0-9]{1,2}(\.[0-9]{1,2})?)$/, message: ui('invalid.decimal') }]}>
          <Input inputMode="decimal" maxLength={6} />
        </Form.Item>
        <Form.Item name="notedBy" label={t('notedBy')} rules={[{ ...required, whitespace: true }]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="remark" label={t('remark')} rules={[{ ...required, whitespace: true }]} className="full">
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
      </div>
    </FormDialog>
  )
}

export function PerformancePanel({ expert, operates }: { expert: Expert; operates: boolean }) {
  const t = usePoolStrings()
  const [adding, setAdding] = useState(false)
  return (
    <Panel
      title={t('performance')}
      actions={
        operates &&
        expert.state === 'ACTIVE' && (
          <Button size="small" className="no-print" onClick={() => setAdding(true)}>
            {t('performance.add')}
          </Button>
        )
      }
    >
      {expert.performances.length === 0 && <p className="muted">{t('performance.none')}</p>}
      <ul className="stack">
        {expert.performances.map((each) => (
          <li key={each.id} className="stack tight pool-bar">
            <span className="row wrap">
              <Tag tone={each.kind === 'BREACH' ? 'red' : each.kind === 'COMMENDATION' ? 'ok' : 'plain'}>{t(each.kind)}</Tag>
              <span className="s13 muted">{each.notedOn}</span>
              {each.score && <b className="num">{each.score}</b>}
            </span>
            <p>{each.remark}</p>
            <p className="s12 muted">{each.notedBy}</p>
          </li>
        ))}
      </ul>
      {adding && <NoteDialog expert={expert} onClose={() => setAdding(false)} />}
    </Panel>
  )
}

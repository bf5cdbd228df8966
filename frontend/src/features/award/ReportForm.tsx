import { App, Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client'
import type { Bid, Lot, Project, ReportInput } from '../../api/types'
import { useWrite } from '../../api/useWrite'
import { decimalPattern } from '../../ui/AmountInput'
import { ConfirmAct } from '../../ui/ConfirmAct'
import { Icon } from '../../ui/Icon'
import { InstantPicker } from '../../ui/InstantPicker'
import { Panel } from '../../ui/Panel'
import { useUi } from '../../ui/strings'
import { useDocuments } from '../document/DocumentsPage'
import { projectKeys } from '../tender/queries'
import { partsOf } from './parts'
import { useAward } from './strings'

interface ReportValues {
  evaluationEndedAt: string
  documentId?: string
  rejections?: { bidId: string; ground: number; page: string; reason: string }[]
  parts?: Record<string, Record<string, string>>
}

function inputOf(values: ReportValues): ReportInput {
  const rejected = new Set((values.rejections ?? []).map((r) => r.bidId))
  const parts = Object.entries(values.parts ?? {})
    .map(([bidId, scores]) => ({ bidId, scores: Object.fromEntries(Object.entries(scores).filter(([, v]) => v !== undefined && v !== '')) }))
    .filter((p) => Object.keys(p.scores).length > 0 && !rejected.has(p.bidId))
  return {
    evaluationEndedAt: values.evaluationEndedAt,
    documentId: values.documentId,
    rejections: values.rejections?.length ? values.rejections : undefined,
    parts: parts.length ? parts : undefined,
  }
}

function Rejections({ bids }: { bids: Bid[] }) {
  const t = useAward()
  const ui = useUi()
  const required = { required: true, message: ui('invalid.required') }
  return (
    <Form.List name="rejections">
      {(fields, { add, remove }) => (
        <div className="stack tight">
          {fields.length === 0 && <p className="muted">{t('report.noRejection')}</p>}
          {fields.map((field) => (
            <div key={field.key} className="rejection">
              <Form.Item name={[field.name, 'bidId']} label={t('report.bidder')} rules={[required]}>
                <Select options={bids.map((b) => ({ value: b.id, label: b.bidderName }))} />
              </Form.Item>
              <Form.Item name={[field.name, 'page']} label={t('report.page')} tooltip={t('report.pageHint')} rules={[{ ...required, whitespace: true }]}>
                <Input maxLength={50} />
              </Form.Item>
              <Form.Item className="full" name={[field.name, 'ground']} label={t('report.ground')} rules={[required]}>
                <Select options={([1, 2, 3, 4, 5, 6, 7] as const).map((g) => ({ value: g, label: `（${g}）${t(`ground.${g}`)}` }))} />
              </Form.Item>
              <Form.Item className="full" name={[field.name, 'reason']} label={t('report.reason')} rules={[{ ...required, whitespace: true }]}>
                <Input.TextArea maxLength={4000} rows={2} />
              </Form.Item>
              <Button size="small" icon={<Icon name="trash" small />} onClick={() => remove(field.name)}>
                {t('report.remove')}
              </Button>
            </div>
          ))}
          <div>
            <Button size="small" icon={<Icon name="plus" small />} onClick={() => add()}>
              {t('report.addRejection')}
            </Button>
          </div>
        </div>
      )}
    </Form.List>
  )
}

function Parts({ lot, bids }: { lot: Lot; bids: Bid[] }) {
  const t = useAward()
  const ui = useUi()
  const parts = partsOf(lot)
  if (parts.length === 0) return null
  return (
    <div>
      <h3>{t('report.parts')}</h3>
      <p className="s13 muted">{t('report.partsHint')}</p>
      <div className="scroll-x">
        <table className="t entry">
          <thead>
            <tr>
              <th scope="col">{t('report.bidder')}</th>
              {parts.map((p) => (
                <th key={p.name} scope="col">
                  {p.nameZh}
                  {p.fullMarks && `（${p.fullMarks}）`}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {bids.map((b) => (
              <tr key={b.id}>
                <th scope="row">{b.bidderName}</th>
                {parts.map((p) => (
                  <td key={p.name}>
                    <Form.Item noStyle name={['parts', b.id, p.name]} rules={[{ pattern: decimalPattern, message: ui('invalid.decimal') }]}>
                      <Input className="num" inputMode="decimal" aria-label={`${b.bidderName} ${p.nameZh}`} style={{ width: 110 }} />
                    </Form.Item>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}

/** The committee's report, as signed: rejections with ground, page and reason; scores of the other parts. */
export function ReportForm({ project, lot, bids }: { project: Project; lot: Lot; bids: Bid[] }) {
  const t = useAward()
  const ui = useUi()
  const { message } = App.useApp()
  const [form] = Form.useForm<ReportValues>()
  const [asked, setAsked] = useState<ReportInput>()
  const documents = useDocuments(project.id)
  const reports = (documents.data?.items ?? []).filter((d) => d.kind === 'EVALUATION_REPORT')
  const opened = bids.filter((b) => b.state === 'OPENED')
  const record = useWrite({
    send: (body: ReportInput, key) => api.post('/projects/{projectId}/lots/{lotId}/report', { path: { projectId: project.id, lotId: lot.id }, body, key }),
    stale: () => [projectKeys.one(project.id), projectKeys.list],
    done: () => {
      setAsked(undefined)
      void message.success(t('report.done'))
    },
  })
  const names = (asked?.rejections ?? []).map((r) => bids.find((b) => b.id === r.bidId)?.bidderName ?? '')
  return (
    <Panel title={t('report.title')} sub={t('report.sub')}>
      <Form form={form} layout="vertical" scrollToFirstError onFinish={(v: ReportValues) => setAsked(inputOf(v))}>
        <div className="form-grid">
          <Form.Item name="evaluationEndedAt" label={t('report.ended')} extra={ui('zone.note')} rules={[{ required: true, message: ui('invalid.required') }]}>
            <InstantPicker />
          </Form.Item>
          <Form.Item name="documentId" label={`${t('report.document')}（${ui('optional')}）`} extra={reports.length === 0 ? t('report.noDocument') : undefined}>
            <Select allowClear options={reports.map((d) => ({ value: d.id, label: d.name }))} />
          </Form.Item>
        </div>
        <div className="stack">
          <div>
            <h3>{t('report.rejections')}</h3>
            <Rejections bids={opened} />
          </div>
          <Parts lot={lot} bids={opened} />
          <div>
            <Button type="primary" htmlType="submit">
              {t('report.act')}
            </Button>
          </div>
        </div>
      </Form>
      {asked && (
        <ConfirmAct
          open
          title={t('report.title')}
          happens={[t('report.1'), names.length > 0 ? t('report.2', { n: names.length, names: names.join('、') }) : t('report.2none'), t('report.3')]}
          act={t('report.confirm')}
          busy={record.isPending}
          error={record.error}
          onCancel={() => {
            record.reset()
            setAsked(undefined)
          }}
          onConfirm={(acknowledgements) => record.mutate({ ...asked, acknowledgements })}
        />
      )}
    </Panel>
  )
}

import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Drawer, Form, Input } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client'
import type { Lot, LotInput, Project } from '../../api/types'
import { useWrite } from '../../api/useWrite'
import { AmountInput, amountPattern } from '../../ui/AmountInput'
import { ConfirmAct } from '../../ui/ConfirmAct'
import { formatYuan, shortDigest } from '../../ui/format'
import { showFieldErrors } from '../../ui/formProblem'
import { Icon } from '../../ui/Icon'
import { Empty } from '../../ui/Loaded'
import { Facts, Panel } from '../../ui/Panel'
import { merge, type Merged } from '../../ui/merge'
import { MergedNotice } from '../../ui/MergedNotice'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { useUi } from '../../ui/strings'
import { PhaseTag, Tag } from '../../ui/Tag'
import { MethodEditor } from '../scoring/MethodEditor'
import { MethodFacts } from '../scoring/MethodFacts'
import { isOnSide, projectKeys, useThisProject } from './queries'
import { useTender } from './strings'

function inputOf(lot: Lot | undefined): LotInput {
  return { name: lot?.name ?? '', ceilingPrice: lot?.ceilingPrice, floorPrice: lot?.floorPrice, method: lot?.method }
}

const labels = { name: 'name', ceilingPrice: 'ceiling', floorPrice: 'floor', method: 'method' } as const

function LotEditor({ project, lot, onClose }: { project: Project; lot: Lot | undefined; onClose: () => void }) {
  const t = useTender()
  const ui = useUi()
  const client = useQueryClient()
  const { message } = App.useApp()
  const [form] = Form.useForm<LotInput>()
  // What the editor began with: a save is of this version, and a conflict is told against it.
  const [base, setBase] = useState({ version: project.version, input: inputOf(lot) })
  const [merged, setMerged] = useState<Merged<LotInput>>()
  const save = useWrite({
    send: (body: LotInput, key) =>
      lot === undefined
        ? api.post('/projects/{projectId}/lots', { path: { projectId: project.id }, version: base.version, body, key })
        : api.put('/projects/{projectId}/lots/{lotId}', { path: { projectId: project.id, lotId: lot.id }, version: base.version, body, key }),
    stale: () => [projectKeys.one(project.id)],
    done: (saved) => {
      client.setQueryData(projectKeys.one(project.id), saved)
      void message.success(t('lots.saved'))
      onClose()
    },
  })
  const submit = (values: LotInput) =>
    save.mutate(values, {
      onError: (error) => {
        showFieldErrors(form, error)
        const theirs = error.problem.current as Project | undefined
        if (error.status !== 409 || theirs === undefined) return
        client.setQueryData(projectKeys.one(project.id), theirs)
        const now = inputOf(theirs.lots.find((each) => each.id === lot?.id))
        const both = merge(base.input, { ...base.input, ...values }, now)
        form.setFieldsValue(both.values)
        setBase({ version: theirs.version, input: now })
        setMerged(both)
      },
    })
  const fieldName = (name: keyof LotInput) => t(`lots.${labels[name]}`)
  const shown = (value: unknown) => (value === undefined ? '—' : typeof value === 'string' ? value : t('lots.method'))
  return (
    <Drawer
      open
      size={760}
      title={lot ? `${t('lot.n', { n: lot.no })}　${lot.name}` : t('lots.add')}
      onClose={onClose}
      mask={{ closable: false }}
      footer={
        <div className="actions">
          <Button type="primary" loading={save.isPending} onClick={() => form.submit()}>
            {t('lots.save')}
          </Button>
          <Button onClick={onClose}>{ui('cancel')}</Button>
        </div>
      }
    >
      {merged ? (
        <MergedNotice taken={merged.taken.map(fieldName)} conflicts={merged.conflicts.map((name) => ({ field: fieldName(name), theirs: shown(base.input[name]) }))} />
      ) : (
        save.error && <ProblemNotice error={save.error} />
      )}
      <Form form={form} layout="vertical" initialValues={lot} onFinish={submit}>
        <Form.Item name="name" label={t('lots.name')} rules={[{ required: true, whitespace: true, message: ui('invalid.required') }]}>
          <Input maxLength={200} />
        </Form.Item>
        <div className="form-grid">
          {(['ceilingPrice', 'floorPrice'] as const).map((name) => (
            <Form.Item key={name} name={name} label={t(name === 'ceilingPrice' ? 'lots.ceiling' : 'lots.floor')} rules={[{ pattern: amountPattern, message: ui('invalid.amount') }]}>
              <AmountInput />
            </Form.Item>
          ))}
        </div>
        <Form.Item name="method" label={t('lots.method')}>
          <MethodEditor />
        </Form.Item>
      </Form>
    </Drawer>
  )
}

function RemoveLot({ project, lot, onClose }: { project: Project; lot: Lot; onClose: () => void }) {
  const t = useTender()
  const remove = useWrite({
    send: (lotId: string, key) => api.delete('/projects/{projectId}/lots/{lotId}', { path: { projectId: project.id, lotId }, version: project.version, key }),
    stale: () => [projectKeys.one(project.id)],
    done: onClose,
  })
  return (
    <ConfirmAct
      open
      title={t('lots.removeTitle')}
      happens={[t('lots.remove1', { name: lot.name })]}
      act={t('lots.remove')}
      busy={remove.isPending}
      error={remove.error}
      onCancel={onClose}
      onConfirm={() => remove.mutate(lot.id)}
    />
  )
}

function LotPanel({ lot, onEdit, onRemove }: { lot: Lot; onEdit?: () => void; onRemove?: () => void }) {
  const t = useTender()
  return (
    <Panel
      title={`${t('lot.n', { n: lot.no })}　${lot.name}`}
      sub={<PhaseTag phase={lot.phase} />}
      actions={
        onEdit && (
          <span className="row">
            <Button size="small" icon={<Icon name="pen" small />} onClick={onEdit}>
              {t('lots.edit')}
            </Button>
            <Button size="small" icon={<Icon name="trash" small />} onClick={onRemove}>
              {t('lots.remove')}
            </Button>
          </span>
        )
      }
    >
      <div className="stack">
        <Facts
          wide
          items={[
            [t('lots.ceiling'), formatYuan(lot.ceilingPrice)],
            [t('lots.floor'), formatYuan(lot.floorPrice)],
            ...(lot.methodDigest
              ? [[t('lots.digest'), <span key="d"><span className="mono" title={lot.methodDigest}>{shortDigest(lot.methodDigest)}</span> {lot.phase !== 'DRAFT' && <Tag icon="lock">{t('lots.lockedAt')}</Tag>}</span>] as [string, React.ReactNode]]
              : []),
          ]}
        />
        {lot.method ? (
          <MethodFacts method={lot.method} />
        ) : (
          <p className="warm">
            <Icon name="warning" /> <b>{t('lots.noMethod')}</b>　{t('lots.noMethodText')}
          </p>
        )}
      </div>
    </Panel>
  )
}

export default function LotsPage() {
  const t = useTender()
  const project = useThisProject()
  const [editing, setEditing] = useState<Lot | 'new'>()
  const [removing, setRemoving] = useState<Lot>()
  const mayEdit = project.phase === 'DRAFT' && isOnSide(project, 'tender_agent')
  return (
    <div className="stack">
      {mayEdit && (
        <div className="actions">
          <Button type={project.lots.length === 0 ? 'primary' : 'default'} icon={<Icon name="plus" small />} onClick={() => setEditing('new')}>
            {t('lots.add')}
          </Button>
        </div>
      )}
      {project.lots.length === 0 && (
        <div className="card">
          <Empty icon="list" title={t('lots.empty')} text={t('lots.emptyText')} />
        </div>
      )}
      {project.lots.map((lot) => (
        <LotPanel key={lot.id} lot={lot} onEdit={mayEdit ? () => setEditing(lot) : undefined} onRemove={() => setRemoving(lot)} />
      ))}
      {editing && <LotEditor project={project} lot={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />}
      {removing && <RemoveLot project={project} lot={removing} onClose={() => setRemoving(undefined)} />}
    </div>
  )
}

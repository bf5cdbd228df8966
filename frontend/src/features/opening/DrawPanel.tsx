import { App, Button, Input, Select } from 'antd'
import { Decimal } from 'decimal.js'
import { useState } from 'react'
import { api } from '../../api/client'
import type { DrawnParameters, Opening, Project } from '../../api/types'
import { useWrite } from '../../api/useWrite'
import { ConfirmAct } from '../../ui/ConfirmAct'
import { Panel } from '../../ui/Panel'
import { list, member, text, type Json } from '../scoring/json'
import { poolText } from '../scoring/MethodFacts'
import { useScoring } from '../scoring/strings'
import { useOpeningStrings } from './strings'

/** The values of a published set, in order; a range is walked by its step with exact decimals. */
export function valuesOf(pool: Json): string[] {
  const values = list(pool, 'values').map(String)
  const min = text(pool, 'min')
  const max = text(pool, 'max')
  const step = text(pool, 'step')
  if (values.length > 0 || min === undefined || max === undefined || step === undefined || Number(step) <= 0) return values
  const all: string[] = []
  for (let v = new Decimal(min); v.lte(max) && all.length < 1000; v = v.plus(step)) all.push(v.toFixed())
  return all
}

interface DrawPanelProps {
  project: Project
  opening: Opening
  mayWrite: boolean
  onSaved: (opening: Opening) => void
}

export function DrawPanel({ project, opening, mayWrite, onSaved }: DrawPanelProps) {
  const t = useOpeningStrings()
  const scoring = useScoring()
  const { message } = App.useApp()
  const [values, setValues] = useState<Record<string, string>>({})
  const [manner, setManner] = useState('')
  const [asked, setAsked] = useState(false)
  const parameters = opening.randomParameters.filter((p) => member(p, 'pool') !== undefined)
  const isDrawn = Object.keys(opening.drawn).length > 0
  const record = useWrite({
    send: (body: DrawnParameters, key) =>
      api.put('/projects/{projectId}/lots/{lotId}/opening/parameters', { path: { projectId: project.id, lotId: opening.lotId }, body, key }),
    done: (answer) => {
      setAsked(false)
      void message.success(t('draw.saved'))
      onSaved(answer)
    },
  })
  const complete = parameters.every((p) => values[text(p, 'name') ?? ''] !== undefined) && manner.trim() !== ''
  return (
    <Panel title={t('draw.title')} sub={parameters.length > 0 ? t('draw.sub') : undefined}>
      {parameters.length === 0 ? (
        <p className="muted">{t('draw.none')}</p>
      ) : (
        <div className="stack tight">
          {parameters.map((p) => {
            const name = text(p, 'name') ?? ''
            const pool = member(p, 'pool')
            return (
              <div key={name} className="draw-line">
                <b>{name}</b>
                {isDrawn || !mayWrite ? (
                  <span className="draw-figure">{opening.drawn[name] ?? '—'}</span>
                ) : (
                  <Select
                    aria-label={`${name} ${t('draw.pick')}`}
                    placeholder={t('draw.pick')}
                    style={{ width: 120 }}
                    showSearch
                    value={values[name]}
                    options={valuesOf(pool).map((v) => ({ value: v, label: v }))}
                    onChange={(v) => setValues({ ...values, [name]: v })}
                  />
                )}
                <span className="s13 muted">
                  {t('draw.from', { pool: poolText(pool, (min, max, step) => scoring('method.fromTo', { min, max, step })) })}
                </span>
              </div>
            )
          })}
          {!isDrawn && mayWrite && (
            <>
              <label htmlFor="draw-manner">{t('draw.manner')}</label>
              <Input.TextArea id="draw-manner" placeholder={t('draw.mannerHint')} maxLength={4000} rows={2} value={manner} onChange={(e) => setManner(e.target.value)} />
              <div>
                <Button type="primary" disabled={!complete} onClick={() => setAsked(true)}>
                  {t('draw.save')}
                </Button>
              </div>
            </>
          )}
        </div>
      )}
      <ConfirmAct
        open={asked}
        title={t('draw.title2')}
        happens={[t('draw.1', { values: Object.entries(values).map(([n, v]) => `${n} = ${v}`).join('，') }), t('draw.2')]}
        act={t('draw.save')}
        busy={record.isPending}
        error={record.error}
        onCancel={() => setAsked(false)}
        onConfirm={() => record.mutate({ values, manner: manner.trim() })}
      />
    </Panel>
  )
}

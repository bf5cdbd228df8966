import { Alert, App, Button, Input, Select } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client'
import type { DrawnParameters, Opening, Project } from '../../api/types'
import { useWrite } from '../../api/useWrite'
import { ConfirmAct } from '../../ui/ConfirmAct'
import { Panel } from '../../ui/Panel'
import { Tag } from '../../ui/Tag'
import { When } from '../../ui/When'
import { isOnSide } from '../tender/queries'
import { member, text } from '../scoring/json'
import { poolText } from '../scoring/MethodFacts'
import { useScoring } from '../scoring/strings'
import { valuesOf, valuesText } from './drawn'
import { useOpeningStrings } from './strings'
import { WitnessParameters } from './WitnessParameters'

interface DrawPanelProps {
  project: Project
  opening: Opening
  mayWrite: boolean
  /** Bids are sealed: what is entered counts once the supervisor has confirmed it. */
  isWitnessed?: boolean
  onSaved: (opening: Opening) => void
}

export function DrawPanel({ project, opening, mayWrite, isWitnessed = false, onSaved }: DrawPanelProps) {
  const t = useOpeningStrings()
  const scoring = useScoring()
  const { message } = App.useApp()
  const [values, setValues] = useState<Record<string, string>>({})
  const [manner, setManner] = useState('')
  const [asked, setAsked] = useState(false)
  const parameters = opening.randomParameters.filter((p) => member(p, 'pool') !== undefined)
  const isDrawn = Object.keys(opening.drawn).length > 0
  const entered = opening.entered
  const waiting = entered?.returned === undefined ? entered : undefined
  const isEntering = !isDrawn && mayWrite && waiting === undefined
  const record = useWrite({
    send: (body: DrawnParameters, key) =>
      api.put('/projects/{projectId}/lots/{lotId}/opening/parameters', { path: { projectId: project.id, lotId: opening.lotId }, body, key }),
    done: (answer) => {
      setAsked(false)
      setValues({})
      void message.success(t(isWitnessed ? 'draw.entered' : 'draw.saved'))
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
                {!isEntering ? (
                  <span className="draw-figure">{opening.drawn[name] ?? waiting?.values[name] ?? '—'}</span>
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
          {waiting && (
            <>
              <div className="row wrap">
                <Tag tone="orange" icon="clock">
                  {t('witness.waits')}
                </Tag>
                <span className="s13 muted">
                  <When at={waiting.at} />
                </span>
              </div>
              <p className="s13">
                <span className="muted">{t('draw.manner')} </span>
                {waiting.manner}
              </p>
              {isOnSide(project, 'supervisor') && <WitnessParameters project={project} opening={opening} entered={waiting} onSaved={onSaved} />}
            </>
          )}
          {!isDrawn && entered?.returned !== undefined && <Alert type="warning" showIcon title={t('witness.returnedBecause', { values: valuesText(entered), reason: entered.returned })} />}
          {isEntering && (
            <>
              {isWitnessed && <p className="s13 muted">{t('witness.needed')}</p>}
              <label htmlFor="draw-manner">{t('draw.manner')}</label>
              <Input.TextArea id="draw-manner" placeholder={t('draw.mannerHint')} maxLength={4000} rows={2} value={manner} onChange={(e) => setManner(e.target.value)} />
              <div>
                <Button type="primary" disabled={!complete} onClick={() => setAsked(true)}>
                  {t(isWitnessed ? 'draw.enter' : 'draw.save')}
                </Button>
              </div>
            </>
          )}
        </div>
      )}
      <ConfirmAct
        open={asked}
        title={t('draw.title2')}
        happens={isWitnessed ? [t('draw.enter1', { values: valuesText({ values }) })] : [t('draw.1', { values: valuesText({ values }) }), t('draw.2')]}
        act={t(isWitnessed ? 'draw.enter' : 'draw.save')}
        irrevocable={!isWitnessed}
        busy={record.isPending}
        error={record.error}
        onCancel={() => setAsked(false)}
        onConfirm={() => record.mutate({ values, manner: manner.trim() })}
      />
    </Panel>
  )
}

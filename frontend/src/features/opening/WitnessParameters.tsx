import { App, Button, Input } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client'
import type { EnteredParameters, Opening, Project, WitnessInput } from '../../api/types'
import { useWrite } from '../../api/useWrite'
import { ConfirmAct } from '../../ui/ConfirmAct'
import { valuesText } from './drawn'
import { useOpeningStrings } from './strings'

interface WitnessParametersProps {
  project: Project
  opening: Opening
  entered: EnteredParameters
  onSaved: (opening: Opening) => void
}

/** The supervisor confirms what was drawn before its eyes and entered by the agency, or returns it. */
export function WitnessParameters({ project, opening, entered, onSaved }: WitnessParametersProps) {
  const t = useOpeningStrings()
  const { message } = App.useApp()
  const [asked, setAsked] = useState<'confirm' | 'return'>()
  const [reason, setReason] = useState('')
  const say = useWrite({
    send: (body: WitnessInput, key) =>
      api.post('/projects/{projectId}/lots/{lotId}/opening/parameters/witness', { path: { projectId: project.id, lotId: opening.lotId }, body, key }),
    done: (answer, { confirmed }) => {
      setAsked(undefined)
      setReason('')
      void message.success(t(confirmed ? 'witness.confirmed' : 'witness.returned'))
      onSaved(answer)
    },
  })
  const confirming = asked === 'confirm'
  const title = t(confirming ? 'witness.confirm' : 'witness.return')
  return (
    <>
      <p>{t('witness.lead')}</p>
      <div className="row wrap">
        <Button type="primary" onClick={() => setAsked('confirm')}>
          {t('witness.confirm')}
        </Button>
        <Button onClick={() => setAsked('return')}>{t('witness.return')}</Button>
      </div>
      {asked && (
        <ConfirmAct
          open
          irrevocable={confirming}
          title={title}
          happens={confirming ? [t('witness.confirm1', { values: valuesText(entered) }), t('draw.2')] : [t('witness.return1', { values: valuesText(entered) })]}
          act={title}
          busy={say.isPending}
          error={say.error}
          disabled={!confirming && reason.trim() === ''}
          onCancel={() => {
            say.reset()
            setAsked(undefined)
          }}
          onConfirm={() => say.mutate({ confirmed: confirming, values: entered.values, ...(confirming ? {} : { reason: reason.trim() }) })}
        >
          {!confirming && (
            <div>
              <label htmlFor="witness-reason">{t('witness.reason')}</label>
              <Input.TextArea id="witness-reason" rows={2} maxLength={4000} value={reason} onChange={(e) => setReason(e.target.value)} />
            </div>
          )}
        </ConfirmAct>
      )}
    </>
  )
}

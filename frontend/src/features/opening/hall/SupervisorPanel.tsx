import { Button, Input } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client'
import type { OpeningHall, Project } from '../../../api/types'
import { ConfirmAct } from '../../../ui/ConfirmAct'
import { Panel } from '../../../ui/Panel'
import { useHallWrite } from './queries'
import { useHallStrings } from './strings'

/** The supervisor changes nothing of a bid; it can stop the meeting with a reason, and let it go on. */
export function SupervisorPanel({ project, hall }: { project: Project; hall: OpeningHall }) {
  const t = useHallStrings()
  const place = { projectId: project.id, lotId: hall.lotId }
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const path = { ...place }
  const done = () => {
    setAsked(false)
    setReason('')
  }
  const pause = useHallWrite(place, (why: string, key) => api.post('/projects/{projectId}/lots/{lotId}/opening/pause', { path, body: { reason: why }, key }), done)
  const resume = useHallWrite(place, (_: string, key) => api.post('/projects/{projectId}/lots/{lotId}/opening/resume', { path, key }), done)
  if (hall.openedAt === undefined || hall.stage === 'ENDED') return null
  const paused = hall.pausedAt !== undefined
  const act = paused ? resume : pause
  const title = t(paused ? 'super.resume' : 'super.pause')
  return (
    <Panel title={t('super.title')}>
      <div className="stack tight">
        <p className="s13 muted">{t('super.pauseLead')}</p>
        {!paused && (
          <div>
            <label htmlFor="hall-pause">{t('super.reason')}</label>
            <Input.TextArea id="hall-pause" rows={2} maxLength={500} value={reason} onChange={(e) => setReason(e.target.value)} />
          </div>
        )}
        <div>
          <Button type={paused ? 'primary' : 'default'} danger={!paused} disabled={!paused && reason.trim() === ''} onClick={() => setAsked(true)}>
            {title}
          </Button>
        </div>
      </div>
      {asked && (
        <ConfirmAct
          open
          irrevocable={false}
          title={title}
          happens={paused ? [t('super.resume1')] : [t('super.pause1'), t('super.pause2', { reason: reason.trim() })]}
          act={title}
          busy={act.isPending}
          error={act.error}
          onCancel={() => {
            act.reset()
            setAsked(false)
          }}
          onConfirm={() => act.mutate(reason.trim())}
        />
      )}
    </Panel>
  )
}

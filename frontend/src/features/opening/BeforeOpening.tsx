import { Button } from 'antd'
import { useState } from 'react'
import { useServerSecond } from '../../api/clock'
import { api } from '../../api/client'
import type { Lot, Opening, OpeningInput, Project } from '../../api/types'
import { useWrite } from '../../api/useWrite'
import { useLanguage } from '../../i18n'
import { ConfirmAct } from '../../ui/ConfirmAct'
import { formatInstant } from '../../ui/format'
import { Empty } from '../../ui/Loaded'
import { Panel } from '../../ui/Panel'
import { VerdictList } from '../../ui/VerdictList'
import { Countdown } from '../../ui/When'
import { isOnSide, projectKeys } from '../tender/queries'
import { faultOf, isBlank, type ReceivedRow } from './received'
import { ReceivedEditor } from './ReceivedEditor'
import { useOpeningStrings } from './strings'

function DeadlineClock({ project, over }: { project: Project; over: boolean }) {
  const t = useOpeningStrings()
  const language = useLanguage()
  if (project.bidDeadline === undefined) return null
  return (
    <section className="deadline-clock">
      <div className="row between wrap">
        <b>{t(over ? 'before.over' : 'before.title')}</b>
        <span>{t('before.at', { at: formatInstant(project.bidDeadline, language) })}</span>
      </div>
      {!over && (
        <div className="deadline-figure">
          <Countdown to={project.bidDeadline} />
        </div>
      )}
      <div className="row between wrap s13">
        {!over && <span>{t('before.secret')}</span>}
        {project.openingPlace && <span>{t('before.place', { place: project.openingPlace })}</span>}
      </div>
    </section>
  )
}

interface Props {
  project: Project
  lot: Lot
  opening: Opening | null
}

function StartForm({ project, lot, opening }: Props) {
  const t = useOpeningStrings()
  const [rows, setRows] = useState<ReceivedRow[]>([])
  const [asked, setAsked] = useState<'start' | 'fail'>()
  const [showFaults, setShowFaults] = useState(false)
  const received = rows.filter((r) => !isBlank(r)).map((r) => ({ bidderName: r.bidderName.trim(), creditCode: r.creditCode }))
  const faulty = received.some((r) => faultOf(r, received) !== undefined)
  const path = { projectId: project.id, lotId: lot.id }
  const stale = () => [projectKeys.one(project.id), projectKeys.list]
  const close = () => {
    start.reset()
    fail.reset()
    setAsked(undefined)
  }
  const start = useWrite({ send: (body: OpeningInput, key) => api.post('/projects/{projectId}/lots/{lotId}/opening', { path, body, key }), stale, done: () => close() })
  const fail = useWrite({ send: (body: OpeningInput, key) => api.post('/projects/{projectId}/lots/{lotId}/failure', { path, body, key }), stale, done: () => close() })
  const ask = (what: 'start' | 'fail') => {
    setShowFaults(true)
    if (!faulty && (what === 'fail' || received.length > 0)) setAsked(what)
  }
  const act = asked === 'fail' ? fail : start
  return (
    <Panel
      flush
      title={t('received.title')}
      sub={t('received.sub')}
      footer={
        <div className="actions">
          <Button type="primary" onClick={() => ask('start')}>
            {t('received.start')}
          </Button>
          <Button onClick={() => ask('fail')}>{t('received.fail')}</Button>
          {showFaults && (faulty || received.length === 0) && <span className="field-error">{t(faulty ? 'received.check' : 'received.none')}</span>}
        </div>
      }
    >
      <ReceivedEditor projectId={project.id} rows={rows} onChange={setRows} showFaults={showFaults} />
      {asked && (
        <ConfirmAct
          open
          title={t(asked === 'fail' ? 'fail.title' : 'start.title')}
          happens={
            asked === 'fail'
              ? [t('fail.1', { n: received.length, lot: lot.name }), t('fail.2')]
              : [t('start.1', { n: received.length, names: received.map((r) => r.bidderName).join('、') }), t('start.2')]
          }
          verdicts={asked === 'start' ? opening?.verdicts.filter((v) => v.ruleId !== 'T09') : []}
          act={t(asked === 'fail' ? 'received.fail' : 'received.start')}
          busy={act.isPending}
          error={act.error}
          onCancel={close}
          onConfirm={(acknowledgements) => act.mutate({ received, acknowledgements })}
        />
      )}
    </Panel>
  )
}

/** Until the deadline: a clock and nothing else. From it on: the list of bids received. */
export function BeforeOpening({ project, lot, opening }: Props) {
  const t = useOpeningStrings()
  const second = useServerSecond()
  const over = project.bidDeadline !== undefined && Date.parse(project.bidDeadline) / 1000 <= second
  const isAgent = isOnSide(project, 'tender_agent')
  return (
    <div className="stack">
      <DeadlineClock project={project} over={over} />
      {!over && isAgent && opening && opening.verdicts.length > 0 && (
        <Panel>
          <VerdictList verdicts={opening.verdicts.filter((v) => v.outcome === 'BLOCKED' || v.outcome === 'WARNING')} />
        </Panel>
      )}
      {over && isAgent ? (
        <StartForm project={project} lot={lot} opening={opening} />
      ) : (
        <section className="card">
          <Empty icon="clock" title={t('record.none')} text={t(isAgent ? 'received.emptyNow' : 'record.noneText')} />
        </section>
      )}
    </div>
  )
}

import { Button, Input, Radio } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client'
import { useServerSecond } from '../../../api/clock'
import type { DecryptionEnd, OpeningHall, Project } from '../../../api/types'
import { useLanguage } from '../../../i18n'
import { ConfirmAct } from '../../../ui/ConfirmAct'
import { formatInstant } from '../../../ui/format'
import { Icon } from '../../../ui/Icon'
import { Panel } from '../../../ui/Panel'
import { isConfirmed, isRemedyDue, type HallBid } from './course'
import { faultInWords } from './faults'
import { Adjourn, FirstStage } from './FirstStage'
import { useHallWrite, type Place } from './queries'
import { useHallStrings } from './strings'

type Cause = DecryptionEnd['failures'][number]['cause']
type Finding = { cause?: Cause; reason: string }

function Responsibility({ bid, finding, onFinding }: { bid: HallBid; finding: Finding; onFinding: (finding: Finding) => void }) {
  const t = useHallStrings()
  const last = bid.attempts[bid.attempts.length - 1]
  return (
    <li className="hall-finding">
      <div className="row between wrap">
        <b>
          {bid.no}　{bid.bidderName}
        </b>
        <span className="s13 muted">{last === undefined ? t('host.suggestNone') : t('host.suggest', { n: bid.attempts.length, code: last.fault === undefined ? '—' : faultInWords(t, last.fault) })}</span>
      </div>
      <Radio.Group
        aria-label={t('host.causeOf', { name: bid.bidderName })}
        value={finding.cause}
        options={(['BIDDER', 'OTHER'] as const).map((value) => ({ value, label: t(`host.${value}`) }))}
        onChange={(e) => onFinding({ ...finding, cause: e.target.value as Cause })}
      />
      <Input.TextArea aria-label={t('host.reasonOf', { name: bid.bidderName })} placeholder={t('host.reason')} rows={2} maxLength={1000} value={finding.reason} onChange={(e) => onFinding({ ...finding, reason: e.target.value })} />
    </li>
  )
}

function Close({ place, hall }: { place: Place; hall: OpeningHall }) {
  const t = useHallStrings()
  const [findings, setFindings] = useState<Record<string, Finding>>({})
  const language = useLanguage()
  const isDue = isRemedyDue(hall, useServerSecond())
  const [asked, setAsked] = useState(false)
  const due = hall.bids.filter(({ state }) => state === 'RECEIVED')
  const closed = due.filter(({ isOpen }) => !isOpen)
  const isTried = due.some(({ isBeingTried }) => isBeingTried)
  const of = (bid: HallBid): Finding => findings[bid.bidId] ?? { reason: '' }
  const complete = closed.every((bid) => of(bid).cause !== undefined && of(bid).reason.trim() !== '')
  const end = useHallWrite(
    place,
    (body: DecryptionEnd, key) => api.post('/projects/{projectId}/lots/{lotId}/opening/decryption/end', { path: { ...place }, body, key }),
    () => setAsked(false),
  )
  return (
    <div className="stack tight">
      <p>{t('host.closeLead')}</p>
      {isTried && <p className="warm">{t('host.beingTried')}</p>}
      {isDue && <p className="warm">{t('host.remedyFirst', { at: formatInstant(hall.remedyEndsAt!, language, 'time') })}</p>}
      <ul className="stack tight">
        {closed.map((bid) => (
          <Responsibility key={bid.bidId} bid={bid} finding={of(bid)} onFinding={(finding) => setFindings({ ...findings, [bid.bidId]: finding })} />
        ))}
      </ul>
      <div>
        <Button type="primary" disabled={!complete || isDue || isTried} onClick={() => setAsked(true)}>
          {t('host.close')}
        </Button>
      </div>
      {asked && (
        <ConfirmAct
          open
          title={t('host.close')}
          happens={[
            t(hall.sitting === hall.sittings ? 'host.close1' : 'host.closeFirst', { n: due.length - closed.length }),
            ...closed.map((bid) => t('host.close2', { name: bid.bidderName, cause: t(`host.${of(bid).cause!}`), reason: of(bid).reason.trim() })),
            t('host.close3'),
          ]}
          act={t('host.close')}
          busy={end.isPending}
          error={end.error}
          onCancel={() => {
            end.reset()
            setAsked(false)
          }}
          onConfirm={() => end.mutate({ failures: closed.map((bid) => ({ bidId: bid.bidId, cause: of(bid).cause!, reason: of(bid).reason.trim() })) })}
        />
      )}
    </div>
  )
}

function AskConfirmation({ place, isLast }: { place: Place; isLast: boolean }) {
  const t = useHallStrings()
  const [asked, setAsked] = useState(false)
  const ask = useHallWrite(
    place,
    (_: string, key) => api.post('/projects/{projectId}/lots/{lotId}/opening/confirmation-window', { path: { ...place }, key }),
    () => setAsked(false),
  )
  return (
    <>
      <Button type="primary" icon={<Icon name="check" small />} onClick={() => setAsked(true)}>
        {t('host.ask')}
      </Button>
      {asked && (
        <ConfirmAct
          open
          title={t('host.ask')}
          happens={[t('host.ask1'), ...(isLast ? [t('host.ask2')] : [])]}
          act={t('host.ask')}
          busy={ask.isPending}
          error={ask.error}
          onCancel={() => {
            ask.reset()
            setAsked(false)
          }}
          onConfirm={() => ask.mutate('ask')}
        />
      )}
    </>
  )
}

/** What the agent does as host, when it is its turn. */
export function HostPanel({ project, hall }: { project: Project; hall: OpeningHall }) {
  const t = useHallStrings()
  const place = { projectId: project.id, lotId: hall.lotId }
  const { stage } = hall
  const isLast = hall.sitting === hall.sittings
  const confirmed = isConfirmed(hall)
  if (hall.pausedAt !== undefined || ['CHECK_IN', 'WAITING', 'ENDED', 'FAILED'].includes(stage)) return null
  return (
    <Panel title={t('host.title')}>
      {stage === 'DECRYPTING' && <p>{t('host.waiting')}</p>}
      {stage === 'SETTLING' && <Close place={place} hall={hall} />}
      {stage === 'READING' && <AskConfirmation place={place} isLast={isLast} />}
      {stage === 'CONFIRMING' && !confirmed && <p>{t('host.confirming')}</p>}
      {confirmed && (isLast ? <p>{t('host.toEnd')}</p> : <Adjourn place={place} />)}
      {stage === 'ADJOURNED' && (hall.resumesAt === undefined ? <FirstStage place={place} hall={hall} /> : <p>{t('first.locked')}</p>)}
    </Panel>
  )
}

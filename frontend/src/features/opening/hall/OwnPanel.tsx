import { App, Button, Input, Radio } from 'antd'
import { useMemo, useState } from 'react'
import { api } from '../../../api/client'
import type { KeyRelease, OpeningHall, Organisation, Project } from '../../../api/types'
import { useLanguage } from '../../../i18n'
import { formatInstant, formatYuan } from '../../../ui/format'
import { Icon } from '../../../ui/Icon'
import { Empty } from '../../../ui/Loaded'
import { Facts, Panel } from '../../../ui/Panel'
import { ProblemNotice } from '../../../ui/ProblemNotice'
import { RestoreKey } from '../../bid/desk/KeyStep'
import { useBidKeys } from '../../bid/desk/queries'
import { EnvelopeRefused } from '../../bid/envelope/format'
import { isRead, type HallBid } from './course'
import { faultInWords } from './faults'
import { bidderKeysOf, contentKeysOf, hasAll } from './keys'
import { useHallWrite, type Place } from './queries'
import { useHallStrings } from './strings'

const failures = ['no-key-file', 'password', 'box', 'device'] as const

interface Props {
  project: Project
  hall: OpeningHall
  organisation: Organisation
}

function CheckIn({ place, hall }: { place: Place; hall: OpeningHall }) {
  const t = useHallStrings()
  const language = useLanguage()
  const [representative, setRepresentative] = useState('')
  const checkIn = useHallWrite(place, (name: string, key) =>
    api.post('/projects/{projectId}/lots/{lotId}/opening/check-ins', { path: { ...place }, body: { representative: name }, key }),
  )
  if (hall.checkedInAt !== undefined) {
    return (
      <p className="agree b">
        <Icon name="check" small /> {t('own.checkedIn', { at: formatInstant(hall.checkedInAt, language, 'full') })}
      </p>
    )
  }
  return (
    <form
      className="stack tight desk-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (representative.trim() !== '') checkIn.mutate(representative.trim())
      }}
    >
      <p>{t('own.checkInLead')}</p>
      <div>
        <label htmlFor="hall-representative">{t('own.representative')}</label>
        <Input id="hall-representative" maxLength={50} autoComplete="name" value={representative} onChange={(e) => setRepresentative(e.target.value)} />
      </div>
      <div>
        <Button type="primary" htmlType="submit" loading={checkIn.isPending} disabled={representative.trim() === ''}>
          {t('own.checkIn')}
        </Button>
      </div>
      {checkIn.error && <ProblemNotice error={checkIn.error} />}
    </form>
  )
}

function Report({ onSend, busy }: { onSend: (why: (typeof failures)[number]) => void; busy: boolean }) {
  const t = useHallStrings()
  const [open, setOpen] = useState(false)
  const [why, setWhy] = useState<(typeof failures)[number]>()
  return (
    <div className="stack tight">
      <div>
        <button type="button" className="text-button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t('own.report')}
        </button>
      </div>
      {open && (
        <>
          <p className="s13 muted">{t('own.reportLead')}</p>
          <Radio.Group value={why} options={failures.map((value) => ({ value, label: t(`own.why.${value}`) }))} onChange={(e) => setWhy(e.target.value as typeof why)} />
          <div>
            <Button size="small" loading={busy} disabled={why === undefined} onClick={() => onSend(why!)}>
              {t('own.send')}
            </Button>
          </div>
        </>
      )}
    </div>
  )
}

function Decrypt({ project, place, hall, bid, organisation }: Props & { place: Place; bid: HallBid }) {
  const t = useHallStrings()
  const keys = useBidKeys(project.code, organisation.creditCode).data ?? []
  const needed = useMemo(() => bidderKeysOf(hall.ownHeaders), [hall.ownHeaders])
  const here = hasAll(keys, needed)
  const send = useHallWrite(place, (body: KeyRelease, key) => api.post('/projects/{projectId}/lots/{lotId}/opening/decryption', { path: { ...place }, body, key }))
  const [opening, setOpening] = useState(false)
  const release = async () => {
    setOpening(true)
    try {
      send.mutate({ keys: await contentKeysOf(hall.ownHeaders, keys) })
    } catch (error) {
      // What this computer finds is put on record too: it tells later whose cause a failure was.
      send.mutate({ keys: [], failure: error instanceof EnvelopeRefused ? (error.reason === 'commit' ? 'commit' : 'box') : 'device' })
    } finally {
      setOpening(false)
    }
  }
  const last = bid.attempts[bid.attempts.length - 1]
  if (bid.isOpen) {
    return (
      <p className="agree b">
        <Icon name="check" small /> {t('own.opened')}
      </p>
    )
  }
  return (
    <div className="stack tight">
      <h3>{t('own.decrypt')}</h3>
      <ul className="bullets s13">
        <li>{t('own.1', { n: hall.ownHeaders.length })}</li>
        <li>{t('own.2')}</li>
        <li>{t('own.3')}</li>
      </ul>
      {here ? (
        <div>
          <Button type="primary" size="large" icon={<Icon name="lock" small />} loading={opening || send.isPending} onClick={() => void release()}>
            {t('own.act')}
          </Button>
        </div>
      ) : (
        <>
          <p className="warm">
            <Icon name="warning" small /> {t('own.noKey')}
          </p>
          <RestoreKey tender={project.code} creditCode={organisation.creditCode} />
        </>
      )}
      {last?.fault !== undefined && (
        <p className="differ" role="alert">
          {t('own.failed', { code: faultInWords(t, last.fault) })}
        </p>
      )}
      {send.error && <ProblemNotice error={send.error} />}
      <Report busy={send.isPending} onSend={(failure) => send.mutate({ keys: [], failure })} />
    </div>
  )
}

function Confirm({ place, hall, bid }: { place: Place; hall: OpeningHall; bid: HallBid }) {
  const t = useHallStrings()
  const { message } = App.useApp()
  const confirm = useHallWrite(
    place,
    (_: string, key) => api.post('/projects/{projectId}/lots/{lotId}/opening/confirmations', { path: { ...place }, key }),
    () => void message.success(t('own.confirmed')),
  )
  if (bid.confirmedAt !== undefined) {
    return (
      <p className="agree b">
        <Icon name="check" small /> {t('own.confirmed')}
      </p>
    )
  }
  return (
    <div className="stack tight">
      <h3>{t('own.confirm')}</h3>
      {hall.sitting < hall.sittings ? (
        <p>{t('own.confirmFirst')}</p>
      ) : (
        <>
          <p>{t('own.confirmLead')}</p>
          <Facts
            items={[
              [t('bids.price'), <b key="p">{formatYuan(bid.price)}</b>],
              [t('bids.period'), bid.periodDays ?? '—'],
            ]}
          />
        </>
      )}
      <div>
        <Button type="primary" size="large" loading={confirm.isPending} onClick={() => confirm.mutate(bid.bidId)}>
          {t('own.confirmAct')}
        </Button>
      </div>
      <p className="s13 muted">{t('own.object')}</p>
      {confirm.error && <ProblemNotice error={confirm.error} />}
    </div>
  )
}

/** What the viewer's own organisation does as bidder, and when. */
export function OwnPanel({ project, hall, organisation }: Props) {
  const t = useHallStrings()
  const place = { projectId: project.id, lotId: hall.lotId }
  const bid = hall.bids.find(({ bidId }) => bidId === hall.ownBidId)
  const { stage } = hall
  const begun = hall.openedAt !== undefined
  return (
    <Panel title={t('own.title')} sub={organisation.name}>
      <div className="stack">
        {begun && bid === undefined ? <Empty icon="eye" title={t('own.none')} text={t('own.noneText')} /> : (hall.checkedInAt !== undefined || hall.closedAt === undefined) && <CheckIn place={place} hall={hall} />}
        {!begun && <p className="s13 muted">{t('own.wait')}</p>}
        {bid?.state === 'NOT_PASSED' && stage !== 'ENDED' && <p className="warm">{t('own.notPassed', { reason: bid.reason ?? '' })}</p>}
        {bid?.state === 'RECEIVED' && stage === 'ADJOURNED' && <p>{t(hall.resumesAt === undefined ? 'own.adjourned' : 'own.passed')}</p>}
        {bid?.state === 'RECEIVED' && stage === 'DECRYPTING' && <Decrypt project={project} place={place} hall={hall} bid={bid} organisation={organisation} />}
        {bid?.state === 'RECEIVED' && stage === 'SETTLING' && (bid.isOpen ? <p className="agree b">{t('own.opened')}</p> : bid.isBeingTried ? <p role="status">{t('own.beingTried')}</p> : <p className="warm">{t('own.overText')}</p>)}
        {bid !== undefined && stage === 'READING' && isRead(hall, bid) && <p>{t(hall.sitting < hall.sittings ? 'own.readingFirst' : 'own.reading')}</p>}
        {bid !== undefined && stage === 'READING' && !isRead(hall, bid) && bid.state !== 'NOT_PASSED' && <p>{t('own.notRead')}</p>}
        {bid !== undefined && isRead(hall, bid) && stage === 'CONFIRMING' && <Confirm place={place} hall={hall} bid={bid} />}
      </div>
    </Panel>
  )
}

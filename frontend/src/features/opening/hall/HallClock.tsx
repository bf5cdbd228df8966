import { useServerSecond } from '../../../api/clock'
import type { OpeningHall } from '../../../api/types'
import { useLanguage } from '../../../i18n'
import { formatInstant } from '../../../ui/format'
import { useUi } from '../../../ui/strings'
import { inSitting, isRead, isRemedyDue, secondsLeft } from './course'
import { useHallStrings } from './strings'

const two = (n: number) => String(n).padStart(2, '0')

function Figure({ seconds }: { seconds: number }) {
  const ui = useUi()
  const days = Math.floor(seconds / 86_400)
  return (
    <div className="hall-figure" role="timer" aria-live="off">
      {days > 0 && <span className="hall-days">{ui('days', { n: days })} </span>}
      {two(Math.floor((seconds % 86_400) / 3600))}:{two(Math.floor((seconds % 3600) / 60))}:{two(seconds % 60)}
    </div>
  )
}

/** What the meeting waits for, in the largest letters of the hall. */
export function HallClock({ hall, isTooFew = false }: { hall: OpeningHall; isTooFew?: boolean }) {
  const t = useHallStrings()
  const language = useLanguage()
  const second = useServerSecond()
  const { stage } = hall
  const bids = hall.bids.filter((bid) => inSitting(hall, bid))
  const time = (at: string) => formatInstant(at, language, 'time')
  const open = bids.filter(({ isOpen }) => isOpen).length
  const readers = bids.filter((bid) => isRead(hall, bid))
  const confirmed = readers.filter(({ confirmedAt }) => confirmedAt !== undefined).length
  const run =
    stage === 'CHECK_IN'
      ? { title: t('clock.deadline'), from: undefined, to: hall.deadline, left: t('clock.secret'), right: '' }
      : stage === 'DECRYPTING'
        ? { title: t('clock.window'), from: hall.openedAt, to: hall.windowEndsAt, left: t('clock.decrypted', { done: open, all: bids.length }), right: t('clock.settlingText') }
        : isRemedyDue(hall, second)
          ? { title: t('clock.remedy'), from: hall.windowEndsAt, to: hall.remedyEndsAt, left: t('clock.decrypted', { done: open, all: bids.length }), right: t('clock.settlingText') }
          : stage === 'CONFIRMING'
            ? { title: t('clock.confirm'), from: hall.closedAt, to: hall.confirmEndsAt, left: t('clock.confirmedN', { done: confirmed, left: readers.length - confirmed }), right: t('clock.notConsent') }
            : stage === 'ADJOURNED' && hall.resumesAt !== undefined
              ? { title: t('clock.second'), from: undefined, to: hall.resumesAt, left: t('clock.secondText'), right: '' }
              : undefined
  if (run?.to !== undefined) {
    const left = secondsLeft(hall, run.to, second)
    const whole = run.from === undefined ? 0 : (Date.parse(run.to) - Date.parse(run.from)) / 1000
    return (
      <section className={`hall-clock ${hall.pausedAt ? 'paused' : ''}`} aria-label={run.title}>
        <div className="row between wrap">
          <b>{hall.pausedAt ? t('clock.paused') : run.title}</b>
          <span>{t(stage === 'ADJOURNED' ? 'clock.begins' : 'clock.at', { at: run.from === undefined ? formatInstant(run.to, language, 'full') : time(run.to) })}</span>
        </div>
        <Figure seconds={left} />
        {whole > 0 && (
          <div className="hall-bar" aria-hidden="true">
            <span style={{ width: `${Math.min(100, (100 * left) / whole)}%` }} />
          </div>
        )}
        <div className="row between wrap s13">
          <span>{run.left}</span>
          <span>{run.right}</span>
        </div>
        {hall.pausedAt && <p role="alert">{t('clock.pausedText', { at: time(hall.pausedAt), reason: hall.pauseReason ?? '' })}</p>}
      </section>
    )
  }
  const said =
    stage === 'WAITING'
      ? [t(isTooFew ? 'clock.few' : 'clock.waiting'), t(isTooFew ? 'clock.fewText' : 'clock.waitingText')]
      : stage === 'SETTLING'
        ? [t('clock.settling'), `${t('clock.decrypted', { done: open, all: bids.length })} · ${t('clock.settlingText')}`]
        : stage === 'READING'
          ? [t(hall.sitting === hall.sittings ? 'clock.reading' : 'clock.firstRead'), t(hall.sitting === hall.sittings ? 'clock.readingText' : 'clock.firstReadText', { at: hall.closedAt === undefined ? '' : time(hall.closedAt) })]
          : stage === 'CONFIRMED'
            ? [t('clock.confirmed'), `${t('clock.confirmedN', { done: confirmed, left: readers.length - confirmed })} · ${t('clock.confirmedText')}`]
            : stage === 'ADJOURNED'
              ? [t('clock.adjourned'), t('clock.adjournedText')]
              : stage === 'FAILED'
                ? [t('clock.failed'), t('clock.failedText')]
                : [t('clock.ended'), '']
  return (
    <section className={`hall-clock ${hall.pausedAt ? 'paused' : ''}`} aria-label={said[0]} role="status">
      <div className="hall-said">{hall.pausedAt ? t('clock.paused') : said[0]}</div>
      <p>{hall.pausedAt ? t('clock.pausedText', { at: time(hall.pausedAt), reason: hall.pauseReason ?? '' }) : said[1]}</p>
    </section>
  )
}

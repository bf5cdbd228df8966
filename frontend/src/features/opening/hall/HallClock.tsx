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

type Stage = OpeningHall['stage']

/** A time that runs; `to` is undefined where none does. */
interface Run {
  title: string
  from: string | undefined
  to: string | undefined
  left: string
  right: string
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
  const decrypted = t('clock.decrypted', { done: open, all: bids.length })
  const confirmedN = t('clock.confirmedN', { done: confirmed, left: readers.length - confirmed })
  const runs: Partial<Record<Stage, Run>> = {
    CHECK_IN: { title: t('clock.deadline'), from: undefined, to: hall.deadline, left: t('clock.secret'), right: '' },
    DECRYPTING: { title: t('clock.window'), from: hall.openedAt, to: hall.windowEndsAt, left: decrypted, right: t('clock.settlingText') },
    SETTLING: { title: t('clock.remedy'), from: hall.windowEndsAt, to: isRemedyDue(hall, second) ? hall.remedyEndsAt : undefined, left: decrypted, right: t('clock.settlingText') },
    CONFIRMING: { title: t('clock.confirm'), from: hall.closedAt, to: hall.confirmEndsAt, left: confirmedN, right: t('clock.notConsent') },
    ADJOURNED: { title: t('clock.second'), from: undefined, to: hall.resumesAt, left: t('clock.secondText'), right: '' },
  }
  const run = runs[stage]
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
  const isLast = hall.sitting === hall.sittings
  const texts: Partial<Record<Stage, [string, string]>> = {
    WAITING: isTooFew ? [t('clock.few'), t('clock.fewText')] : [t('clock.waiting'), t('clock.waitingText')],
    SETTLING: [t('clock.settling'), `${decrypted} · ${t('clock.settlingText')}`],
    READING: [t(isLast ? 'clock.reading' : 'clock.firstRead'), t(isLast ? 'clock.readingText' : 'clock.firstReadText', { at: hall.closedAt === undefined ? '' : time(hall.closedAt) })],
    CONFIRMED: [t('clock.confirmed'), `${confirmedN} · ${t('clock.confirmedText')}`],
    ADJOURNED: [t('clock.adjourned'), t('clock.adjournedText')],
    FAILED: [t('clock.failed'), t('clock.failedText')],
  }
  const said = texts[stage] ?? [t('clock.ended'), '']
  return (
    <section className={`hall-clock ${hall.pausedAt ? 'paused' : ''}`} aria-label={said[0]} role="status">
      <div className="hall-said">{hall.pausedAt ? t('clock.paused') : said[0]}</div>
      <p>{hall.pausedAt ? t('clock.pausedText', { at: time(hall.pausedAt), reason: hall.pauseReason ?? '' }) : said[1]}</p>
    </section>
  )
}

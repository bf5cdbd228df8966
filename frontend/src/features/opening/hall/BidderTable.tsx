import { useServerSecond } from '../../../api/clock'
import type { OpeningHall } from '../../../api/types'
import { useLanguage } from '../../../i18n'
import { formatInstant, formatYuan } from '../../../ui/format'
import { Icon } from '../../../ui/Icon'
import { Empty } from '../../../ui/Loaded'
import { Panel } from '../../../ui/Panel'
import { Tag } from '../../../ui/Tag'
import { useDesk } from '../../bid/desk/strings'
import { courseOf, inSitting, isRead, type HallBid } from './course'
import { faultInWords } from './faults'
import { useHallStrings } from './strings'

function Course({ hall, bid }: { hall: OpeningHall; bid: HallBid }) {
  const t = useHallStrings()
  const language = useLanguage()
  const second = useServerSecond()
  const until = Math.min(Date.parse(hall.closedAt ?? hall.windowEndsAt ?? hall.now), second * 1000)
  const course = hall.openedAt === undefined || hall.windowEndsAt === undefined ? undefined : courseOf(bid, hall.openedAt, hall.windowEndsAt, until)
  const time = (at: string) => formatInstant(at, language, 'time')
  const last = bid.attempts[bid.attempts.length - 1]
  const label = course === undefined ? t('bids.courseNone', { name: bid.bidderName }) : t('bids.courseOf', { name: bid.bidderName, first: time(bid.attempts[0]!.at), last: time(last!.at) })
  return (
    <span className="hall-course" role="img" aria-label={label} title={label}>
      {course && <span className={course.failing ? 'failing' : ''} style={{ left: `${course.from * 100}%`, width: `max(8px, ${(course.to - course.from) * 100}%)` }} />}
    </span>
  )
}

function Outcome({ bid }: { bid: HallBid }) {
  const t = useHallStrings()
  const desk = useDesk()
  const language = useLanguage()
  const n = bid.attempts.length
  const last = bid.attempts[n - 1]
  if (bid.state === 'NOT_OPENED_BIDDER_CAUSE' || bid.state === 'NOT_OPENED_OTHER_CAUSE') {
    return (
      <span className="differ">
        <Icon name="close" small /> {t(bid.state === 'NOT_OPENED_BIDDER_CAUSE' ? 'bids.BIDDER' : 'bids.OTHER')}
        {bid.reason && <span className="s12 muted hall-under">{bid.reason}</span>}
      </span>
    )
  }
  if (bid.state === 'NOT_PASSED') {
    return (
      <span className="muted">
        <Icon name="lock" small /> {t('bids.notPassed')}
        {bid.reason && <span className="s12 muted hall-under">{bid.reason}</span>}
      </span>
    )
  }
  if (bid.isOpen) {
    return (
      <span className="agree">
        <Icon name="check" small /> {last?.by === 'HOLDERS' ? t('bids.byHolders') : t('bids.opened', { n })}
      </span>
    )
  }
  const shares = bid.shares.map((holder) => desk(`holder.${holder}`)).join(language === 'zh' ? '、' : ', ')
  return (
    <span className={n > 0 ? 'warm b' : 'faint'}>
      <Icon name={n > 0 ? 'warning' : 'clock'} small /> {n > 0 ? t('bids.failing', { n }) : t('bids.waiting')}
      {last?.fault && <span className="s12 muted hall-under">{faultInWords(t, last.fault)}</span>}
      {shares !== '' && <span className="s12 muted hall-under">{t('bids.shares', { holders: shares })}</span>}
    </span>
  )
}

function Confirmation({ hall, bid }: { hall: OpeningHall; bid: HallBid }) {
  const t = useHallStrings()
  const language = useLanguage()
  if (bid.confirmedAt !== undefined) {
    return (
      <span className="agree">
        <Icon name="check" small /> {t('bids.confirmedAt', { at: formatInstant(bid.confirmedAt, language, 'time') })}
      </span>
    )
  }
  if (bid.state === 'NOT_PASSED' || (hall.closedAt !== undefined && !isRead(hall, bid))) return <span className="faint">{t('bids.notApplicable')}</span>
  if (hall.confirmEndsAt === undefined) return <span className="faint">{t('bids.notAsked')}</span>
  return hall.stage === 'CONFIRMING' ? <span className="muted">{t('bids.pending')}</span> : <span className="warm">{t('bids.noAnswer')}</span>
}

function isSameDay(one: string, other: string): boolean {
  return formatInstant(one, 'zh', 'date') === formatInstant(other, 'zh', 'date')
}

/** Each bidder with its decryption; what a bid says is shown when decryption has closed for all, and not before. */
export function BidderTable({ hall }: { hall: OpeningHall }) {
  const t = useHallStrings()
  const language = useLanguage()
  const { bids, openedAt, windowEndsAt } = hall
  const time = (at: string) => formatInstant(at, language, 'time')
  if (bids.length === 0) {
    return (
      <section className="card">
        <Empty icon="people" title={t('bids.none')} text={t('bids.noneText')} />
      </section>
    )
  }
  const due = bids.filter((bid) => inSitting(hall, bid))
  const isLast = hall.sitting === hall.sittings
  const sub = [t('bids.sub', { n: bids.length }), ...(openedAt && windowEndsAt ? [t('bids.window', { from: time(openedAt), to: time(windowEndsAt) })] : [])].join(' · ')
  return (
    <Panel flush title={t('bids.title')} sub={sub} actions={<span className="s13 b">{t('clock.decrypted', { done: due.filter(({ isOpen }) => isOpen).length, all: due.length })}</span>}>
      <div className="scroll-x" role="region" aria-label={t('bids.title')} tabIndex={0}>
        <table className="t hall-table">
          <thead>
            <tr>
              <th scope="col">{t('bids.name')}</th>
              <th scope="col">{t('bids.checkIn')}</th>
              <th scope="col">{t('bids.course')}</th>
              <th scope="col">{t('bids.result')}</th>
              <th scope="col" className="num">
                {t('bids.price')}
              </th>
              <th scope="col" className="num">
                {t('bids.period')}
              </th>
              <th scope="col">{t(isLast ? 'bids.confirm' : 'bids.confirmFirst')}</th>
            </tr>
          </thead>
          <tbody>
            {bids.map((bid) => (
              <tr key={bid.bidId} className={!bid.isOpen && bid.attempts.length > 0 ? 'attention' : ''}>
                <th scope="row">
                  {bid.no}　{bid.bidderName} {bid.bidId === hall.ownBidId && <Tag tone="blue">{t('bids.mine')}</Tag>}
                </th>
                <td className="nowrap">
                  {bid.checkedInAt === undefined ? (
                    <span className="faint">{t('bids.notIn')}</span>
                  ) : (
                    <span>
                      <span className="agree">
                        <Icon name="check" small />
                      </span>{' '}
                      {formatInstant(bid.checkedInAt, language, isSameDay(bid.checkedInAt, hall.deadline) ? 'time' : 'shortTime')}
                    </span>
                  )}
                </td>
                <td>
                  <Course hall={hall} bid={bid} />
                </td>
                <td>
                  <Outcome bid={bid} />
                </td>
                <td className="num">{hall.closedAt === undefined || !isLast ? <span className="faint">{t(isLast ? 'bids.hidden' : 'bids.sealed')}</span> : <b>{formatYuan(bid.price)}</b>}</td>
                <td className="num">{hall.closedAt === undefined || !isLast ? '' : (bid.periodDays ?? '—')}</td>
                <td className="nowrap">
                  <Confirmation hall={hall} bid={bid} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

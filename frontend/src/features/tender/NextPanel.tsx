import { Button } from 'antd'
import type { Timeline } from '../../api/types'
import { useLanguage } from '../../i18n'
import { useTerms } from '../../i18n/terms'
import { formatInstant } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { Empty } from '../../ui/Loaded'
import { Tag } from '../../ui/Tag'
import { VerdictList } from '../../ui/VerdictList'
import { Countdown } from '../../ui/When'
import { nextAct, operations, type NextAct } from './operations'
import { useTender } from './strings'

interface NextPanelProps {
  timeline: Timeline
  mine: boolean
  failed: boolean
  onAct: (operation: NonNullable<NextAct['operation']>) => void
}

function Earliest({ next }: { next: NextAct }) {
  const t = useTender()
  const language = useLanguage()
  const blocked = next.blocked.length > 0
  if (!blocked) return <b className="gate-date">{t('next.now')}</b>
  if (next.earliestAt === undefined) return <p className="b">{t('next.noDate')}</p>
  return (
    <>
      <span className="s13 warm">{t('next.earliest')}</span>
      <b className="gate-date">{formatInstant(next.earliestAt, language, 'big')}</b>
      <span className="s13">
        {t('next.from', {
          weekday: formatInstant(next.earliestAt, language, 'weekday'),
          time: formatInstant(next.earliestAt, language, 'time').slice(0, 5),
        })}
      </span>
      <div className="row between s13 gate-left">
        <span>{t('next.left')}</span>
        <b>
          <Countdown to={next.earliestAt} />
        </b>
      </div>
    </>
  )
}

/** The next act: what stands in the way, by which rule, and from when it is possible. */
export function NextPanel({ timeline, mine, failed, onAct }: NextPanelProps) {
  const t = useTender()
  const terms = useTerms()
  const next = nextAct(timeline)
  if (next === undefined) {
    return (
      <section className="card">
        <Empty icon={failed ? 'flag' : 'check'} title={t('next.none')} text={t(failed ? 'next.failedText' : 'next.noneText')} />
      </section>
    )
  }
  const act = t(`op.${next.operation ?? 'other'}`)
  const isBlocked = next.blocked.length > 0
  const title = isBlocked
    ? t('next.conditions', { act, n: next.blocked.length })
    : next.warnings.length > 0
      ? t('next.warn', { act, n: next.warnings.length })
      : t('next.clear', { act })
  const side = next.operation && operations[next.operation].side
  return (
    <section className={`card next ${isBlocked ? 'held' : 'free'}`} aria-label={t('home.next')}>
      <div className="next-why">
        <div className="row wrap">
          <Tag tone={isBlocked ? 'warm' : 'ok'} icon={isBlocked ? 'lock' : 'check'} strong>
            {t(isBlocked ? 'next.blocked' : 'next.ready')}
          </Tag>
          <h2>{title}</h2>
        </div>
        {next.blocked.length + next.warnings.length > 0 ? (
          <VerdictList verdicts={[...next.blocked, ...next.warnings]} undated />
        ) : (
          <p className="muted next-clear">{t('next.allPass')}</p>
        )}
      </div>
      <div className="next-when">
        <Earliest next={next} />
        <div className="next-act no-print">
          {mine && next.operation ? (
            <Button type={isBlocked ? 'default' : 'primary'} block className={isBlocked ? 'held-button' : ''} icon={isBlocked ? <Icon name="lock" small /> : undefined} onClick={() => onAct(next.operation!)}>
              {act}
            </Button>
          ) : (
            <span className="s13 muted">{side ? t('next.theirs', { role: terms(`role.${side}`) }) : t('next.readOnly')}</span>
          )}
        </div>
      </div>
    </section>
  )
}

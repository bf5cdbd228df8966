import { Button } from 'antd'
import type { Opening, OpeningHall } from '../../../api/types'
import { useLanguage } from '../../../i18n'
import { formatAmount } from '../../../ui/format'
import { Icon } from '../../../ui/Icon'
import { Panel } from '../../../ui/Panel'
import { useSpeech } from './speech'
import { useHallStrings } from './strings'

/** Reading-out (唱标): on screen and by the browser's voice, from the moment at which everything is shown. */
export function ReadingPanel({ hall, opening }: { hall: OpeningHall; opening: Opening | null | undefined }) {
  const t = useHallStrings()
  const language = useLanguage()
  const { canSpeak, speaking, speak, stop } = useSpeech(language)
  if (hall.closedAt === undefined || hall.sitting < hall.sittings) return null
  const lines = hall.bids.map(({ bidId, no, bidderName: name, state, price, periodDays }) => {
    const manager = opening?.bids.find(({ id }) => id === bidId)?.projectManager
    const text =
      state === 'OPENED'
        ? [
            t('read.text', { no, name, price: price ?? '' }),
            periodDays === undefined ? '' : t('read.textPeriod', { n: periodDays }),
            manager === undefined ? '' : t('read.textManager', { name: manager }),
          ].join('')
        : state === 'NOT_PASSED'
          ? t('read.notPassed', { no, name })
          : t('read.failed', { no, name, cause: t(state === 'NOT_OPENED_BIDDER_CAUSE' ? 'bids.BIDDER' : 'bids.OTHER') })
    return { at: no, name, text, shown: price === undefined ? text : text.replace(price, formatAmount(price)) }
  })
  return (
    <Panel
      title={t('read.title')}
      sub={t('read.sub')}
      actions={
        canSpeak && (
          <Button icon={<Icon name={speaking === undefined ? 'right' : 'stop'} small />} onClick={() => (speaking === undefined ? speak(lines) : stop())}>
            {t(speaking === undefined ? 'read.play' : 'read.stop')}
          </Button>
        )
      }
    >
      {!canSpeak && <p className="s13 muted">{t('read.silent')}</p>}
      <ol className="hall-lines">
        {lines.map((line) => (
          <li key={line.at} className={speaking === line.at ? 'on' : ''} aria-current={speaking === line.at}>
            <span className="grow">{line.shown}</span>
            {canSpeak && (
              <button type="button" className="text-button nowrap" aria-label={t('read.oneOf', { name: line.name })} onClick={() => speak([line])}>
                {t('read.one')}
              </button>
            )}
          </li>
        ))}
      </ol>
    </Panel>
  )
}

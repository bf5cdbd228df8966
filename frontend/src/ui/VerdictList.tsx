import { Popover } from 'antd'
import type { ReactNode } from 'react'
import type { Verdict } from '../api/types'
import { useLanguage, usePick } from '../i18n'
import { useTerms } from '../i18n/terms'
import { bareCitation } from './citation'
import { formatInstant } from './format'
import { Icon, type IconName } from './Icon'
import { useUi } from './strings'

const icons: Record<Verdict['outcome'], IconName> = {
  PASS: 'check',
  BLOCKED: 'lock',
  WARNING: 'warning',
  NOT_APPLICABLE: 'minus',
  COMPUTED: 'info',
}

/** The days that were counted, one line each. */
export function Counting({ verdict }: { verdict: Verdict }) {
  const t = useUi()
  const language = useLanguage()
  const lines = (language === 'en' ? verdict.countingEn : verdict.countingZh) ?? verdict.countingZh ?? []
  if (lines.length === 0) return null
  const content = (
    <ol className="counting">
      {lines.map((line, i) => (
        <li key={i}>{line}</li>
      ))}
      {verdict.provisional && <li className="warm">{t('verdict.provisional')}</li>}
    </ol>
  )
  return (
    <Popover trigger="click" content={content} title={`${verdict.ruleId} · ${bareCitation(verdict.article)}`} placement="bottomRight">
      <button type="button" className="text-button s13 nowrap no-print">
        {t('verdict.counting')} ›
      </button>
    </Popover>
  )
}

/** The first sentence says what; the rest says how it stands in this case. */
function Message({ text }: { text: string }) {
  const end = /。|\. /.exec(text)
  if (end === null) return <div className="b">{text}</div>
  const cut = end.index + end[0].length
  return (
    <div>
      <b>{text.slice(0, cut)}</b>
      {text.slice(cut)}
    </div>
  )
}

export function VerdictLine({ verdict, extra, undated = false }: { verdict: Verdict; extra?: ReactNode; undated?: boolean }) {
  const t = useUi()
  const terms = useTerms()
  const pick = usePick()
  const language = useLanguage()
  const todo = pick(verdict.whatToDoZh, verdict.whatToDoEn)
  return (
    <li className={`verdict ${verdict.outcome.toLowerCase()}`}>
      <span className="mark" title={t(`verdict.${verdict.outcome}`)}>
        <Icon name={verdict.outcome === 'BLOCKED' && verdict.earliestOf === 'ACT' ? 'clock' : icons[verdict.outcome]} />
        <span className="vh">{t(`verdict.${verdict.outcome}`)}</span>
      </span>
      <div>
        <Message text={pick(verdict.messageZh, verdict.messageEn)} />
        <div className="s12 muted" title={t('verdict.tag', { tag: terms(`tag.${verdict.tag}`) })}>
          {verdict.ruleId} · {bareCitation(verdict.article)}
          {verdict.tag === 'TO_VERIFY' && `（${terms('tag.TO_VERIFY')}）`}
        </div>
        {todo && <div className="s13">{t('verdict.todo', { what: todo })}</div>}
        {!undated && verdict.earliestAt && verdict.earliestOf === 'ACT' && verdict.outcome === 'BLOCKED' && (
          <div className="s13 warm b">{t('problem.earliest', { at: formatInstant(verdict.earliestAt, language) })}</div>
        )}
      </div>
      <div className="row">
        <Counting verdict={verdict} />
        {extra}
      </div>
    </li>
  )
}

/** @param undated the earliest moment is shown elsewhere on the page */
export function VerdictList({ verdicts, undated }: { verdicts: Verdict[]; undated?: boolean }) {
  if (verdicts.length === 0) return null
  return (
    <ul>
      {verdicts.map((verdict, i) => (
        <VerdictLine key={`${verdict.ruleId}${i}`} verdict={verdict} undated={undated} />
      ))}
    </ul>
  )
}

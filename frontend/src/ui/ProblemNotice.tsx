import { Button } from 'antd'
import { asApiError } from '../api/problem'
import { useLanguage } from '../i18n'
import { bareCitation } from './citation'
import { useFieldName } from './fieldName'
import { formatInstant } from './format'
import { Icon } from './Icon'
import { useUi } from './strings'
import { VerdictList } from './VerdictList'

interface ProblemNoticeProps {
  error: unknown
  onRetry?: () => void
  /** What people call the field of a finding, by its JSON pointer; the pointer itself is never shown. */
  fieldName?: (pointer: string) => string | undefined
}

/** What happened, why, and what next: the problem document in words. */
export function ProblemNotice({ error, onRetry, fieldName }: ProblemNoticeProps) {
  const t = useUi()
  const usual = useFieldName()
  const language = useLanguage()
  const { problem, status } = asApiError(error)
  const known = status === 0 ? 'unreachable' : status >= 500 ? '5xx' : ([401, 403, 404, 409, 429] as const).find((s) => s === status)
  const generic = problem.title === '' || problem.title === 'unreachable' || problem.title.startsWith('HTTP ')
  const title = known !== undefined && (generic || status >= 500) ? t(`problem.${known}`) : problem.title
  const detail = problem.detail ?? (known !== undefined ? t(`problem.${known}Detail`) : undefined)
  return (
    <div className="trouble" role="alert">
      <Icon name="stop" />
      <div className="stack tight">
        <b>{title}</b>
        {detail && <p>{detail}</p>}
        {problem.ruleId && (
          <p className="s12 muted">
            {problem.ruleId} · {bareCitation(problem.article ?? '')}
          </p>
        )}
        {problem.earliestAt && problem.earliestOf === 'ACT' && <p>{t('problem.earliest', { at: formatInstant(problem.earliestAt, language) })}</p>}
        {problem.whatToDo && (
          <p>
            <b>{t('problem.what')}</b>　{problem.whatToDo}
          </p>
        )}
        {problem.errors && problem.errors.length > 0 && (
          <ul className="stack tight">
            {problem.errors.map((e) => {
              const name = fieldName?.(e.pointer) ?? usual(e.pointer)
              return (
                <li key={e.pointer + e.message} className="s13">
                  {name !== undefined && <b>{name}　</b>}
                  {e.message}
                </li>
              )
            })}
          </ul>
        )}
        {problem.verdicts && <VerdictList verdicts={problem.verdicts.filter((v) => v.outcome === 'BLOCKED' || v.outcome === 'WARNING')} />}
        {problem.incident && <p className="s12 muted">{t('problem.incident', { id: problem.incident })}</p>}
        {onRetry && (
          <div>
            <Button size="small" onClick={onRetry}>
              {t('retry')}
            </Button>
          </div>
        )}
      </div>
    </div>
  )
}

import { useLanguage } from '../../../i18n'
import { findingText, isFailure } from '../../audit/verify/findings'
import { Icon } from '../../../ui/Icon'
import { CHECKS } from '../verify/checks'
import { useDrawStrings } from '../strings'
import type { Recomputed } from '../useRecompute'

/** What the recomputation has found: the numbered checks of the specification, each with its state. */
export function Checks({ found }: { found: Recomputed }) {
  const t = useDrawStrings()
  const language = useLanguage()
  if (found.state === 'idle') return null
  const byNumber = new Map(found.checks.map((each) => [each.check.number, each]))
  const failed = found.verdict?.verdict === 'FAIL'
  return (
    <div className="draw-checks" data-testid="checks">
      <div role="status" className={`draw-verdict ${found.verdict === undefined ? '' : failed ? 'bad' : 'good'}`}>
        {found.state === 'failed' ? (
          <>
            <Icon name="stop" /> <b>{t('verify.failed')}</b> <span className="s13">{found.message}</span>
          </>
        ) : found.verdict === undefined ? (
          t('verify.running', { n: found.checks.length, of: CHECKS.length })
        ) : (
          <>
            <Icon name={failed ? 'stop' : 'shield'} />
            <b>{t(`verify.${found.verdict.verdict}`)}</b>
            <span className="s13">
              {failed ? `${found.verdict.code} ${found.verdict.detail}` : t('verify.took', { n: found.checks.length, ms: Math.round(found.ms ?? 0) })}
            </span>
          </>
        )}
      </div>
      {found.verdict !== undefined && !failed && (
        <p className="s13 muted">
          {found.verdict.verdict === 'PASS-CLAIMED' && t('verify.claimed')} {t(found.ownKeys === true ? 'verify.ownKeys' : 'verify.loggedKeys')}
        </p>
      )}
      <ol className="draw-check-list">
        {CHECKS.map((check) => {
          const one = byNumber.get(check.number)
          const state = one?.state ?? 'waiting'
          return (
            <li key={check.number} className={state} data-check={check.number} data-state={state}>
              <span className="n">{check.number}</span>
              <span>
                {language === 'en' ? check.en : check.zh}
                {one?.detail !== undefined && (
                  <span className="differ s13">
                    {' '}
                    {one.code} {one.detail}
                  </span>
                )}
              </span>
              <span className="state">
                {state !== 'waiting' && <Icon name={state === 'holds' ? 'check' : state === 'fails' ? 'stop' : 'info'} small />}
                {t(`check.${state}`)}
              </span>
            </li>
          )
        })}
        {found.log !== undefined && (
          <li className={found.log.finding === undefined ? 'holds' : isFailure(found.log.finding) ? 'fails' : 'unknown'}>
            <span className="n">+</span>
            <span>
              {t('verify.log', { from: found.log.from, to: found.log.to })}
              {found.log.finding !== undefined && <span className="differ s13"> {findingText(found.log.finding, language)}</span>}
            </span>
            <span className="state">{t(found.log.finding === undefined ? 'check.holds' : 'check.unknown')}</span>
          </li>
        )}
      </ol>
    </div>
  )
}

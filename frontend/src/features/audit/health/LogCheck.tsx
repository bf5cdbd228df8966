import { Alert, Button, Progress } from 'antd'
import type { ReactNode } from 'react'
import { useLanguage } from '../../../i18n'
import { formatBytes } from '../../../ui/format'
import { Icon } from '../../../ui/Icon'
import { ProblemNotice } from '../../../ui/ProblemNotice'
import { When } from '../../../ui/When'
import { base64 } from '../verify/bytes'
import { findingText, isFailure, type Finding } from '../verify/findings'
import type { LogWalk } from './useLogWalk'
import { useHealthStrings } from './strings'

function useNumber(): (n: number) => string {
  const language = useLanguage()
  return (n) => n.toLocaleString(language === 'en' ? 'en' : 'zh-CN')
}

/** Where something is wrong, and what. */
function Findings({ findings, unnamed = 0 }: { findings: Finding[]; unnamed?: number }) {
  const t = useHealthStrings()
  const number = useNumber()
  const language = useLanguage()
  return (
    <ul className="stack tight">
      {findings.map((found, i) => (
        <li key={i} className="break">
          <code className="mono">/log/{found.file}</code>
          {found.index !== undefined && <b>　{t('check.entry', { n: number(found.index) })}</b>}　{findingText(found, language)}
        </li>
      ))}
      {unnamed > 0 && <li>{t('check.unnamed', { n: number(unnamed) })}</li>}
    </ul>
  )
}

function Sentence({ children }: { children: ReactNode }) {
  return (
    <li className="check-line">
      <span className="agree">
        <Icon name="check" small />
      </span>
      <span>{children}</span>
    </li>
  )
}

/** What has been checked so far, one sentence each. */
function Checked({ found }: { found: LogWalk }) {
  const t = useHealthStrings()
  const number = useNumber()
  const { verdict, walk } = found
  if (verdict?.sealed === undefined || verdict.findings.length > 0) return null
  const { checkpoint, signer, witnesses } = verdict.sealed
  const isWhole = walk !== undefined && walk.findings.length === 0
  return (
    <ul className="stack tight">
      <Sentence>
        {t('check.signed', { name: signer, n: number(checkpoint.size) })}
        {witnesses.length === 0 && t('check.noWitness')}
        {witnesses.map((each) => (
          <span key={each.witness}>
            {t('check.cosigned', { name: each.witness })}
            <When at={each.time.toISOString()} style="full" />
            {t('check.end')}
          </span>
        ))}
        {witnesses.length > 0 && t('check.quorum')}
      </Sentence>
      <Sentence>{verdict.before === undefined ? t('check.first') : t('check.grown', { n: number(verdict.before) })}</Sentence>
      {verdict.continues && <Sentence>{t('check.continues', { ...verdict.continues })}</Sentence>}
      {isWhole && walk && (
        <Sentence>
          {t('check.walked', { n: number(walk.entries), bundles: number(walk.bundles), tiles: number(walk.tiles), bytes: formatBytes(walk.bytes), s: ((found.ms ?? 0) / 1000).toFixed(1) })}{' '}
          <code className="mono break">{base64(checkpoint.root)}</code>
        </Sentence>
      )}
    </ul>
  )
}

function Outcome({ found }: { found: LogWalk }) {
  const t = useHealthStrings()
  const number = useNumber()
  const { verdict, walk, progress, refused } = found
  const bad = verdict && verdict.findings.length > 0 ? verdict.findings : undefined
  if (bad) {
    const isBad = bad.some(isFailure)
    return <Alert type={isBad ? 'error' : 'warning'} showIcon title={t(isBad ? 'check.bad' : 'check.open')} description={<Findings findings={bad} />} />
  }
  if (found.state === 'stopped') {
    return <Alert type="info" showIcon title={t('check.stopped', { n: number(progress?.entries ?? 0), total: number(progress?.total ?? 0) })} />
  }
  if (refused) {
    return (
      <Alert
        type="warning"
        showIcon
        title={t('check.unreachable', { n: number(progress?.entries ?? 0), total: number(progress?.total ?? 0) })}
        description={<Findings findings={[refused]} />}
      />
    )
  }
  if (walk && walk.findings.length > 0) {
    return (
      <Alert
        type="error"
        showIcon
        title={t('check.broken', { n: number(walk.findings.length + walk.unnamed), entries: number(walk.entries), total: number(verdict?.sealed?.checkpoint.size ?? 0) })}
        description={<Findings findings={walk.findings} unnamed={walk.unnamed} />}
      />
    )
  }
  if (walk) return <Alert type="success" showIcon title={t('check.whole', { n: number(walk.entries) })} />
  return null
}

/** The check of the whole log in this browser: how far it is, what was checked, and where it broke. */
export function LogCheck({ found, onStart, onStop }: { found: LogWalk; onStart: () => void; onStop: () => void }) {
  const t = useHealthStrings()
  const number = useNumber()
  const { progress } = found
  if (found.state === 'idle') return <p className="s13 muted">{t('check.what')}</p>
  return (
    <div className="stack tight" data-testid="log-check">
      {found.state === 'running' && (
        <div className="row wrap check-progress">
          <span className="grow">
            <Progress
              aria-label={t('check.running')}
              percent={progress && progress.total > 0 ? Math.floor((100 * progress.entries) / progress.total) : 0}
              status="active"
              size="small"
            />
            <span className="s13 muted">{progress ? t('check.progress', { n: number(progress.entries), total: number(progress.total) }) : t('check.checkpoint')}</span>
          </span>
          <Button size="small" icon={<Icon name="stop" small />} onClick={onStop}>
            {t('check.stop')}
          </Button>
        </div>
      )}
      <div role="status" className="stack tight">
        {found.state !== 'running' && <Outcome found={found} />}
      </div>
      {found.error !== undefined && <ProblemNotice error={found.error} onRetry={onStart} />}
      <Checked found={found} />
      {found.state === 'done' && found.walk && <p className="s12 muted">{t('check.rest')}</p>}
    </div>
  )
}

import type { BidSubmission, Project } from '../../../api/types'
import { useLanguage } from '../../../i18n'
import { formatInstant } from '../../../ui/format'
import { Tag } from '../../../ui/Tag'
import { Countdown } from '../../../ui/When'
import { useDesk } from './strings'

export const deskSteps = ['key', 'files', 'seal', 'upload', 'submit', 'receipt'] as const
export type DeskStep = (typeof deskSteps)[number]

/** How long there is, by the server's clock, where the bid stands, and which step is on. */
export function DeskHead({ project, submission, withdrawn, step }: { project: Project; submission: BidSubmission | undefined; withdrawn: boolean; step: DeskStep | undefined }) {
  const t = useDesk()
  const language = useLanguage()
  const at = step === undefined ? deskSteps.length : deskSteps.indexOf(step)
  return (
    <section className="card desk-head" aria-label={t('steps')}>
      <div className="desk-clock">
        <span className="muted s13">{t('left')}</span>
        <span className="desk-countdown">{project.bidDeadline === undefined ? '—' : <Countdown to={project.bidDeadline} />}</span>
        <span className="s12 muted">
          {project.bidDeadline !== undefined && t('deadline', { at: formatInstant(project.bidDeadline, language, 'full') })}
          <br />
          {t('serverTime')}
        </span>
      </div>
      <div className="desk-where">
        {submission !== undefined ? (
          <Tag tone="ok" icon="check" strong>
            {t('status.in', { n: submission.no })}
          </Tag>
        ) : (
          <Tag tone="warm" icon="info">
            {t(withdrawn ? 'status.withdrawn' : 'status.none')}
          </Tag>
        )}
        <ol className="steps" aria-label={t('steps')}>
          {deskSteps.map((name, i) => (
            <li key={name} className={i < at ? 'done' : i === at ? 'on' : ''} aria-current={i === at ? 'step' : undefined}>
              <span className="n" aria-hidden="true">
                {i < at ? '✓' : i + 1}
              </span>
              {t(`step.${name}`)}
            </li>
          ))}
        </ol>
      </div>
    </section>
  )
}

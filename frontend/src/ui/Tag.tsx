import type { ReactNode } from 'react'
import type { LotPhase } from '../api/types'
import { useTerms } from '../i18n/terms'
import { Icon, type IconName } from './Icon'

export type Tone = 'plain' | 'blue' | 'ok' | 'red' | 'orange' | 'yellow' | 'warm'

/** A level or a state: always a word, and a shape where the colour says something. */
export function Tag({ tone = 'plain', icon, strong, title, children }: { tone?: Tone; icon?: IconName; strong?: boolean; title?: string; children: ReactNode }) {
  return (
    <span className={`tag ${tone}${strong ? ' strong' : ''}`} title={title}>
      {icon && <Icon name={icon} small />}
      {children}
    </span>
  )
}

const phaseLook: Record<LotPhase, [Tone, IconName]> = {
  DRAFT: ['plain', 'pen'],
  PUBLISHED: ['blue', 'doc'],
  OPENING: ['blue', 'eye'],
  EVALUATING: ['blue', 'list'],
  REPORT_RECEIVED: ['blue', 'record'],
  CANDIDATE_NOTICE: ['blue', 'clock'],
  AWARD_DECIDED: ['ok', 'check'],
  AWARDED: ['ok', 'check'],
  CONTRACTED: ['ok', 'check'],
  FAILED: ['orange', 'close'],
}

export function PhaseTag({ phase }: { phase: LotPhase }) {
  const t = useTerms()
  const [tone, icon] = phaseLook[phase]
  return (
    <Tag tone={tone} icon={icon} strong>
      {t(`phase.${phase}`)}
    </Tag>
  )
}

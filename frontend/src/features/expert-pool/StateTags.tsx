import type { ExpertAvailability } from '../../api/types'
import type { IconName } from '../../ui/Icon'
import { Tag, type Tone } from '../../ui/Tag'
import { usePoolStrings } from './strings'

const looks: Record<ExpertAvailability, [Tone, IconName]> = {
  AVAILABLE: ['ok', 'check'],
  SUSPENDED: ['red', 'stop'],
  UNAVAILABLE: ['yellow', 'clock'],
  QUALIFICATION_OVER: ['orange', 'warning'],
  DUPLICATE: ['plain', 'people'],
  RETIRED: ['plain', 'close'],
}

/** How an expert stands now: a word and a shape for each bar. */
export function StateTags({ states }: { states: ExpertAvailability[] }) {
  const t = usePoolStrings()
  return (
    <span className="row wrap">
      {states.map((state) => (
        <Tag key={state} tone={looks[state][0]} icon={looks[state][1]}>
          {t(state)}
        </Tag>
      ))}
    </span>
  )
}

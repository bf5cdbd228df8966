import { useTerms } from '../../i18n/terms'
import { useActing } from '../../shell/roles'
import { Tag } from '../../ui/Tag'
import { operations, type NextAct } from './operations'
import { useTender } from './strings'

/** Whether the next act can be done, waits for a date, for somebody else, or for something to be put right. */
export function HoldTag({ next }: { next: NextAct }) {
  const t = useTender()
  const terms = useTerms()
  const { role } = useActing()
  const side = next.operation && operations[next.operation].side
  if (next.hold === 'act') {
    return (
      <Tag tone="warm" icon="lock" strong>
        {t('home.blocked', { n: next.blocked.length })}
      </Tag>
    )
  }
  if (next.hold === 'time') {
    return <Tag icon="clock">{t('home.waiting')}</Tag>
  }
  if (side !== undefined && side !== role) {
    return <Tag icon="people">{t('next.theirs', { role: terms(`role.${side}`) })}</Tag>
  }
  return (
    <Tag tone="ok" icon="check">
      {t('home.ready')}
    </Tag>
  )
}

import { Alert } from 'antd'
import type { LogHealth } from '../../../api/types'
import type { IconName } from '../../../ui/Icon'
import { useLanguage } from '../../../i18n'
import { Tag, type Tone } from '../../../ui/Tag'
import { Ago, useSpan } from '../../../ui/When'
import { useHealthStrings } from './strings'
import { entriesBehind, isWithoutQuorum, witnessState, type Witness, type WitnessState } from './witness'

const looks: Record<WitnessState, [Tone, IconName]> = {
  current: ['ok', 'check'],
  late: ['warm', 'warning'],
  missing: ['red', 'stop'],
  unknown: ['plain', 'clock'],
}

function Row({ witness, health }: { witness: Witness; health: LogHealth }) {
  const t = useHealthStrings()
  const span = useSpan()
  const language = useLanguage()
  const number = (n: number) => n.toLocaleString(language === 'en' ? 'en' : 'zh-CN')
  const state = witnessState(witness, health)
  const [tone, icon] = looks[state]
  const isBehind = state === 'late' || state === 'missing'
  return (
    <li className="stack tight witness" data-testid={`witness-${witness.name}`}>
      <span className="row wrap">
        <b>{witness.name}</b>
        <Tag tone={tone} icon={icon}>
          {t(`witness.${state}`)}
        </Tag>
        <span className="s13">
          {witness.cosignedAt === undefined ? (
            t('witness.never')
          ) : (
            <>
              {t('witness.last')} <Ago at={witness.cosignedAt} />
              {witness.size !== undefined && ` · ${t('witness.size', { n: number(witness.size) })}`}
            </>
          )}
        </span>
      </span>
      {isBehind && (
        <p className="s13">
          {witness.behind !== undefined && t('witness.behind', { span: span(witness.behind), n: number(entriesBehind(witness, health)) })}
          {t(state === 'missing' ? 'witness.whatMissing' : 'witness.whatLate')}
        </p>
      )}
    </li>
  )
}

/** The witnesses of the log: when each cosigned last, who does not keep up, and whether enough of them do. */
export function Witnesses({ health }: { health: LogHealth }) {
  const t = useHealthStrings()
  const span = useSpan()
  if (health.witnesses.length === 0) return <p className="muted">{t('witness.none')}</p>
  return (
    <div className="stack tight">
      {isWithoutQuorum(health) && <Alert type="error" showIcon title={t('witness.short', { span: span(health.withoutQuorum ?? 0) })} description={t('witness.shortWhat')} />}
      <ul className="stack">
        {health.witnesses.map((witness) => (
          <Row key={witness.name} witness={witness} health={health} />
        ))}
      </ul>
    </div>
  )
}

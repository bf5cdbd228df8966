import { Alert, Checkbox } from 'antd'
import type { OpeningPlan, Project } from '../../../api/types'
import { Fingerprint } from '../../../ui/Fingerprint'
import { Panel } from '../../../ui/Panel'
import { fingerprintOf } from '../envelope/bidKey'
import { useDesk } from './strings'

type Remedy = NonNullable<OpeningPlan['remedy']>

/** A holder whose key is not there yet. */
export function withoutKey({ holders }: Remedy) {
  return holders.find(({ key }) => key === undefined)
}

/** The holders' keys, by fingerprints that this browser computes itself. */
export function HolderKeys({ remedy }: { remedy: Remedy }) {
  const t = useDesk()
  return (
    <ul className="desk-holders">
      {remedy.holders.map(({ holder, organisation, key }) => (
        <li key={holder}>
          <div>
            <b>{t(`holder.${holder}`)}</b>
            {organisation && <span className="s13 muted">　{organisation.name}</span>}
          </div>
          {key === undefined ? <span className="s13 warm">{t('remedy.none')}</span> : <Fingerprint hex={fingerprintOf(key)} />}
        </li>
      ))}
    </ul>
  )
}

/** Who can open the bid together when its bidder cannot (O04); the bidder compares the keys with the notice. */
export function RemedyPanel({ project, remedy, compared, onCompared, disabled }: { project: Project; remedy: Remedy; compared: boolean; onCompared: (compared: boolean) => void; disabled: boolean }) {
  const t = useDesk()
  const missing = withoutKey(remedy)
  return (
    <Panel title={t('remedy.title')}>
      <div className="stack tight">
        <p>{t('remedy.lead', { k: remedy.k, n: remedy.holders.length, minutes: remedy.minutes })}</p>
        <HolderKeys remedy={remedy} />
        {missing !== undefined ? (
          <Alert type="warning" showIcon title={t('remedy.missing', { holder: t(`holder.${missing.holder}`), agent: project.agent.name })} />
        ) : (
          <Checkbox checked={compared} disabled={disabled} onChange={(e) => onCompared(e.target.checked)}>
            {t('remedy.check')}
          </Checkbox>
        )}
      </div>
    </Panel>
  )
}

import { Icon } from '../../../ui/Icon'
import { Tag } from '../../../ui/Tag'
import { When } from '../../../ui/When'
import { short } from '../format'
import { useDrawStrings, usePartyName } from '../strings'
import { bodyOf, stepsOf, type Attempt, type PartyProgress } from '../view'
import { commitment, fromHex, SUITE_1 } from '../verify/formulas'
import { bytesToHex } from '@noble/hashes/utils.js'

/** What this browser makes of a revealed contribution: whether it is the one that was committed to. */
function matches(attempt: Attempt, { party, commit }: PartyProgress): boolean | undefined {
  const step = stepsOf(attempt, 'REVEAL', party)[0] ?? stepsOf(attempt, 'ESCROW_OPEN', party)[0]
  const { r } = bodyOf(step)
  if (typeof r !== 'string' || !/^[0-9a-f]{64}$/.test(r) || commit === undefined) return undefined
  return bytesToHex(commitment(SUITE_1, attempt.drawId, party, fromHex(attempt.rulesHash), fromHex(attempt.poolRoot), fromHex(r))) === commit
}

function State({ attempt, progress }: { attempt: Attempt; progress: PartyProgress }) {
  const t = useDrawStrings()
  const same = matches(attempt, progress)
  if (same === true && progress.escrowed === true) {
    return (
      <Tag tone="warm" strong icon="check">
        {t('party.opened')}
      </Tag>
    )
  }
  if (same === true) {
    return (
      <Tag tone="ok" strong icon="check">
        {t('party.same')}
      </Tag>
    )
  }
  if (same === false) {
    return (
      <Tag tone="red" strong icon="stop">
        {t('party.differs')}
      </Tag>
    )
  }
  if (progress.depositedAt !== undefined) {
    return (
      <Tag tone="blue" icon="lock">
        {t('party.deposited')}
      </Tag>
    )
  }
  if (progress.commit !== undefined) {
    return (
      <Tag tone="blue" icon="check">
        {t('party.committed')}
      </Tag>
    )
  }
  return <Tag icon="clock">{t('party.waiting')}</Tag>
}

function Card({ attempt, progress, mine }: { attempt: Attempt; progress: PartyProgress; mine: boolean }) {
  const t = useDrawStrings()
  const name = usePartyName()
  const { party, commit, committedAt, depositedAt, revealedAt, escrowed } = progress
  const revealed = revealedAt !== undefined || escrowed === true
  return (
    <section className="draw-party" data-testid={`party-${party}`}>
      <h2>
        <span className={revealed ? 'dot done' : 'dot'}>
          <Icon name={revealed ? 'check' : commit === undefined ? 'clock' : 'lock'} small />
        </span>
        {name(party)}
        {mine && <span className="s12 muted">{t('party.mine')}</span>}
        <span className="grow" />
        <State attempt={attempt} progress={progress} />
      </h2>
      <dl>
        <dt>{t('party.commit')}</dt>
        <dd className="mono" title={commit}>
          {commit === undefined ? '—' : short(commit)}
        </dd>
        <dd className="faint s12">
          <When at={committedAt} style="time" fallback="" />
        </dd>
        <dt>{t('party.random')}</dt>
        <dd>{escrowed === true ? t('party.escrowed') : revealed ? t('party.revealed') : depositedAt !== undefined ? t('party.inEscrow') : t('party.secret')}</dd>
        <dd className="faint s12">
          <When at={revealedAt ?? depositedAt} style="time" fallback="" />
        </dd>
      </dl>
    </section>
  )
}

/** Each contributor with its commitment, and the fingerprints of the list and of the seed. */
export function PartyCards({ attempt, mine }: { attempt: Attempt; mine: string[] }) {
  const t = useDrawStrings()
  return (
    <div className="card draw-parties">
      {attempt.parties.map((progress) => (
        <Card key={progress.party} attempt={attempt} progress={progress} mine={mine.includes(progress.party)} />
      ))}
      <section className="draw-party roots">
        <h2>{t('roots.title')}</h2>
        <dl>
          <dt>{t('roots.rules')}</dt>
          <dd className="mono" title={attempt.rulesHash}>
            {short(attempt.rulesHash)}
          </dd>
          <dt>{t('roots.pool')}</dt>
          <dd className="mono" title={attempt.poolRoot}>
            {short(attempt.poolRoot)}
          </dd>
          <dt>{t('roots.seed')}</dt>
          <dd className="mono" title={attempt.seed}>
            {attempt.seed === undefined ? '—' : short(attempt.seed)}
          </dd>
        </dl>
      </section>
    </div>
  )
}

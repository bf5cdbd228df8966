import { Alert } from 'antd'
import type { DrawPlan, Verdict } from '../../api/types'
import { useLanguage } from '../../i18n'
import { formatInstant } from '../../ui/format'
import { Facts, Panel } from '../../ui/Panel'
import { Tag } from '../../ui/Tag'
import { VerdictList } from '../../ui/VerdictList'
import { useSpecialties } from '../expert-pool/queries'
import { regionName } from '../expert-pool/regions'
import { drawnOf, expertSeats, isCityForced } from './plan'
import { useDrawPlan } from './strings'
import { WideningSteps } from './WideningSteps'

/** The cities out of which those of the drawn venues are drawn, with their seats. */
function Offers({ plan }: { plan: DrawPlan }) {
  const t = useDrawPlan()
  const language = useLanguage()
  const drawn = drawnOf(plan.venues)
  if (plan.offers.length === 0) return null
  return (
    <>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={t('offers.title')}>
        <table className="t" data-testid="offers">
          <caption className="s13 b">{t('offers.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('offers.city')}</th>
              <th scope="col">{t('offers.name')}</th>
              <th scope="col" className="num">
                {t('offers.count')}
              </th>
              <th scope="col">{t('offers.free')}</th>
            </tr>
          </thead>
          <tbody>
            {plan.offers.map(({ city, name, seats }) => (
              <tr key={city}>
                <th scope="row">{regionName(city, language)}</th>
                <td>{name}</td>
                <td className="num">{seats.length}</td>
                <td className="mono s13">{seats.join(' ') || '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {isCityForced(plan.offers, drawn.length, Math.max(1, ...drawn.map(({ quota }) => quota))) && <Alert type="warning" showIcon title={t('offers.forced', { n: drawn.length })} />}
    </>
  )
}

/** A plan as it was submitted, to be read. */
export function PlanSummary({ plan, version, verdicts }: { plan: DrawPlan; version: number; verdicts: Verdict[] }) {
  const t = useDrawPlan()
  const language = useLanguage()
  const specialties = useSpecialties()
  const { commit, deposit, reveal, final } = plan.timeouts
  const minutes = (seconds: number) => Math.round((10 * seconds) / 60) / 10
  const venueName = (id: string | undefined) => plan.venues.find((venue) => venue.id === id)?.name ?? '—'
  return (
    <>
      <Panel title={t('plan.title', { version })} sub={t('committee.sub', { size: plan.size, experts: expertSeats(plan.needs), owners: plan.ownerRepresentatives })}>
        <div className="stack tight">
          <Facts
            wide
            items={[
              [t('field.evaluationAt'), formatInstant(plan.evaluationAt, language)],
              [t('field.hours'), plan.expectedHours],
              [t('field.perEmployer'), plan.maxPerEmployer],
              [t('field.ratio'), plan.minRatio],
              [t('field.capRatio'), plan.minCapRatio],
              [t('field.answer'), minutes(plan.timeouts.answer)],
              [t('steps.title'), t('steps.value', { commit: minutes(commit), deposit: minutes(deposit), reveal: minutes(reveal), final: minutes(final) })],
              [t('field.libraries'), plan.libraries.length === 0 ? '—' : plan.libraries.join('、')],
            ]}
          />
          <div className="scroll-x" tabIndex={0} role="region" aria-label={t('needs.title')}>
            <table className="t">
              <thead>
                <tr>
                  <th scope="col">{t('need.id')}</th>
                  <th scope="col">{t('need.specialties')}</th>
                  <th scope="col">{t('need.regions')}</th>
                  <th scope="col">{t('need.venue')}</th>
                  <th scope="col" className="num">
                    {t('need.seats')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {plan.needs.map((need) => (
                  <tr key={need.id}>
                    <th scope="row">{need.id}</th>
                    <td>{need.specialties.map((code) => `${code} ${specialties.name(code)}`).join('、')}</td>
                    <td>{need.regions.length === 0 ? t('need.anyRegion') : need.regions.map((code) => regionName(code, language)).join('、')}</td>
                    <td>{venueName(need.venue)}</td>
                    <td className="num">{need.seats}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {plan.venues.length > 0 && (
            <div className="row wrap">
              {plan.venues.map((venue) => (
                <Tag key={venue.id} tone={venue.main ? 'blue' : 'plain'}>
                  {`${t(venue.main ? 'venue.main' : 'venue.second')} ${venue.name} ${venue.city ?? t('venue.drawnCity')} · ${t('venue.quota', { n: venue.quota })}`}
                </Tag>
              ))}
            </div>
          )}
          <Offers plan={plan} />
          {plan.avoided.length > 0 && (
            <ul className="s13">
              {plan.avoided.map((each) => (
                <li key={each.creditCode}>
                  {each.name} <span className="mono muted">{each.creditCode}</span>　{each.reason}
                </li>
              ))}
            </ul>
          )}
          <WideningSteps steps={plan.widenings ?? []} />
        </div>
      </Panel>
      <Panel title={t('rules.title')}>
        <VerdictList verdicts={verdicts} />
      </Panel>
    </>
  )
}

import { useLanguage } from '../../../i18n'
import { Panel } from '../../../ui/Panel'
import { regionName } from '../../expert-pool/regions'
import { short } from '../format'
import { useDrawStrings } from '../strings'
import type { Rules, VenueResult } from '../verify/bundle'

/** The cities and seats that were drawn before the experts (three-blind). */
export function Venues({ result, rules }: { result: VenueResult; rules: NonNullable<Rules['venue']> }) {
  const t = useDrawStrings()
  const language = useLanguage()
  const strata = (city: number) => Object.entries(rules.bind).filter(([, drawn]) => drawn === city).map(([stratum]) => stratum)
  return (
    <Panel flush title={t('venues.title')} sub={t('venues.sub')}>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={t('venues.title')}>
        <table className="t" data-testid="drawn-venues">
          <thead>
            <tr>
              <th scope="col">{t('venues.city')}</th>
              <th scope="col">{t('result.key')}</th>
              <th scope="col">{t('result.stratum')}</th>
              <th scope="col">{t('venues.seats')}</th>
              <th scope="col">{t('venues.spare')}</th>
            </tr>
          </thead>
          <tbody>
            {result.cities.map(({ city, key }, i) => (
              <tr key={city}>
                <th scope="row">{regionName(city, language)}</th>
                <td className="mono" title={key}>
                  {short(key)}
                </td>
                <td>{strata(i).join(t('comma')) || '—'}</td>
                <td className="b">{result.seats.filter((seat) => seat.city === city).map(({ seat }) => seat).join(t('comma')) || '—'}</td>
                <td className="muted">{result.spare.filter((seat) => seat.city === city).map(({ seat }) => seat).join(t('comma')) || '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

import { Link } from 'react-router'
import type { ListedExpert } from '../../api/types'
import { useLanguage } from '../../i18n'
import { useSpecialties } from './queries'
import { regionName } from './regions'
import { StateTags } from './StateTags'
import { usePoolStrings } from './strings'

/** Experts as a list shows them; nobody's name is in clear. */
export function ExpertTable({ items }: { items: ListedExpert[] }) {
  const t = usePoolStrings()
  const language = useLanguage()
  const specialties = useSpecialties()
  return (
    <div className="scroll-x">
      <table className="t pool-table">
        <thead>
          <tr>
            <th scope="col">{t('poolNo')}</th>
            <th scope="col">{t('employer')}</th>
            <th scope="col">{t('specialties')}</th>
            <th scope="col">{t('region')}</th>
            <th scope="col">{t('titleWord')}</th>
            <th scope="col">{t('qualifiedUntil')}</th>
            <th scope="col">{t('state')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((expert) => (
            <tr key={expert.id}>
              <th scope="row" className="nowrap">
                <Link to={`/experts/${expert.id}`}>{expert.poolNo}</Link>
                <div className="s12 muted">{expert.name}</div>
              </th>
              <td>{expert.employerName ?? <span className="muted">{t('noEmployer')}</span>}</td>
              <td className="s13">
                {expert.specialties.map((code) => (
                  <div key={code}>
                    <span className="mono">{code}</span> {specialties.name(code)}
                  </div>
                ))}
              </td>
              <td className="s13 nowrap">{regionName(expert.region, language)}</td>
              <td>
                {expert.title}
                <div className="s12 muted">{t(expert.titleLevel)}</div>
              </td>
              <td className="nowrap num">{expert.qualifiedUntil ?? t('forever')}</td>
              <td>
                <StateTags states={expert.availability} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

import { Link, useParams } from 'react-router'
import { usePick } from '../../i18n'
import { useTerms as useWords } from '../../i18n/terms'
import { PageHead } from '../../shell/PageHead'
import { formatYuan } from '../../ui/format'
import { Loaded } from '../../ui/Loaded'
import { Facts, Panel } from '../../ui/Panel'
import { Tag } from '../../ui/Tag'
import { list, text, type Json } from '../scoring/json'
import { usePolicySet } from './queries'
import { useDepositStrings } from './strings'
import './deposit.css'

type Regime = 'ENGINEERING' | 'GOV_PROCUREMENT' | 'OTHER'
type Size = 'LARGE' | 'MEDIUM' | 'SMALL' | 'MICRO'
type Mark = 'LAW' | 'NORM' | 'PRACTICE' | 'TO_VERIFY'

const words = (policy: Json, name: string) => list(policy, name).map(String)

/** Of whom a policy speaks: regimes, and types and regions where they are narrowed. */
function Scope({ policy }: { policy: Json }) {
  const t = useDepositStrings()
  const terms = useWords()
  const types = words(policy, 'projectTypes')
  const regions = words(policy, 'regions')
  return (
    <>
      {words(policy, 'regimes')
        .map((regime) => terms(`regime.${regime as Regime}`))
        .join('、')}
      {!types.includes('*') && <div className="s13 muted">{types.join('、')}</div>}
      {!regions.includes('*') && <div className="s13 muted">{t('pol.region', { codes: regions.join('、') })}</div>}
    </>
  )
}

function PolicyRow({ policy }: { policy: Json }) {
  const t = useDepositStrings()
  const terms = useWords()
  const pick = usePick()
  const classes = words(policy, 'creditClasses')
  const sizes = words(policy, 'firmSizes')
  const most = text(policy, 'maxAsked')
  const number = text(policy, 'basis', 'number')
  const to = text(policy, 'effectiveTo')
  const basis = (language: 'Zh' | 'En') => `${text(policy, 'basis', `title${language}`) ?? ''}${number ? `（${number}）` : ''}`
  return (
    <tr>
      <th scope="row">
        {pick(text(policy, 'nameZh'), text(policy, 'nameEn'))}
        <div className="s12 muted mono">{text(policy, 'policyId')}</div>
      </th>
      <td>
        <Scope policy={policy} />
      </td>
      <td>{classes.includes('*') ? t('pol.any') : classes.join('、')}</td>
      <td>{sizes.includes('*') ? t('pol.any') : sizes.map((size) => terms(`firmSize.${size as Size}`)).join('、')}</td>
      <td>{most === undefined ? t('pol.any') : t('pol.upTo', { amount: formatYuan(most) })}</td>
      <td>
        <b className="num">{text(policy, 'reliefPercent')} %</b>
        <div className="s12 muted">{t(text(policy, 'undertaking') === 'true' ? 'pol.undertaking' : 'pol.noUndertaking')}</div>
      </td>
      <td>
        {pick(basis('Zh'), basis('En'))}
        <div className="s12 muted">
          {pick(text(policy, 'basis', 'placeZh'), text(policy, 'basis', 'placeEn'))}{' '}
          <Tag tone={text(policy, 'tag') === 'TO_VERIFY' ? 'warm' : 'plain'}>{terms(`tag.${text(policy, 'tag') as Mark}`)}</Tag>
        </div>
      </td>
      <td className="nowrap">
        {text(policy, 'effectiveFrom')}
        <div className="s12 muted">{to === undefined ? t('pol.open') : `– ${to}`}</div>
      </td>
    </tr>
  )
}

/** One version of the relief policies, policy by policy. */
export default function PolicySetPage() {
  const t = useDepositStrings()
  const pick = usePick()
  const { policySetId = '' } = useParams()
  const set = usePolicySet(policySetId)
  return (
    <Loaded query={set}>
      {({ summary, document }) => (
        <>
          <PageHead
            title={pick(summary.titleZh, summary.titleEn)}
            tags={
              <>
                <Tag>{summary.id}</Tag>
                {summary.sample && <Tag tone="warm">{t('mine.sample')}</Tag>}
              </>
            }
            actions={<Link to="/relief">{t('pol.all')}</Link>}
          />
          <div className="stack">
            <Panel>
              <Facts
                wide
                items={[
                  [t('pol.from'), summary.effectiveFrom],
                  [t('pol.to'), summary.effectiveTo ?? t('pol.open')],
                  [t('pol.digest'), <span key="d" className="mono">{summary.digest}</span>],
                ]}
              />
            </Panel>
            <Panel flush title={t('pol.says')}>
              <div className="scroll-x">
                <table className="t">
                  <thead>
                    <tr>
                      {(['name', 'for', 'credit', 'size', 'max', 'relief', 'basis', 'from'] as const).map((column) => (
                        <th key={column} scope="col">
                          {t(`pol.${column}`)}
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {list(document, 'policies').map((policy) => (
                      <PolicyRow key={text(policy, 'policyId')} policy={policy} />
                    ))}
                  </tbody>
                </table>
              </div>
            </Panel>
            <Panel title={t('pol.json')}>
              <pre className="mono pre">{JSON.stringify(document, null, 2)}</pre>
            </Panel>
          </div>
        </>
      )}
    </Loaded>
  )
}

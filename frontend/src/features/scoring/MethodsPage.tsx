import { Link } from 'react-router'
import { usePick } from '../../i18n'
import { useTerms } from '../../i18n/terms'
import { PageHead } from '../../shell/PageHead'
import { Empty, Loaded } from '../../ui/Loaded'
import { Panel } from '../../ui/Panel'
import { useMethods } from './MethodEditor'
import { useScoring } from './strings'

export default function MethodsPage() {
  const t = useScoring()
  const terms = useTerms()
  const pick = usePick()
  const methods = useMethods()
  return (
    <>
      <PageHead title={t('method.title')} tags={<span className="s13 muted">{t('method.sub')}</span>} />
      <Loaded query={methods}>
        {({ items }) =>
          items.length === 0 ? (
            <Panel>
              <Empty icon="list" title={t('method.empty')} text={t('method.emptyText')} />
            </Panel>
          ) : (
            <Panel flush>
              <div className="scroll-x">
                <table className="t">
                  <thead>
                    <tr>
                      <th scope="col">{t('method.name')}</th>
                      <th scope="col">{t('method.family')}</th>
                      <th scope="col">{t('method.regime')}</th>
                      <th scope="col">{t('method.id')}</th>
                      <th scope="col">{t('method.version')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {items.map((m) => (
                      <tr key={m.methodId}>
                        <th scope="row">
                          <Link to={`/methods/${m.methodId}`}>{pick(m.nameZh, m.nameEn)}</Link>
                        </th>
                        <td>{m.family}</td>
                        <td>{terms(`regime.${m.regime}` as 'regime.OTHER')}</td>
                        <td className="mono">{m.methodId}</td>
                        <td>{m.version}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            </Panel>
          )
        }
      </Loaded>
    </>
  )
}

import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { api } from '../../api/client'
import { usePick } from '../../i18n'
import { useTerms } from '../../i18n/terms'
import { PageHead } from '../../shell/PageHead'
import { Loaded } from '../../ui/Loaded'
import { Facts, Panel } from '../../ui/Panel'
import { Tag } from '../../ui/Tag'
import { When } from '../../ui/When'
import { list, member, text, type Json } from '../scoring/json'
import { useRule } from './strings'

function citationOf(rule: Json): string {
  const citations = [member(rule, 'citation'), ...list(rule, 'citations')].filter((c) => c !== undefined)
  return citations
    .map((c) => {
      const article = text(c, 'article')
      return `${text(c, 'title') ?? ''}${article ? `第${article}条` : (text(c, 'clause') ?? '')}${text(c, 'item') ?? ''}`
    })
    .join('；')
}

function Rules({ document }: { document: Json }) {
  const t = useRule()
  return (
    <div className="scroll-x">
      <table className="t">
        <thead>
          <tr>
            <th scope="col">{t('set.rules')}</th>
            <th scope="col">{t('set.kind')}</th>
            <th scope="col">{t('set.article')}</th>
            <th scope="col">{t('set.params')}</th>
          </tr>
        </thead>
        <tbody>
          {list(document, 'rules').map((rule, i) => (
            <tr key={i}>
              <th scope="row">
                {text(rule, 'ruleId')} {text(rule, 'enabled') === 'false' && <Tag>{t('set.off')}</Tag>}
              </th>
              <td>{list(rule, 'kind').map(String).join(' · ')}</td>
              <td>{citationOf(rule)}</td>
              <td className="mono">{JSON.stringify(member(rule, 'params') ?? {})}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

export default function RuleSetPage() {
  const t = useRule()
  const terms = useTerms()
  const pick = usePick()
  const { ruleSetId = '' } = useParams()
  const set = useQuery({
    queryKey: ['rule-sets', ruleSetId],
    queryFn: ({ signal }) => api.get('/rule-sets/{ruleSetId}', { path: { ruleSetId }, signal }),
  })
  return (
    <Loaded query={set}>
      {({ summary, document }) => (
        <>
          <PageHead title={pick(summary.titleZh, summary.titleEn)} tags={<Tag>{summary.id}</Tag>} />
          <div className="stack">
            <Panel>
              <Facts
                wide
                items={[
                  [t('sets.regime'), terms(`regime.${summary.regime}`)],
                  [t('sets.from'), summary.effectiveFrom],
                  [t('sets.to'), summary.effectiveTo ?? t('sets.open')],
                  [t('sets.at'), <When key="l" at={summary.loadedAt} />],
                  [t('sets.digest'), <span key="d" className="mono">{summary.digest}</span>],
                ]}
              />
            </Panel>
            {list(document, 'rules').length > 0 && (
              <Panel flush title={t('set.rules')}>
                <Rules document={document} />
              </Panel>
            )}
            <Panel title={t('set.json')}>
              <pre className="mono pre">{JSON.stringify(document, null, 2)}</pre>
            </Panel>
          </div>
        </>
      )}
    </Loaded>
  )
}

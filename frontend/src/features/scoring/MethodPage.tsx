import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { api } from '../../api/client'
import { PageHead } from '../../shell/PageHead'
import { Loaded } from '../../ui/Loaded'
import { Panel } from '../../ui/Panel'
import { text } from './json'
import { MethodCheckReport } from './MethodCheckReport'
import type { MethodJson } from './MethodEditor'
import { MethodFacts } from './MethodFacts'
import { useScoring } from './strings'

function Sample({ method }: { method: MethodJson }) {
  const check = useQuery({
    queryKey: ['methods', 'check', text(method, 'methodId'), text(method, 'version')],
    queryFn: () => api.post('/methods/check', { body: method }),
    staleTime: Infinity,
  })
  return <Loaded query={check}>{(data) => <MethodCheckReport check={data} />}</Loaded>
}

export default function MethodPage() {
  const t = useScoring()
  const { methodId = '' } = useParams()
  const method = useQuery({
    queryKey: ['methods', methodId],
    queryFn: ({ signal }) => api.get('/methods/{methodId}', { path: { methodId }, signal }),
  })
  return (
    <Loaded query={method}>
      {(data) => (
        <>
          <PageHead title={text(data, 'nameZh') ?? methodId} />
          <div className="stack">
            <Panel title={t('method.key')}>
              <MethodFacts method={data} />
            </Panel>
            <Panel title={t('method.samples')}>
              <Sample method={data} />
            </Panel>
            <Panel title={t('method.json')}>
              <pre className="mono pre">{JSON.stringify(data, null, 2)}</pre>
            </Panel>
          </div>
        </>
      )}
    </Loaded>
  )
}

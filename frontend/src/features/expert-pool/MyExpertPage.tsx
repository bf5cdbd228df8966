import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client'
import { asApiError } from '../../api/problem'
import { PageHead } from '../../shell/PageHead'
import { Empty, Loaded } from '../../ui/Loaded'
import { ExpertView } from './ExpertPage'
import './pool.css'
import { poolKeys } from './queries'
import { StateTags } from './StateTags'
import { usePoolStrings } from './strings'

/** The expert's own record: to read, and to note when one cannot come. */
export default function MyExpertPage() {
  const t = usePoolStrings()
  const mine = useQuery({ queryKey: [...poolKeys.all, 'mine'], queryFn: ({ signal }) => api.get('/my/expert', { signal }), retry: false })
  const unknown = mine.error !== null && asApiError(mine.error).status === 404
  return (
    <>
      <PageHead title={t('mine.title')} tags={mine.data && <StateTags states={mine.data.availability} />} />
      <p className="s13 muted">{t('mine.hint')}</p>
      {unknown ? (
        <div className="card">
          <Empty icon="people" title={t('mine.none')} text={t('mine.noneText')} />
        </div>
      ) : (
        <Loaded query={mine} rows={8}>
          {(expert) => <ExpertView expert={expert} operates={false} own />}
        </Loaded>
      )}
    </>
  )
}

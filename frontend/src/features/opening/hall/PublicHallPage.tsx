import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { api } from '../../../api/client'
import { asApiError } from '../../../api/problem'
import type { PublicOpening } from '../../../api/types'
import { PageHead } from '../../../shell/PageHead'
import { useTitle } from '../../../shell/ServerTime'
import { Empty, Loaded } from '../../../ui/Loaded'
import { Tag } from '../../../ui/Tag'
import { BidderTable } from './BidderTable'
import { HallClock } from './HallClock'
import { StageRail } from './StageRail'
import { useHallStrings } from './strings'
import './hall.css'

const LOOK_AGAIN_MS = 5_000

/** The opening as everybody may watch it: what those in the hall see, without a login and without a hand in it. */
export default function PublicHallPage() {
  const t = useHallStrings()
  const { projectId = '' } = useParams()
  const opening = useQuery({
    queryKey: ['public-opening', projectId],
    queryFn: async ({ signal }): Promise<PublicOpening | null> => {
      try {
        return await api.get('/public/openings/{projectId}', { path: { projectId }, signal })
      } catch (cause) {
        if ([400, 404].includes(asApiError(cause).status)) return null
        throw cause
      }
    },
    refetchInterval: (query) => (query.state.data == null || query.state.data.lots.every(({ hall }) => hall.stage === 'ENDED') ? false : LOOK_AGAIN_MS),
  })
  useTitle(opening.data?.title ?? t('public.title'))
  return (
    <Loaded query={opening} rows={8}>
      {(data) =>
        data === null ? (
          <>
            <PageHead title={t('public.title')} />
            <section className="card">
              <Empty icon="search" title={t('public.none')} text={t('public.noneText')} />
            </section>
          </>
        ) : (
          <div className="stack">
            <PageHead
              title={data.title}
              tags={
                <>
                  <Tag>{data.projectCode}</Tag>
                  <span className="muted s13">{t('public.sub')}</span>
                </>
              }
            />
            {data.lots.map(({ lotName, hall }) => (
              <section key={hall.lotId} className="stack" aria-label={lotName}>
                {data.lots.length > 1 && <h2>{lotName}</h2>}
                <StageRail hall={hall} opening={undefined} />
                <HallClock hall={hall} />
                {hall.stage !== 'FAILED' && <BidderTable hall={hall} />}
              </section>
            ))}
          </div>
        )
      }
    </Loaded>
  )
}

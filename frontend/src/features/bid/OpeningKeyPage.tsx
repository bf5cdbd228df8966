import { PageHead } from '../../shell/PageHead'
import { useActing } from '../../shell/roles'
import { Empty, Loaded } from '../../ui/Loaded'
import { Tag } from '../../ui/Tag'
import { useProjectId } from '../tender/queries'
import { useOpeningPlan } from './desk/queries'
import { holdersFor, OpeningKeyPanel } from './plan/OpeningKeyPanel'
import { usePlan } from './plan/strings'
import './desk/desk.css'

/** For a holder that does not see the project otherwise, as the trading centre: its opening key alone. */
export default function OpeningKeyPage() {
  const t = usePlan()
  const projectId = useProjectId()
  const { me } = useActing()
  const plan = useOpeningPlan(projectId)
  return (
    <Loaded query={plan}>
      {(data) => {
        const mine = data === null ? [] : holdersFor(data, me?.roles ?? [])
        return (
          <>
            <PageHead title={t('page.title')} tags={data && <Tag>{data.tender}</Tag>} />
            <div className="stack narrow">
              {data !== null && <p>{data.title}</p>}
              {mine.length === 0 && (
                <section className="card">
                  <Empty icon="lock" title={t('key.none')} text={t('key.noneText')} />
                </section>
              )}
              {mine.map((holder) => (
                <OpeningKeyPanel key={holder} projectId={projectId} tender={data!.tender} plan={data!} holder={holder} creditCode={me?.organisation?.creditCode} />
              ))}
            </div>
          </>
        )
      }}
    </Loaded>
  )
}

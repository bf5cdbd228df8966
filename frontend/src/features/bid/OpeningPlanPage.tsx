import { useActing } from '../../shell/roles'
import { useThisProject } from '../tender/queries'
import { useOpeningPlan } from './desk/queries'
import { holdersFor, OpeningKeyPanel } from './plan/OpeningKeyPanel'
import { OpeningPlanPanel } from './plan/OpeningPlanPanel'

/** How bids of the project are sealed and opened, and the keys of those who can help to open them. */
export default function OpeningPlanPage() {
  const project = useThisProject()
  const { me } = useActing()
  const plan = useOpeningPlan(project.id).data
  return (
    <div className="stack narrow">
      <OpeningPlanPanel project={project} />
      {plan &&
        holdersFor(plan, project.mySides).map((holder) => (
          <OpeningKeyPanel key={holder} projectId={project.id} tender={project.code} plan={plan} holder={holder} creditCode={me?.organisation?.creditCode} />
        ))}
    </div>
  )
}

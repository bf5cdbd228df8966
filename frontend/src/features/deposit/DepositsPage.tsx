import { useServerSecond } from '../../api/clock'
import { useActing } from '../../shell/roles'
import { Empty } from '../../ui/Loaded'
import { LotPicker } from '../tender/LotPicker'
import { isOnSide, useLot, useThisProject } from '../tender/queries'
import { DepositDesk } from './DepositDesk'
import { MyDepositView } from './MyDepositView'
import { useDepositStrings } from './strings'
import { TermsPanel } from './TermsPanel'
import './deposit.css'

/** The deposits of a project: what is asked; to a bidder its own; to the parties all, from the deadline on. */
export default function DepositsPage() {
  const t = useDepositStrings()
  const project = useThisProject()
  const lot = useLot(project)
  const { role } = useActing()
  const second = useServerSecond()
  if (lot === undefined) {
    return (
      <section className="card">
        <Empty icon="list" title={t('desk.empty')} text={t('desk.emptyText')} />
      </section>
    )
  }
  const bidder = role === 'bidder' && !isOnSide(project, 'tender_agent')
  const passed = second > 0 && project.bidDeadline !== undefined && Date.parse(project.bidDeadline) / 1000 <= second
  return (
    <div className="stack">
      <LotPicker project={project} />
      {bidder ? (
        <MyDepositView key={lot.id} project={project} lot={lot} />
      ) : (
        <>
          <TermsPanel key={lot.id} project={project} lot={lot} />
          {project.phase !== 'DRAFT' && <DepositDesk key={`d${lot.id}`} project={project} lot={lot} open={passed} />}
        </>
      )}
    </div>
  )
}

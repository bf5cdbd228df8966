import { lazy } from 'react'
import { Empty } from '../ui/Loaded'
import { Landing } from './Landing'
import { PageHead } from './PageHead'
import { useActing } from './roles'
import { useShell } from './strings'

const AgentHome = lazy(() => import('../features/tender/AgentHome'))
const OwnerHome = lazy(() => import('../features/award/OwnerHome'))
const SupervisorHome = lazy(() => import('../features/tender/SupervisorHome'))
const BidderHome = lazy(() => import('../features/bid/BidderHome'))
const OrganisationsPage = lazy(() => import('../features/organisation/OrganisationsPage'))
const PoolPage = lazy(() => import('../features/expert-pool/PoolPage'))
const VenueHome = lazy(() => import('../features/tender/VenueHome'))
const AuditorHome = lazy(() => import('../features/audit/AuditorHome'))

function Waiting({ kind }: { kind: 'expert' }) {
  const t = useShell()
  return (
    <>
      <PageHead title={t('nav.today')} />
      <div className="card">
        <Empty icon="clock" title={t(`wait.${kind}Title`)} text={t(`wait.${kind}Text`)} />
      </div>
    </>
  )
}

/** Each role lands on its own day. */
export function Home() {
  const { role } = useActing()
  switch (role) {
    case undefined:
      return <Landing />
    case 'tender_agent':
      return <AgentHome />
    case 'project_owner':
      return <OwnerHome />
    case 'supervisor':
      return <SupervisorHome />
    case 'bidder':
      return <BidderHome />
    case 'platform_administrator':
      return <OrganisationsPage />
    case 'auditor':
      return <AuditorHome />
    case 'expert':
      return <Waiting kind="expert" />
    case 'venue_operator':
      return <VenueHome />
    case 'expert_pool_operator':
      return <PoolPage />
  }
}

import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Opening, OpeningHall, OpeningHolder, Project, Role } from '../../../api/types'
import { useActing } from '../../../shell/roles'
import { RoomPresence, RoomStatus } from '../../../ui/RoomStatus'
import { SealPanel } from '../../audit/seal/SealPanel'
import { sealsKey } from '../../audit/seal/seals'
import { BidDeposits } from '../../deposit/BidDeposits'
import { isOnSide, projectKeys } from '../../tender/queries'
import { ParameterPanel } from '../../draw/parameters/ParameterPanel'
import { useParameterDraw } from '../../draw/parameters/queries'
import { DrawPanel } from '../DrawPanel'
import { EndPanel } from '../EndPanel'
import { ObjectionsPanel } from '../ObjectionsPanel'
import { openingKey, useOpening } from '../queries'
import { BidderTable } from './BidderTable'
import { isConfirmed } from './course'
import { HallClock } from './HallClock'
import { HolderPanel } from './HolderPanel'
import { HostPanel } from './HostPanel'
import { OwnPanel } from './OwnPanel'
import { hallKey, useHallRoom } from './queries'
import { ReadingPanel } from './ReadingPanel'
import { StageRail } from './StageRail'
import { SupervisorPanel } from './SupervisorPanel'
import { TooFew, tooFew } from './TooFew'
import '../../bid/desk/desk.css'
import './hall.css'

const holderSides: [Role, OpeningHolder][] = [
  ['tender_agent', 'agent'],
  ['project_owner', 'owner'],
  ['supervisor', 'supervisor'],
  ['venue_operator', 'centre'],
]

/** The opening hall of a lot: what happens for all to see, and for each side what it does now. */
export function Hall({ project, hall }: { project: Project; hall: OpeningHall }) {
  const client = useQueryClient()
  const { me } = useActing()
  const place = { projectId: project.id, lotId: hall.lotId }
  // The room opens with the meeting; before that there is nobody to be told of.
  const isMeeting = hall.openedAt !== undefined
  const room = useHallRoom(place, isMeeting ? hall.roomId : undefined)
  const opening = useOpening(project.id, hall.lotId).data
  const { projectId, lotId } = place
  useEffect(() => {
    // At the deadline the clock alone tells what the next step would meet.
    void client.invalidateQueries({ queryKey: openingKey(projectId, lotId) })
  }, [client, projectId, lotId, hall.stage])
  const draw = useParameterDraw(project.id, hall.lotId).data
  const byProtocol = draw?.byProtocol === true && (draw.current !== undefined || hall.stage === 'CHECK_IN')
  const isProtocolDraw = draw?.current !== undefined && draw.current.state !== 'ABORTED'
  const isHost = isOnSide(project, 'tender_agent')
  const closed = hall.closedAt !== undefined
  const isTooFew = hall.stage === 'WAITING' && tooFew(opening).length > 0
  const isLast = hall.sitting === hall.sittings
  const isBidder = !isHost && me?.roles.includes('bidder') === true && me.organisation !== undefined
  const onSaved = (answer: Opening) => {
    client.setQueryData(openingKey(project.id, hall.lotId), answer)
    void client.invalidateQueries({ queryKey: hallKey(place) })
    void client.invalidateQueries({ queryKey: projectKeys.timeline(project.id) })
    void client.invalidateQueries({ queryKey: sealsKey(project.id) })
  }
  const mayWrite = isHost && opening?.phase === 'OPENING'
  const holders = holderSides.filter(([side, holder]) => isOnSide(project, side) && hall.remedy?.holders.includes(holder) === true)
  return (
    <div className="stack">
      <div className="row wrap between">
        <StageRail hall={hall} opening={opening} />
        {isMeeting && (
          <span className="row wrap">
            <RoomPresence room={room} />
            <RoomStatus room={room} />
          </span>
        )}
      </div>
      <div className="hall">
        <div className="stack">
          <div className="hall-two">
            <HallClock hall={hall} isTooFew={isTooFew} />
            {isTooFew && <TooFew project={project} opening={opening!} isHost={isHost} />}
            {isBidder && <OwnPanel project={project} hall={hall} organisation={me.organisation!} />}
            {isHost && <HostPanel project={project} hall={hall} />}
            {isOnSide(project, 'supervisor') && <SupervisorPanel project={project} hall={hall} />}
          </div>
          {me?.organisation && holders.map(([, holder]) => <HolderPanel key={holder} project={project} hall={hall} holder={holder} organisation={me.organisation!} />)}
          {!isTooFew && hall.stage !== 'FAILED' && <BidderTable hall={hall} />}
          <BidDeposits
            project={project}
            lotId={hall.lotId}
            bids={hall.bids.map(({ bidId, bidderName }) => ({ id: bidId, name: bidderName, creditCode: opening?.bids.find(({ id }) => id === bidId)?.creditCode }))}
          />
          <ReadingPanel hall={hall} opening={opening} />
          {byProtocol && <ParameterPanel projectId={project.id} lotId={hall.lotId} isPublic={hall.stage === 'ENDED'} />}
          {closed && opening && (
            <div className="opening-two">
              {!isProtocolDraw && isLast && <DrawPanel project={project} opening={opening} mayWrite={mayWrite} isWitnessed onSaved={onSaved} />}
              <ObjectionsPanel project={project} opening={opening} mayWrite={mayWrite} isHall ownBidId={hall.stage === 'ENDED' ? undefined : hall.ownBidId} onSaved={onSaved} />
            </div>
          )}
          {closed && isLast && isConfirmed(hall) && opening && mayWrite && <EndPanel project={project} opening={opening} onSaved={onSaved} />}
        </div>
        {!isOnSide(project, 'venue_operator') && (
          <SealPanel
            project={project}
            kinds={['open.start', 'tender.fail', 'open.decrypt', 'open.close', 'open.adjourn', 'open.first_stage', 'open.parameters', 'open.confirm', 'open.end']}
            about={[`lot:${hall.lotId}`, ...hall.bids.map(({ bidId }) => `bid:${bidId}`)]}
          />
        )}
      </div>
    </div>
  )
}

import { DrawBoard } from '../../draw-calling/DrawBoard'
import type { OpenHalf } from '../../draw-calling/queries'
import { openRosterHalf } from '../party/acts'
import { useKeptKeys } from '../useParty'
import type { DrawView } from '../view'

/** The board of calls, with the key of the party that holds half of what opens the names. */
export function BoardSlot({ projectId, view }: { projectId: string; view: DrawView }) {
  const party = view.myParties.find((each) => each === 'platform' || each === 'supervisor')
  const kept = useKeptKeys(view, party).data
  const openHalf: OpenHalf | undefined = kept ? (drawId, _, sealed) => openRosterHalf(kept.keys, drawId, sealed) : undefined
  return <DrawBoard projectId={projectId} openHalf={openHalf} />
}

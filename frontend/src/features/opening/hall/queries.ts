import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '../../../api/client'
import { serverClock } from '../../../api/clock'
import { asApiError } from '../../../api/problem'
import { useRoom } from '../../../api/room'
import type { OpeningHall } from '../../../api/types'
import { useWrite } from '../../../api/useWrite'
import { sealsKey } from '../../audit/seal/seals'
import { projectKeys } from '../../tender/queries'
import { parameterKey } from '../../draw/queries'
import { openingKey } from '../queries'

const LATER_MS = 10_000
const SOON_MS = 2_000

/** Whether something is about to begin or end by the clock. */
function isNear({ stage, deadline, windowEndsAt, confirmEndsAt, resumesAt }: OpeningHall): boolean {
  const at = { CHECK_IN: deadline, WAITING: deadline, DECRYPTING: windowEndsAt, CONFIRMING: confirmEndsAt, ADJOURNED: resumesAt }[stage as string]
  const now = serverClock.now()
  return at !== undefined && now !== undefined && Math.abs(Date.parse(at) - now) < 6 * LATER_MS
}

export interface Place {
  projectId: string
  lotId: string
}

export function hallKey({ projectId, lotId }: Place) {
  return [...projectKeys.one(projectId), 'lot', lotId, 'hall'] as const
}

/** The hall of a lot; null when its bids are not sealed online. */
export function useHall(place: Place) {
  return useQuery({
    queryKey: hallKey(place),
    queryFn: async ({ signal }): Promise<OpeningHall | null> => {
      try {
        return await api.get('/projects/{projectId}/lots/{lotId}/opening/hall', { path: { projectId: place.projectId, lotId: place.lotId }, signal })
      } catch (cause) {
        if (asApiError(cause).status === 404) return null
        throw cause
      }
    },
    // Windows end and sittings begin by time alone; all else the room tells.
    refetchInterval: (query) => (query.state.data == null || query.state.data.stage === 'ENDED' ? false : isNear(query.state.data) ? SOON_MS : LATER_MS),
  })
}

/** Looks again as soon as the room of the lot hints at something. */
export function useHallRoom(place: Place, roomId: string | undefined) {
  const client = useQueryClient()
  const room = useRoom(roomId)
  const seen = room.events.length
  const { projectId, lotId } = place
  useEffect(() => {
    if (seen === 0) return
    void client.invalidateQueries({ queryKey: hallKey({ projectId, lotId }) })
    void client.invalidateQueries({ queryKey: projectKeys.one(projectId), exact: true })
    void client.invalidateQueries({ queryKey: openingKey(projectId, lotId) })
    void client.invalidateQueries({ queryKey: parameterKey(projectId, lotId) })
    void client.invalidateQueries({ queryKey: sealsKey(projectId) })
  }, [client, projectId, lotId, seen])
  return room
}

/** A write whose answer is the hall as it stands then. */
export function useHallWrite<V>(place: Place, send: (input: V, key: string) => Promise<OpeningHall>, done?: () => void) {
  const client = useQueryClient()
  return useWrite<V, OpeningHall>({
    send,
    stale: () => [openingKey(place.projectId, place.lotId), sealsKey(place.projectId), projectKeys.timeline(place.projectId)],
    done: (hall) => {
      client.setQueryData(hallKey(place), hall)
      done?.()
    },
  })
}

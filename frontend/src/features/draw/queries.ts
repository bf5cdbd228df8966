import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '../../api/client'
import { useRoom } from '../../api/room'
import { useWrite } from '../../api/useWrite'
import { projectKeys } from '../tender/queries'
import { ApiError } from '../../api/problem'
import { PartyRefuses } from './party/acts'
import { NoKeysHere } from './party/keys'
import { CannotAct } from './perform'
import type { DrawView } from './view'

const WHILE_RUNNING_MS = 3_000
const OTHERWISE_MS = 20_000

export function drawKey(projectId: string) {
  return [...projectKeys.one(projectId), 'draw'] as const
}

/** The draw of the parameters of a lot. */
export function parameterKey(projectId: string, lotId: string) {
  return [...projectKeys.one(projectId), 'lot', lotId, 'parameter-draw'] as const
}

/** Whether somebody may act within seconds. */
function isRunning(view: DrawView | undefined): boolean {
  const state = view?.current?.state
  return state !== undefined && (state !== 'DRAWN' || view?.current?.k2 === undefined)
}

/** Where the draw stands; asked again every few seconds while it runs. */
export function useDraw(projectId: string) {
  return useQuery({
    queryKey: drawKey(projectId),
    queryFn: async ({ signal }) => (await api.get('/projects/{projectId}/draw', { path: { projectId }, signal })) as unknown as DrawView,
    refetchInterval: (query) => (isRunning(query.state.data) ? WHILE_RUNNING_MS : OTHERWISE_MS),
  })
}

/** Looks again as soon as the room hints at something; without a room the clock has to do. */
export function useHints(projectId: string, room: string | undefined): void {
  const client = useQueryClient()
  const { events } = useRoom(room)
  const seen = events.length
  useEffect(() => {
    if (seen > 0) void client.invalidateQueries({ queryKey: drawKey(projectId) })
  }, [client, projectId, seen])
}

/** What the party's own program refuses never reached the server, and would be refused again. */
async function refusing(send: () => Promise<unknown>): Promise<unknown> {
  try {
    return await send()
  } catch (error) {
    const reason = error instanceof NoKeysHere ? 'noKeysHere' : error instanceof PartyRefuses || error instanceof CannotAct ? error.reason : undefined
    if (reason === undefined) throw error
    throw new ApiError({ type: 'about:blank', title: reason, status: 400, code: `party:${reason}` })
  }
}

/** A write whose answer is the draw as it stands then, of the committee or of the parameters of a lot. */
export function useDrawWrite<V>(projectId: string, send: (input: V, key: string) => Promise<unknown>, done?: () => void) {
  const client = useQueryClient()
  return useWrite<V, unknown>({
    send: (input, key) => refusing(() => send(input, key)),
    // Keys serve all draws of a project.
    stale: () => [projectKeys.one(projectId)],
    done: (answer) => {
      if (typeof answer === 'object' && answer !== null && 'myParties' in answer) client.setQueryData('lotId' in answer ? parameterKey(projectId, String(answer.lotId)) : drawKey(projectId), answer)
      done?.()
    },
  })
}

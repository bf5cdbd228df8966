import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '../../api/client'
import { useRoom } from '../../api/room'
import type { components } from '../../api/schema'
import { useWrite } from '../../api/useWrite'
import { projectKeys } from '../tender/queries'

type S = components['schemas']

export type Board = S['DrawBoard']
export type Seat = Board['seats'][number]
export type Call = NonNullable<Seat['call']>
export type Filling = Board['replacements'][number]
export type Roster = S['DrawRoster']
export type Desk = S['CallDeskAnswer']
export type DeskCall = NonNullable<Desk['call']>
export type LeaveReason = S['LeavingReason']
export type CallReason = S['CallReason']

/** Opens the half of the roster's key that is sealed to a party, with the key that this browser keeps; answers it in hex. */
export type OpenHalf = (drawId: string, party: 'platform' | 'supervisor', sealedHalf: string) => Promise<string>

const WHILE_CALLING_MS = 4_000
const OTHERWISE_MS = 20_000

export function boardKey(projectId: string) {
  return [...projectKeys.one(projectId), 'draw-board'] as const
}

/** The confirmations by code; told by the draw room when they change, and asked again now and then all the same. */
export function useBoard(projectId: string) {
  const client = useQueryClient()
  const { events } = useRoom(projectId)
  const told = events.filter((event) => event.type === 'draw.board').at(-1)?.seq
  useEffect(() => {
    if (told !== undefined) void client.invalidateQueries({ queryKey: boardKey(projectId) })
  }, [told, client, projectId])
  return useQuery({
    queryKey: boardKey(projectId),
    queryFn: async ({ signal }) => (await api.get('/projects/{projectId}/draw/board', { path: { projectId }, signal })).board ?? null,
    refetchInterval: (query) => (query.state.data?.state === 'CALLING' || query.state.data?.state === 'LOCKED' ? WHILE_CALLING_MS : OTHERWISE_MS),
  })
}

/** A write whose answer is the board as it stands then. */
export function useBoardWrite<V>(projectId: string, send: (input: V, key: string) => Promise<S['DrawBoardAnswer']>, done?: () => void) {
  const client = useQueryClient()
  return useWrite<V, S['DrawBoardAnswer']>({
    send,
    done: (answer) => {
      client.setQueryData(boardKey(projectId), answer.board ?? null)
      done?.()
    },
  })
}

/** Read once: each reading goes on record. */
export function useRoster(projectId: string) {
  return useQuery({
    queryKey: [...projectKeys.one(projectId), 'draw-roster'],
    queryFn: ({ signal }) => api.get('/projects/{projectId}/draw/roster', { path: { projectId }, signal }),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  })
}

import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client'
import type { DrawPlan } from '../../api/types'
import { projectKeys } from '../tender/queries'

export const requestKey = (projectId: string) => [...projectKeys.one(projectId), 'draw-request'] as const

/** The request for a draw: what committee is asked for, and what the law says of it. */
export function useDrawRequest(projectId: string) {
  return useQuery({
    queryKey: requestKey(projectId),
    queryFn: ({ signal }) => api.get('/projects/{projectId}/draw/request', { path: { projectId }, signal }),
    refetchInterval: 30_000,
  })
}

/** Whether the library can fill a plan; without one, the saved plan. */
export function checkPlan(projectId: string, plan: DrawPlan | undefined) {
  return api.post('/projects/{projectId}/draw/plan/check', { path: { projectId }, body: plan === undefined ? {} : { plan } })
}

import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client'
import { asApiError } from '../../api/problem'
import type { Opening } from '../../api/types'
import { projectKeys } from '../tender/queries'

export function openingKey(projectId: string, lotId: string) {
  return [...projectKeys.one(projectId), 'lot', lotId, 'opening'] as const
}

/** The opening of a lot; null while there is none. */
export function useOpening(projectId: string, lotId: string) {
  return useQuery({
    queryKey: openingKey(projectId, lotId),
    queryFn: async ({ signal }): Promise<Opening | null> => {
      try {
        return await api.get('/projects/{projectId}/lots/{lotId}/opening', { path: { projectId, lotId }, signal })
      } catch (cause) {
        if (asApiError(cause).status === 404) return null
        throw cause
      }
    },
    // Others enter readings at the same time.
    refetchInterval: (query) => (query.state.data?.phase === 'OPENING' ? 10_000 : 30_000),
  })
}

import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client'
import { asApiError } from '../../api/problem'
import type { CandidateList } from '../../api/types'
import { projectKeys } from '../tender/queries'

/** The ranking of a lot; null before the report. */
export function useCandidates(projectId: string, lotId: string) {
  return useQuery({
    queryKey: [...projectKeys.one(projectId), 'lot', lotId, 'candidates'],
    queryFn: async ({ signal }): Promise<CandidateList | null> => {
      try {
        return await api.get('/projects/{projectId}/lots/{lotId}/candidates', { path: { projectId, lotId }, signal })
      } catch (cause) {
        if (asApiError(cause).status === 404) return null
        throw cause
      }
    },
  })
}

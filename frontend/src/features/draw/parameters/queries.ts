import { useQuery } from '@tanstack/react-query'
import { api } from '../../../api/client'
import { parameterKey } from '../queries'
import type { ParameterView } from './view'

const WHILE_RUNNING_MS = 3_000
const OTHERWISE_MS = 20_000

/** Something may happen within seconds: parties act, or a checkpoint is awaited. Until the decryption closes nothing does. */
function isRunning({ current }: ParameterView): boolean {
  return current !== undefined && current.state !== 'ABORTED' && current.state !== 'SEALED' && current.k2 === undefined
}

/** Where the draw of the random parameters of a lot stands. */
export function useParameterDraw(projectId: string, lotId: string) {
  return useQuery({
    queryKey: parameterKey(projectId, lotId),
    queryFn: ({ signal }): Promise<ParameterView> => api.get('/projects/{projectId}/lots/{lotId}/parameter-draw', { path: { projectId, lotId }, signal }),
    refetchInterval: ({ state: { data } }) => (data !== undefined && isRunning(data) ? WHILE_RUNNING_MS : OTHERWISE_MS),
  })
}

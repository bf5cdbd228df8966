import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { api } from '../../../api/client'
import { asApiError } from '../../../api/problem'
import type { BidSubmission, OpeningPlan } from '../../../api/types'
import { projectKeys } from '../../tender/queries'
import { sweepSealedFiles } from '../envelope/sealedFiles'
import { keptBidKeys, sealedRecords } from '../envelope/store'

export const deskKeys = {
  plan: (projectId: string) => [...projectKeys.one(projectId), 'opening-plan'] as const,
  mine: (projectId: string, lotId: string) => [...projectKeys.one(projectId), 'lot', lotId, 'my-bid'] as const,
  keys: (tender: string, creditCode: string) => ['bid-keys', tender, creditCode] as const,
  sealed: (owner: Owner) => ['sealed', owner.creditCode, owner.projectId, owner.lotId] as const,
}

export interface Owner {
  creditCode: string
  projectId: string
  lotId: string
}

/** How bids of the tender are sealed and opened; null when they are not sealed online. */
export function useOpeningPlan(projectId: string) {
  return useQuery({
    queryKey: deskKeys.plan(projectId),
    queryFn: async ({ signal }): Promise<OpeningPlan | null> => {
      try {
        return await api.get('/projects/{projectId}/opening-plan', { path: { projectId }, signal })
      } catch (cause) {
        if (asApiError(cause).status === 404) return null
        throw cause
      }
    },
  })
}

export function useMyBid(projectId: string, lotId: string) {
  return useQuery({
    queryKey: deskKeys.mine(projectId, lotId),
    queryFn: ({ signal }) => api.get('/projects/{projectId}/lots/{lotId}/submissions/mine', { path: { projectId, lotId }, signal }),
    // Another window, or an answer that was lost at the deadline, may have changed it.
    refetchInterval: 30_000,
  })
}

/** The submission that counts now: the last one, unless it was withdrawn. */
export function standing(submissions: BidSubmission[]): BidSubmission | undefined {
  const last = [...submissions].sort((a, b) => b.no - a.no)[0]
  return last?.withdrawnAt === undefined ? last : undefined
}

/** The keys for this tender that the browser keeps, the newest first. */
export function useBidKeys(tender: string, creditCode: string) {
  return useQuery({
    queryKey: deskKeys.keys(tender, creditCode),
    queryFn: () => keptBidKeys(tender, creditCode),
    staleTime: Infinity,
    retry: false,
    networkMode: 'always',
  })
}

/** What this browser has sealed for the lot. */
export function useSealed(owner: Owner) {
  return useQuery({
    queryKey: deskKeys.sealed(owner),
    queryFn: async () => {
      await sweepSealedFiles().catch(() => undefined)
      return sealedRecords(owner)
    },
    staleTime: Infinity,
    retry: false,
    networkMode: 'always',
  })
}

export function useSealedAgain(owner: Owner): () => Promise<void> {
  const client = useQueryClient()
  const { creditCode, projectId, lotId } = owner
  return useCallback(() => client.invalidateQueries({ queryKey: deskKeys.sealed({ creditCode, projectId, lotId }) }), [client, creditCode, projectId, lotId])
}

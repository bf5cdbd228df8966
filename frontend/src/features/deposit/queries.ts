import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { api } from '../../api/client'
import { asApiError } from '../../api/problem'
import { projectKeys } from '../tender/queries'
import type { DepositRecord, MyDeposit } from './types'

export const depositKeys = {
  ofLot: (projectId: string, lotId: string) => [...projectKeys.one(projectId), 'lot', lotId, 'deposit'] as const,
  bank: ['bank-entries'] as const,
  reports: ['deposit-reports'] as const,
  policies: ['waiver-policies'] as const,
  credits: ['bidder-credits'] as const,
}

export function useTerms(projectId: string, lotId: string) {
  return useQuery({
    queryKey: [...depositKeys.ofLot(projectId, lotId), 'terms'],
    queryFn: ({ signal }) => api.get('/projects/{projectId}/lots/{lotId}/deposits/terms', { path: { projectId, lotId }, signal }),
  })
}

/** The caller's own deposit; null for an organisation that has not registered. */
export function useMyDeposit(projectId: string, lotId: string) {
  return useQuery({
    queryKey: [...depositKeys.ofLot(projectId, lotId), 'mine'],
    queryFn: async ({ signal }): Promise<MyDeposit | null> => {
      try {
        return await api.get('/projects/{projectId}/lots/{lotId}/deposits/mine', { path: { projectId, lotId }, signal })
      } catch (cause) {
        if (asApiError(cause).status === 404) return null
        throw cause
      }
    },
    // Money comes in without anybody pressing a key.
    refetchInterval: 30_000,
  })
}

/** Deposits of a lot as its parties see them, from the deadline on. */
export function useDeposits(projectId: string, lotId: string, open: boolean) {
  return useQuery({
    queryKey: [...depositKeys.ofLot(projectId, lotId), 'all'],
    queryFn: ({ signal }) => api.get('/projects/{projectId}/lots/{lotId}/deposits', { path: { projectId, lotId }, signal }),
    enabled: open,
  })
}

export function usePolicies() {
  return useQuery({ queryKey: depositKeys.policies, queryFn: ({ signal }) => api.get('/deposits/policies', { signal }) })
}

export function usePolicySet(policySetId: string) {
  return useQuery({
    queryKey: [...depositKeys.policies, policySetId],
    queryFn: ({ signal }) => api.get('/deposits/policies/{policySetId}', { path: { policySetId }, signal }),
  })
}

/** What is on record of firms, the newest entry first; of one firm where it is named. */
export function useCredits(organisation: string | undefined) {
  return useInfiniteQuery({
    queryKey: [...depositKeys.credits, organisation],
    queryFn: ({ pageParam, signal }) => api.get('/deposits/credits', { query: { organisation, after: pageParam, limit: 50 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  })
}

export interface FiguresFilter {
  from?: string
  to?: string
  region?: string
  projectType?: string
  policy?: string
}

export type FiguresBy = 'MONTH' | 'REGION' | 'PROJECT_TYPE' | 'POLICY'

export function useFigures(filter: FiguresFilter, by: FiguresBy) {
  return useQuery({
    queryKey: ['deposit-figures', filter, by],
    queryFn: ({ signal }) => api.get('/deposits/figures', { query: { ...filter, by }, signal }),
  })
}

export function useRecords(filter: FiguresFilter, kind: DepositRecord['kind'] | undefined) {
  return useInfiniteQuery({
    queryKey: ['deposit-records', filter, kind],
    queryFn: ({ pageParam, signal }) => api.get('/deposits/figures/records', { query: { ...filter, kind, after: pageParam, limit: 100 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    enabled: kind !== undefined,
  })
}

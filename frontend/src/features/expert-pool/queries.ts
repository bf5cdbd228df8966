import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { api } from '../../api/client'
import type { ExpertAvailability, Specialty } from '../../api/types'
import { useLanguage } from '../../i18n'

export const poolKeys = {
  all: ['expert-pool'] as const,
  one: (id: string) => ['expert-pool', 'expert', id] as const,
  imports: ['expert-pool', 'imports'] as const,
}

export interface ExpertFilter {
  q?: string
  specialty?: string
  region?: string
  state?: ExpertAvailability
}

/** The filters as they stand in the address, so that a list can be handed on and found again. */
export function useExpertFilter(): [ExpertFilter, (change: Partial<ExpertFilter>) => void] {
  const [search, setSearch] = useSearchParams()
  const filter: ExpertFilter = {
    q: search.get('q') ?? undefined,
    specialty: search.get('specialty') ?? undefined,
    region: search.get('region') ?? undefined,
    state: (search.get('state') as ExpertAvailability | null) ?? undefined,
  }
  const set = (change: Partial<ExpertFilter>) => {
    const next = Object.entries({ ...filter, ...change }).filter(([, value]) => value !== undefined && value !== '')
    setSearch(Object.fromEntries(next), { replace: true })
  }
  return [filter, set]
}

export function useExperts(filter: ExpertFilter) {
  return useInfiniteQuery({
    queryKey: [...poolKeys.all, 'list', filter],
    queryFn: ({ pageParam, signal }) => api.get('/experts', { query: { ...filter, after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  })
}

export function usePoolSummary() {
  return useQuery({ queryKey: [...poolKeys.all, 'summary'], queryFn: ({ signal }) => api.get('/expert-pool', { signal }) })
}

export function useExpert(expertId: string) {
  return useQuery({ queryKey: poolKeys.one(expertId), queryFn: ({ signal }) => api.get('/experts/{expertId}', { path: { expertId }, signal }) })
}

export function useExpertHistory(expertId: string) {
  return useInfiniteQuery({
    queryKey: [...poolKeys.one(expertId), 'history'],
    queryFn: ({ pageParam, signal }) => api.get('/experts/{expertId}/history', { path: { expertId }, query: { after: pageParam, limit: 20 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  })
}

export function useImports() {
  return useInfiniteQuery({
    queryKey: poolKeys.imports,
    queryFn: ({ pageParam, signal }) => api.get('/expert-imports', { query: { after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  })
}

export function useImport(importId: string) {
  return useQuery({ queryKey: [...poolKeys.imports, importId], queryFn: ({ signal }) => api.get('/expert-imports/{importId}', { path: { importId }, signal }) })
}

export interface SpecialtyNode {
  value: string
  title: string
  children: SpecialtyNode[]
}

function tree(items: Specialty[], language: 'zh' | 'en'): SpecialtyNode[] {
  const nodes = new Map<string, SpecialtyNode>()
  const roots: SpecialtyNode[] = []
  for (const item of items) nodes.set(item.code, { value: item.code, title: `${item.code} ${language === 'en' ? (item.en ?? item.zh) : item.zh}`, children: [] })
  for (const item of items) {
    const above = item.parent === undefined ? undefined : nodes.get(item.parent)
    ;(above?.children ?? roots).push(nodes.get(item.code)!)
  }
  return roots
}

/** The classification as a tree, and what a code is called with all above it. */
export function useSpecialties() {
  const language = useLanguage()
  const query = useQuery({ queryKey: ['specialties'], queryFn: ({ signal }) => api.get('/specialties', { signal }), staleTime: 600_000 })
  return useMemo(() => {
    const items = query.data?.items ?? []
    const byCode = new Map(items.map((item) => [item.code, item]))
    const name = (code: string): string => {
      const item = byCode.get(code)
      if (item === undefined) return code
      const own = language === 'en' ? (item.en ?? item.zh) : item.zh
      const above = item.parent === undefined ? undefined : byCode.get(item.parent)
      return above === undefined || above.parent === undefined ? own : `${language === 'en' ? (above.en ?? above.zh) : above.zh} · ${own}`
    }
    return { tree: tree(items, language), name }
  }, [query.data, language])
}

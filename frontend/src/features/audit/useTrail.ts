import { keepPreviousData, useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import { api, apiUrl } from '../../api/client'
import { ApiError, problemOf } from '../../api/problem'
import type { AuditEntry, AuditOutline } from '../../api/types'
import { useDebounced } from '../../ui/useDebounced'

/** Entries to a page. */
export const pageSize = 100
const filterNames = ['q', 'group', 'kind', 'role', 'lot', 'rule', 'from', 'until'] as const
export type FilterName = (typeof filterNames)[number]
export type TrailFilter = Partial<Record<FilterName, string>>

/** The filter; it lives in the URL, so that what was found can be handed on. */
export function useTrailFilter() {
  const [search, setSearch] = useSearchParams()
  const text = filterNames.map((name) => `${name}=${search.get(name) ?? ''}`).join('\n')
  const filter = useMemo(
    () => Object.fromEntries(filterNames.flatMap((name) => (search.get(name) ? [[name, search.get(name)]] : []))) as TrailFilter,
    // The text stands for the parameters of the filter; others do not touch it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [text],
  )
  const set = (changes: TrailFilter) =>
    setSearch(
      (previous) => {
        const next = new URLSearchParams(previous)
        for (const [name, value] of Object.entries(changes)) {
          if (value) next.set(name, value)
          else next.delete(name)
        }
        return next
      },
      { replace: true },
    )
  const clear = () => set(Object.fromEntries(filterNames.map((name) => [name, ''])))
  return { filter, set, clear, isEmpty: Object.keys(filter).length === 0 }
}

function readPage(projectId: string, query: object, signal?: AbortSignal) {
  return api.get('/projects/{projectId}/audit', { path: { projectId }, query: { ...query, limit: pageSize }, signal })
}

export interface Trail {
  projectId: string
  filter: TrailFilter
  look: number
  outline: AuditOutline
  /** The first page, newest first. */
  first: AuditEntry[]
}

/**
 * One look at the trail: how many entries answer to the filter, where the pages begin, and the first of them. Each look is
 * on record, so it is taken again only when the person asks for it.
 */
export function useLook(projectId: string, filter: TrailFilter) {
  const [look, setLook] = useState(0)
  const query = useQuery({
    queryKey: ['audit', projectId, filter, look, 'look'],
    queryFn: async ({ signal }): Promise<Trail> => {
      const page = await readPage(projectId, { ...filter, outline: true }, signal)
      return { projectId, filter, look, outline: page.outline ?? { total: page.items.length, every: pageSize, anchors: [] }, first: page.items }
    },
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    retry: false,
    placeholderData: keepPreviousData,
  })
  return { query, again: () => setLook((n) => n + 1) }
}

function pageOf(trail: Trail, page: number) {
  return {
    queryKey: ['audit', trail.projectId, trail.filter, trail.look, 'page', page],
    queryFn: async ({ signal }: { signal: AbortSignal }) =>
      page === 0 ? trail.first : (await readPage(trail.projectId, { ...trail.filter, after: trail.outline.anchors[page - 1]?.id }, signal)).items,
    staleTime: Infinity,
    gcTime: 120_000,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  }
}

/** The pages in sight, and the entries of those that have come. What flies by is not fetched. */
export function usePages(trail: Trail, from: number, to: number) {
  const range = useDebounced(`${Math.floor(from / pageSize)}-${Math.floor(to / pageSize)}`, 60)
  const [first, last] = range.split('-').map(Number) as [number, number]
  const most = Math.max(0, Math.ceil(trail.outline.total / pageSize) - 1)
  const numbers: number[] = []
  for (let page = Math.max(0, first); page <= Math.min(most, last); page++) numbers.push(page)
  const pages = useQueries({ queries: numbers.map((page) => pageOf(trail, page)) })
  const entry = (index: number): AuditEntry | undefined => {
    const page = Math.floor(index / pageSize)
    return page === 0 ? trail.first[index] : pages[numbers.indexOf(page)]?.data?.[index % pageSize]
  }
  const loaded = pages.flatMap((page) => page.data ?? [])
  const failed = pages.find((page) => page.isError)
  return { entry, loaded, failed }
}

/** Finds where a time stands: the first entry, newest first, that is not later. */
export function useFindTime(trail: Trail) {
  const client = useQueryClient()
  return useCallback(
    async (instant: string): Promise<number> => {
      const time = Date.parse(instant)
      const { anchors, total } = trail.outline
      let low = 0
      let high = anchors.length
      while (low < high) {
        const middle = (low + high) >> 1
        if (Date.parse(anchors[middle]!.at) <= time) high = middle
        else low = middle + 1
      }
      if (low === anchors.length) return Math.max(0, total - 1)
      const entries = await client.fetchQuery(pageOf(trail, low))
      const within = entries.findIndex((e) => Date.parse(e.at) <= time)
      return low * pageSize + Math.max(0, within)
    },
    [client, trail],
  )
}

/** Whether entries have come since this look. */
export function useNews(trail: Trail) {
  const newest = trail.first[0]?.id
  return useQuery({
    queryKey: ['audit', trail.projectId, trail.filter, trail.look, 'news', newest],
    queryFn: ({ signal }) =>
      api.get('/projects/{projectId}/audit/newer', { path: { projectId: trail.projectId }, query: { ...trail.filter, than: newest } as never, signal }),
    enabled: newest !== undefined,
    refetchInterval: 15_000,
  })
}

/** Saves the entries that answer to the filter, with proofs, for `./gongping verify`. */
export async function saveExcerpt(projectId: string, filter: TrailFilter): Promise<void> {
  let response: Response
  try {
    response = await fetch(apiUrl('/projects/{projectId}/audit/excerpt', { projectId }, filter), {
      headers: { Accept: 'application/zip, application/problem+json', 'Accept-Language': document.documentElement.lang || 'zh-CN' },
      credentials: 'same-origin',
    })
  } catch {
    throw new ApiError({ type: 'about:blank', title: 'unreachable', status: 0, code: 'unreachable' })
  }
  if (!response.ok) throw await problemOf(response)
  const name = /filename="?([^";]+)/.exec(response.headers.get('Content-Disposition') ?? '')?.[1] ?? 'excerpt.zip'
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await response.blob())
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}

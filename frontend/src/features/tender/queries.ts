import { useInfiniteQuery, useQueries, useQuery } from '@tanstack/react-query'
import { useOutletContext, useParams, useSearchParams } from 'react-router'
import { api } from '../../api/client'
import type { Lot, Project, Role } from '../../api/types'

export const projectKeys = {
  list: ['projects'] as const,
  one: (projectId: string) => ['project', projectId] as const,
  timeline: (projectId: string) => ['project', projectId, 'timeline'] as const,
}

export function useProjects(q: string | undefined) {
  return useInfiniteQuery({
    queryKey: [...projectKeys.list, q ?? ''],
    queryFn: ({ pageParam, signal }) => api.get('/projects', { query: { q, after: pageParam, limit: 30 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    refetchInterval: 30_000,
  })
}

export function useProject(projectId: string) {
  return useQuery({
    queryKey: projectKeys.one(projectId),
    queryFn: ({ signal }) => api.get('/projects/{projectId}', { path: { projectId }, signal }),
  })
}

function timelineQuery(projectId: string) {
  return {
    queryKey: projectKeys.timeline(projectId),
    queryFn: ({ signal }: { signal: AbortSignal }) => api.get('/projects/{projectId}/timeline', { path: { projectId }, signal }),
    // A gate opens by time alone.
    refetchInterval: 30_000,
  }
}

export function useTimeline(projectId: string) {
  return useQuery(timelineQuery(projectId))
}

export function useTimelines(projectIds: string[]) {
  return useQueries({ queries: projectIds.map(timelineQuery) })
}

export function useProjectId(): string {
  return useParams()['projectId'] ?? ''
}

/** The project of the surrounding `ProjectLayout`. */
export function useThisProject(): Project {
  return useOutletContext<Project>()
}

export function isOnSide(project: Project, role: Role): boolean {
  return project.mySides.includes(role)
}

/** The lot named in the URL, else the first. */
export function useLot(project: Project): Lot | undefined {
  const [search] = useSearchParams()
  const id = search.get('lot')
  return project.lots.find((lot) => lot.id === id) ?? project.lots[0]
}

/** Who takes part, besides bidders; for those sides that may see it. */
export function useMembers(projectId: string, enabled = true) {
  return useQuery({
    queryKey: [...projectKeys.one(projectId), 'members'],
    queryFn: ({ signal }) => api.get('/projects/{projectId}/members', { path: { projectId }, signal }),
    enabled,
  })
}

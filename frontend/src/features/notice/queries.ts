import { useInfiniteQuery } from '@tanstack/react-query'
import { api } from '../../api/client'

export function usePublicNotices(q: string | undefined) {
  return useInfiniteQuery({
    queryKey: ['public-notices', q ?? ''],
    queryFn: ({ pageParam, signal }) => api.get('/public/notices', { query: { q, after: pageParam, limit: 50 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  })
}

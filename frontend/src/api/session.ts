import { useQuery } from '@tanstack/react-query'
import { api, setCsrfToken, writeHeaders } from './client'
import { asApiError } from './problem'
import type { Me } from './types'

export const meKey = ['me'] as const

/** Who is logged in; null for an anonymous visitor. */
export function useMe() {
  return useQuery({
    queryKey: meKey,
    queryFn: async ({ signal }): Promise<Me | null> => {
      try {
        const me = await api.get('/me', { signal })
        setCsrfToken(me.csrfToken)
        return me
      } catch (cause) {
        if (asApiError(cause).status === 401) return null
        throw cause
      }
    },
    staleTime: 60_000,
  })
}

export function loginUrl(returnTo: string): string {
  return `/auth/login?returnTo=${encodeURIComponent(returnTo)}`
}

/** Ends the session here and at the identity provider; the answer says where to go for the latter. */
export async function logout(): Promise<void> {
  const response = await fetch('/auth/logout', {
    method: 'POST',
    headers: { ...writeHeaders(crypto.randomUUID()), Accept: 'application/json' },
    credentials: 'same-origin',
  })
  let target = response.headers.get('Location') ?? undefined
  if (target === undefined && response.headers.get('Content-Type')?.includes('json') === true) {
    const body = (await response.json()) as { redirect?: string; location?: string }
    target = body.redirect ?? body.location
  }
  window.location.assign(target ?? '/')
}

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { api, setCsrfToken, writeHeaders } from './client'
import { asApiError } from './problem'
import type { Me } from './types'

export const meKey = ['me'] as const

const listeners = new Set<() => void>()
let ended = false

function setEnded(value: boolean): void {
  ended = value
  listeners.forEach((listener) => listener())
}

/** The login has ended under an open page: the page stays, with what was typed into it. */
export function sessionHasEnded(): void {
  setEnded(true)
}

export function useSessionEnded(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => ended,
  )
}

/** Goes on with the page after a login elsewhere; answers whether there was one. */
export async function resumeSession(): Promise<Me | undefined> {
  try {
    const me = await api.get('/me')
    setCsrfToken(me.csrfToken)
    setEnded(false)
    return me
  } catch (cause) {
    if (asApiError(cause).status === 401) return undefined
    throw cause
  }
}

/** Who is logged in; null for an anonymous visitor. */
export function useMe() {
  const client = useQueryClient()
  return useQuery({
    queryKey: meKey,
    queryFn: async ({ signal }): Promise<Me | null> => {
      try {
        const me = await api.get('/me', { signal })
        setCsrfToken(me.csrfToken)
        setEnded(false)
        return me
      } catch (cause) {
        if (asApiError(cause).status === 401) {
          const before = client.getQueryData<Me | null>(meKey)
          if (before) sessionHasEnded()
          return before ?? null
        }
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

import { useQuery } from '@tanstack/react-query'
import { keptKeys } from './party/store'
import { bodyOf, stepsOf, type DrawView } from './view'
import { isObject } from './verify/json'

/**
 * The signing key (hex) under which a party acts now: in a running attempt the one that its KEYS entry holds, else the one
 * that is registered.
 */
export function signingKeyOf(view: DrawView, party: string): string | undefined {
  const { current } = view
  if (current !== undefined && current.state !== 'ABORTED') {
    const { keys } = bodyOf(stepsOf(current, 'KEYS')[0])
    const logged = isObject(keys) ? keys[party] : undefined
    if (typeof logged === 'string') return logged
  }
  return view.keys.find((each) => each.party === party)?.signingKey
}

/** The keys that this browser keeps for the party: null when it has none, though the party has registered some. */
export function useKeptKeys(view: DrawView, party: string | undefined) {
  const signingKey = party === undefined ? undefined : signingKeyOf(view, party)
  return useQuery({
    queryKey: ['draw-keys', view.tender, party, signingKey],
    queryFn: async () => (signingKey === undefined ? null : ((await keptKeys(view.tender, party!, signingKey)) ?? null)),
    enabled: party !== undefined,
    staleTime: Infinity,
    retry: false,
  })
}

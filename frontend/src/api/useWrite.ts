import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query'
import { useRef } from 'react'
import { asApiError, type ApiError } from './problem'

interface Write<V, R> {
  send: (input: V, key: string) => Promise<R>
  /** Queries that the write makes stale. */
  stale?: (input: V, answer: R) => QueryKey[]
  done?: (answer: R, input: V) => void
}

/**
 * A write of the user. One submission has one idempotency key: it is kept while the outcome is uncertain and the input
 * unchanged, so a repeat after a lost connection is answered with the first answer.
 */
export function useWrite<V, R>({ send, stale, done }: Write<V, R>) {
  const client = useQueryClient()
  const submission = useRef<{ input: string; key: string } | undefined>(undefined)
  return useMutation<R, ApiError, V>({
    mutationFn: async (input) => {
      const text = JSON.stringify(input) ?? ''
      if (submission.current?.input !== text) submission.current = { input: text, key: crypto.randomUUID() }
      try {
        const answer = await send(input, submission.current.key)
        submission.current = undefined
        return answer
      } catch (cause) {
        const error = asApiError(cause)
        if (!error.isUncertain) submission.current = undefined
        throw error
      }
    },
    retry: (count, error) => error.isUncertain && count < 2,
    onSuccess: (answer, input) => {
      for (const queryKey of stale?.(input, answer) ?? []) void client.invalidateQueries({ queryKey })
      done?.(answer, input)
    },
  })
}

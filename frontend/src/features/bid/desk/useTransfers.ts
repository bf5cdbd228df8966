import { useCallback, useEffect, useRef, useState } from 'react'
import { asApiError, type ApiError } from '../../../api/problem'
import { noteOnSealed, type SealedRecord } from '../envelope/store'
import { startTransfer, type Transfer } from '../upload'
import { useSealedAgain, type Owner } from './queries'

export interface TransferState {
  state: 'running' | 'paused' | 'done' | 'failed' | 'gone'
  sent: number
  /** The connection was lost and is tried again. */
  broken?: boolean
  error?: ApiError
}

/**
 * The uploads of what this browser has sealed. They begin by themselves, also after a reload and when the network is back,
 * unless a person has paused them.
 */
export function useTransfers(owner: Owner, records: SealedRecord[]) {
  const [states, setStates] = useState<Record<string, TransferState>>({})
  const transfers = useRef(new Map<string, Transfer>())
  const again = useSealedAgain(owner)
  const set = useCallback((path: string, change: Partial<TransferState>) => {
    setStates((all) => ({ ...all, [path]: { state: 'running', sent: 0, ...all[path], ...change } }))
  }, [])

  const start = useCallback(
    async (record: SealedRecord) => {
      const { path } = record
      if (transfers.current.has(path)) return
      set(path, { state: 'running', error: undefined })
      // Named before the first wait, so that no second one begins.
      transfers.current.set(path, { pause: () => Promise.resolve(), done: Promise.resolve() })
      try {
        await noteOnSealed(record, { paused: false })
        const transfer = await startTransfer(
          record,
          (sent) => set(path, { sent, broken: false }),
          () => set(path, { broken: true }),
        )
        if (transfer === undefined) return set(path, { state: 'gone' })
        transfers.current.set(path, transfer)
        await transfer.done
        await again()
        setStates((all) => Object.fromEntries(Object.entries(all).filter(([each]) => each !== path)))
      } catch (error) {
        set(path, { state: 'failed', error: asApiError(error) })
        await again()
      } finally {
        transfers.current.delete(path)
      }
    },
    [set, again],
  )

  const pause = useCallback(
    async (record: SealedRecord) => {
      await transfers.current.get(record.path)?.pause()
      transfers.current.delete(record.path)
      await noteOnSealed(record, { paused: true })
      set(record.path, { state: 'paused' })
      await again()
    },
    [set, again],
  )

  useEffect(() => {
    const running = transfers.current
    return () => {
      running.forEach((transfer) => void transfer.pause())
      running.clear()
    }
  }, [])

  const waiting = records.filter(({ path, uploaded, paused, submissionId }) => uploaded !== true && paused !== true && submissionId === undefined && states[path] === undefined)
  useEffect(() => {
    queueMicrotask(() => waiting.forEach((record) => void start(record)))
  })

  const lost = records.filter(({ path }) => states[path]?.state === 'failed' && states[path].error?.isUncertain === true)
  useEffect(() => {
    const resume = () => lost.forEach((record) => void start(record))
    window.addEventListener('online', resume)
    return () => window.removeEventListener('online', resume)
  })

  const stateOf = useCallback(
    (record: SealedRecord): TransferState => {
      const known = states[record.path]
      if (record.uploaded === true) return { state: 'done', sent: record.size }
      return known ?? { state: record.paused === true ? 'paused' : 'running', sent: 0 }
    },
    [states],
  )
  return { stateOf, start, pause }
}

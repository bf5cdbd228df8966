import { useCallback, useEffect, useRef, useState } from 'react'
import type { EnvelopeKind, Summary } from '../envelope/format'
import { RunFailed, sealInWorker } from '../envelope/inWorker'
import type { SealProgress, ToSeal } from '../envelope/seal'
import { keepSealed, sealedRecords } from '../envelope/store'
import { discardSealed } from '../upload'
import { useSealedAgain, type Owner } from './queries'

export interface EnvelopeDraft {
  kind: EnvelopeKind
  files: File[]
  summary?: Summary
}

export interface SealRun {
  kind: EnvelopeKind
  files: File[]
  progress: SealProgress | undefined
}

/** What ended a run; `reason` is a key of the strings. */
export interface SealTrouble {
  kind: EnvelopeKind
  reason: string
  file?: string
  detail: string
}

/** Seals envelopes one after the other, each taking the place of the one that this browser kept for its kind. */
export function useSealing(owner: Owner, onSealed: (kind: EnvelopeKind) => void) {
  const [run, setRun] = useState<SealRun>()
  const [trouble, setTrouble] = useState<SealTrouble>()
  const abort = useRef<AbortController | undefined>(undefined)
  const again = useSealedAgain(owner)
  const running = run !== undefined

  useEffect(() => () => abort.current?.abort(), [])
  useEffect(() => {
    if (!running) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [running])

  const replace = useCallback(
    async (what: Omit<ToSeal, 'files'>, files: File[]) => {
      const signal = abort.current!.signal
      const onProgress = (progress: SealProgress) => setRun({ kind: what.kind, files, progress })
      // What stands in a submission stays until another one takes its place.
      const before = (await sealedRecords(owner)).filter(({ kind, submissionId }) => kind === what.kind && submissionId === undefined)
      await sealInWorker(what, files, onProgress, signal, (sealed) =>
        keepSealed({
          ...owner,
          kind: what.kind,
          ...sealed,
          sealedAt: Date.now(),
          files: files.map(({ name, size: length }) => ({ name, size: length })),
        }),
      )
      await Promise.all(before.map(discardSealed))
      await again()
    },
    [owner, again],
  )

  const start = useCallback(
    async (common: Omit<ToSeal, 'files' | 'kind' | 'summary'>, drafts: EnvelopeDraft[]) => {
      abort.current = new AbortController()
      setTrouble(undefined)
      for (const { kind, files, summary } of drafts) {
        setRun({ kind, files, progress: undefined })
        try {
          await replace({ ...common, kind, ...(summary && { summary }) }, files)
          onSealed(kind)
        } catch (error) {
          const failed = error instanceof RunFailed ? error : new RunFailed('broken', undefined, String(error))
          if (failed.reason !== 'cancelled') setTrouble({ kind, reason: failed.reason, detail: failed.message, ...(failed.file && { file: failed.file }) })
          break
        }
      }
      setRun(undefined)
    },
    [replace, onSealed],
  )

  const cancel = useCallback(() => abort.current?.abort(), [])
  return { run, trouble, start, cancel }
}

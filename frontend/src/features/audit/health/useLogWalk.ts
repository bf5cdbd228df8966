import { useCallback, useEffect, useRef, useState } from 'react'
import { policyNow, verifyLog, type LogVerdict } from '../log'
import type { Finding } from '../verify/findings'
import type { Walk, WalkProgress } from '../verify/walk'
import type { WalkNews, WalkTask } from '../verify/walk.worker'

/** How a check of the log in this browser stands. */
export interface LogWalk {
  state: 'idle' | 'running' | 'done' | 'stopped' | 'failed'
  progress?: WalkProgress
  /** Of the checkpoint: signatures, witnesses, and whether the log has only grown. */
  verdict?: LogVerdict
  walk?: Walk
  ms?: number
  /** What could not be asked for. */
  refused?: Finding
  error?: unknown
}

function add(before: LogWalk, news: WalkNews): LogWalk {
  switch (news.kind) {
    case 'progress':
      return { ...before, progress: news.progress }
    case 'walked':
      return { ...before, state: 'done', walk: news.walk, ms: news.ms }
    case 'refused':
      return { ...before, state: 'failed', refused: news.finding }
    case 'failed':
      return { ...before, state: 'failed', error: new Error(news.message) }
  }
}

/**
 * Checks the published checkpoint by the policy, then walks through the whole log up to it, in a worker, so that the page
 * stays alive.
 */
export function useLogWalk() {
  const [found, setFound] = useState<LogWalk>({ state: 'idle' })
  const worker = useRef<Worker | undefined>(undefined)
  // What an earlier run still says is not heard any more.
  const run = useRef(0)
  useEffect(() => () => worker.current?.terminate(), [])

  const start = useCallback(async () => {
    worker.current?.terminate()
    const mine = ++run.current
    setFound({ state: 'running' })
    try {
      const verdict = await verifyLog(await policyNow())
      if (mine !== run.current) return
      if (verdict.findings.length > 0 || verdict.sealed === undefined) {
        setFound({ state: 'done', verdict })
        return
      }
      const { checkpoint } = verdict.sealed
      setFound({ state: 'running', verdict, progress: { entries: 0, total: checkpoint.size } })
      const one = new Worker(new URL('../verify/walk.worker.ts', import.meta.url), { type: 'module' })
      worker.current = one
      one.onmessage = ({ data }: MessageEvent<WalkNews>) => {
        if (mine === run.current) setFound((before) => add(before, data))
      }
      one.onerror = (event) => {
        if (mine === run.current) setFound((before) => ({ ...before, state: 'failed', error: new Error(event.message) }))
      }
      one.postMessage({ log: new URL('/log/', location.href).href, checkpoint } satisfies WalkTask)
    } catch (error) {
      if (mine === run.current) setFound({ state: 'failed', error })
    }
  }, [])

  const stop = useCallback(() => {
    run.current++
    worker.current?.terminate()
    setFound((before) => ({ ...before, state: 'stopped' }))
  }, [])

  const forget = useCallback(() => {
    run.current++
    worker.current?.terminate()
    setFound({ state: 'idle' })
  }, [])

  return { found, start, stop, forget }
}

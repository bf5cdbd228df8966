import { useCallback, useEffect, useRef, useState } from 'react'
import { api } from '../../api/client'
import { useOwnPolicy } from '../audit/log'
import type { Finding } from '../audit/verify/findings'
import type { Ranking } from './ranking'
import verifierUrl from '../../../../docs/verify/ved1_verify.py?url'
import type { Checked, DrawVerdict } from './verify/verify'
import type { Answer, Places, Question } from './verify.worker'

/** The reference verifier as this page offers it. */
export { verifierUrl }

const ROWS = 400

export interface Recomputed {
  state: 'idle' | 'running' | 'done' | 'failed'
  checks: Checked[]
  rankings?: Ranking[]
  places?: Places
  verdict?: Omit<DrawVerdict, 'checks'>
  ms?: number
  /** Whether the keys were the reader's own, and not those that the log shows. */
  ownKeys?: boolean
  log?: { finding?: Finding; from: number; to: number }
  message?: string
}

const IDLE: Recomputed = { state: 'idle', checks: [] }

function add(before: Recomputed, answer: Answer): Recomputed {
  switch (answer.kind) {
    case 'checked':
      return { ...before, checks: [...before.checks, answer.checked] }
    case 'rankings':
      return { ...before, rankings: answer.rankings, places: answer.places }
    case 'log':
      return { ...before, state: 'done', log: answer }
    case 'verdict':
      return { ...before, verdict: answer.verdict, ms: answer.ms, ownKeys: answer.ownKeys }
    case 'failed':
      return { ...before, state: 'failed', message: answer.message }
  }
}

async function bytesAt(url: string): Promise<Uint8Array> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`HTTP ${response.status}: ${url}`)
  return new Uint8Array(await response.arrayBuffer())
}

/**
 * Verifies a transcript in a worker of this browser, by the policy and keys of the reader where there are such.
 *
 * @param load the transcript, byte for byte
 */
export function useRecompute(load: () => Promise<Uint8Array>) {
  const [found, setFound] = useState<Recomputed>(IDLE)
  const worker = useRef<Worker | undefined>(undefined)
  const ownPolicy = useOwnPolicy()
  useEffect(() => () => worker.current?.terminate(), [])
  const run = useCallback(
    async (keys?: Uint8Array) => {
      worker.current?.terminate()
      setFound({ state: 'running', checks: [] })
      try {
        const [transcript, verifier] = [await load(), await bytesAt(verifierUrl)]
        const policy = ownPolicy ?? (await api.get('/log-health')).policy
        const one = new Worker(new URL('./verify.worker.ts', import.meta.url), { type: 'module' })
        worker.current = one
        one.onmessage = ({ data }: MessageEvent<Answer>) => setFound((before) => add(before, data))
        one.onerror = (event) => setFound((before) => ({ ...before, state: 'failed', message: event.message }))
        const log = new URL('/log/', location.href).href
        one.postMessage({ transcript, policy, log, verifier, rows: ROWS, ...(keys && { keys }) } satisfies Question)
      } catch (error) {
        setFound({ state: 'failed', checks: [], message: error instanceof Error ? error.message : String(error) })
      }
    },
    [load, ownPolicy],
  )
  return { found, run }
}

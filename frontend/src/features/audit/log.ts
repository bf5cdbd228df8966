import { useQuery } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { api } from '../../api/client'
import { serverClock } from '../../api/clock'
import { base64, hashFromBase64 } from './verify/bytes'
import { finding, findingText, Refused, type Finding } from './verify/findings'
import type { Checkpoint } from './verify/note'
import { verifyContinuation, type Continuation } from './verify/origin'
import { checkCheckpoint, parsePolicy, type Policy, type SealedCheckpoint } from './verify/policy'
import { logAt, readCheckpoint } from './verify/tiles'
import { verifyExtension } from './verify/verify'

/** The public files of this server's log. */
export const log = logAt('/log/')

const ownPolicy = 'gongping.log-policy'
const seen = 'gongping.log-seen'
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The policy that this person has brought along; without one the server's own word has to do. */
export function useOwnPolicy(): string | null {
  return useSyncExternalStore(subscribe, () => localStorage.getItem(ownPolicy))
}

export function setOwnPolicy(text: string | null): void {
  if (text === null) localStorage.removeItem(ownPolicy)
  else localStorage.setItem(ownPolicy, text)
  listeners.forEach((listener) => listener())
}

/** How the log is, with the server's time at which it said so. */
export function useLogHealth() {
  return useQuery({
    queryKey: ['log-health'],
    queryFn: async ({ signal }) => {
      const health = await api.get('/log-health', { signal })
      return { health, receivedAt: serverClock.now() }
    },
    refetchInterval: 5_000,
  })
}

/** By whose signatures this browser judges. */
export async function policyNow(): Promise<Policy> {
  const text = localStorage.getItem(ownPolicy) ?? (await api.get('/log-health')).policy
  return parsePolicy(text)
}

function remembered(origin: string): Checkpoint | undefined {
  const all = JSON.parse(localStorage.getItem(seen) ?? '{}') as Record<string, { size: number; root: string }>
  const one = all[origin]
  const root = one && hashFromBase64(one.root)
  return one && root ? { origin, size: one.size, root } : undefined
}

function remember(checkpoint: Checkpoint): void {
  const all = JSON.parse(localStorage.getItem(seen) ?? '{}') as Record<string, { size: number; root: string }>
  all[checkpoint.origin] = { size: checkpoint.size, root: base64(checkpoint.root) }
  localStorage.setItem(seen, JSON.stringify(all))
}

export interface LogVerdict {
  findings: Finding[]
  sealed?: SealedCheckpoint
  /** Size that this browser had seen before; absent the first time. */
  before?: number
  /** The log that this one continues, when its first entry says so. */
  continues?: Continuation
}

/**
 * Checks signatures and witnesses of the published checkpoint, and that the log has only grown since this browser last
 * saw it. What is remembered is replaced only when all is well.
 */
export async function verifyLog(policy: Policy): Promise<LogVerdict> {
  try {
    const sealed = checkCheckpoint(policy, await readCheckpoint(log), 'checkpoint')
    const last = remembered(sealed.checkpoint.origin)
    const findings = last ? await verifyExtension(last, sealed.checkpoint, log) : []
    const continues = await verifyContinuation(log, sealed.checkpoint.origin, policy)
    const known = continues && remembered(continues.before)
    if (continues && known && known.size > continues.size) {
      findings.push(finding('origin.forgets', 'origin.json', [continues.before, continues.size, known.size], 0))
    }
    if (findings.length === 0) remember(sealed.checkpoint)
    return { findings, sealed, before: last?.size, ...(continues && { continues }) }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { findings: [error.finding] }
  }
}

export { findingText }

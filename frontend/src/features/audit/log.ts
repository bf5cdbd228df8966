import { useQuery } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { api } from '../../api/client'
import { base64, hashFromBase64 } from './verify/bytes'
import { findingText, Refused, type Finding } from './verify/findings'
import type { Checkpoint } from './verify/note'
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

export function useLogHealth() {
  return useQuery({
    queryKey: ['log-health'],
    queryFn: ({ signal }) => api.get('/log-health', { signal }),
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
    if (findings.length === 0) remember(sealed.checkpoint)
    return { findings, sealed, before: last?.size }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { findings: [error.finding] }
  }
}

export { findingText }

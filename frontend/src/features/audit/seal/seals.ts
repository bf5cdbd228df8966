import { useQuery } from '@tanstack/react-query'
import { api } from '../../../api/client'
import type { Seal } from '../../../api/types'
import { projectKeys } from '../../tender/queries'

export const criticalKinds = [
  'bid.register',
  'bid.submit',
  'bid.withdraw',
  'open.key',
  'open.decrypt',
  'open.close',
  'open.adjourn',
  'open.first_stage',
  'open.confirm',
  'open.start',
  'tender.fail',
  'open.read',
  'open.parameters',
  'open.end',
  'eval.price',
  'eval.report',
  'candidate.notice',
  'award.decide',
  'award.notice',
  'contract.record',
] as const

export type CriticalKind = (typeof criticalKinds)[number]

const whileWaiting = 2_000

export function sealsKey(projectId: string) {
  return [...projectKeys.one(projectId), 'seals'] as const
}

/** The critical steps that this person may see; asked again only while one of them still waits. */
export function useSeals(projectId: string) {
  return useQuery({
    queryKey: sealsKey(projectId),
    queryFn: ({ signal }) => api.get('/projects/{projectId}/seals', { path: { projectId }, signal }),
    refetchInterval: (query) => (query.state.data?.items.some((seal) => !seal.isFinal) ? whileWaiting : false),
  })
}

/** Steps of one kind that are shown as one line. */
export interface SealRow {
  kind: CriticalKind
  seals: Seal[]
}

/**
 * One line for each kind that has happened, in the order of the kinds. Every reading of a bid counts; of what can be
 * done anew, such as computing the price scores, the last one does.
 */
export function rowsOf(items: Seal[], kinds: readonly CriticalKind[], about?: string[]): SealRow[] {
  return kinds.flatMap((kind) => {
    const found = items.filter((seal) => seal.kind === kind && (about === undefined || about.some((object) => seal.objects.includes(object))))
    const seals = kind === 'open.read' ? found : found.slice(0, 1)
    return seals.length > 0 ? [{ kind, seals }] : []
  })
}

const order = ['RECORDED', 'SIGNED', 'SEALED'] as const

/** Of several steps, the one that is least far. */
export function leastFar(seals: Seal[]): Seal {
  return seals.reduce((least, seal) => (order.indexOf(seal.state) < order.indexOf(least.state) ? seal : least))
}

export function cosigners(seal: Seal): string[] {
  return seal.witnesses.filter((w) => w.cosignedAt !== undefined).map((w) => w.name)
}

export function missing(seal: Seal): string[] {
  return seal.witnesses.filter((w) => w.cosignedAt === undefined).map((w) => w.name)
}

function save(name: string, text: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}

/** The receipt as a file: the proof once there is one, until then the log's word. */
export async function saveReceipt(projectId: string, seal: Seal): Promise<void> {
  const path = { projectId, entryId: seal.entryId }
  if (hasProof(seal)) {
    const { index, receipt } = await api.get('/projects/{projectId}/audit/{entryId}/receipt', { path })
    save(`${index}.tlog-proof`, receipt)
  } else {
    const { file } = await api.get('/projects/{projectId}/seals/{entryId}/promise', { path })
    save(`${seal.entryId}.gp-promise`, file)
  }
}

export function hasProof(seal: Seal): boolean {
  return seal.isFinal && seal.state !== 'RECORDED'
}

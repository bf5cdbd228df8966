import { bytesToHex } from '@noble/hashes/utils.js'
import type { Manifest } from './format'
import type { SealProgress, ToSeal } from './seal'
import type { Answer, Job, SealedFile } from './seal.worker'
import { removeSealedFile, whileSealing } from './sealedFiles'
import scriptUrl from './seal.worker.ts?worker&url'

/** Why there is no envelope; the word is a key of the strings. */
export class RunFailed extends Error {
  readonly reason: string
  readonly file: string | undefined

  constructor(reason: string, file: string | undefined, detail: string) {
    super(detail)
    this.name = 'RunFailed'
    this.reason = reason
    this.file = file
  }
}

function run<K extends Answer['kind']>(job: Job, kind: K, signal: AbortSignal | undefined, onProgress?: (progress: SealProgress) => void) {
  const worker = new Worker(scriptUrl, { type: 'module' })
  const done = new Promise<Extract<Answer, { kind: K }>>((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(new RunFailed('cancelled', undefined, 'cancelled')))
    worker.onerror = (event) => reject(new RunFailed('broken', undefined, event.message))
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      if (data.kind === 'progress') onProgress?.(data)
      else if (data.kind === 'failed') reject(new RunFailed(data.reason, data.file, data.detail))
      else if (data.kind === kind) resolve(data as Extract<Answer, { kind: K }>)
    }
    worker.postMessage(job)
  })
  return done.finally(() => worker.terminate())
}

/** SHA-256 in hex of the script that seals, as it was served: one file, which holds all that it uses. */
export async function sealingScriptDigest(): Promise<string> {
  const response = await fetch(scriptUrl)
  if (!response.ok) throw new Error(`HTTP ${response.status}: ${scriptUrl}`)
  return bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-256', await response.arrayBuffer())))
}

/** What an envelope and the files beside it need on the disk, in bytes. */
async function holdRoom(bytes: number): Promise<void> {
  const { quota, usage } = await navigator.storage.estimate()
  if (quota !== undefined && quota - (usage ?? 0) < bytes) throw new RunFailed('room', undefined, String(bytes))
}

/**
 * Seals files into a new file of the private file system. Whatever ends the run before its end also ends the file: a run is
 * never continued. The run ends when `keep` has noted the file down; until then a sweep would take it for what another left behind.
 *
 * @throws RunFailed
 */
export function sealInWorker(
  what: Omit<ToSeal, 'files'>,
  files: File[],
  onProgress: (progress: SealProgress) => void,
  signal: AbortSignal,
  keep: (sealed: SealedFile & { path: string }) => Promise<void>,
): Promise<void> {
  return whileSealing(async () => {
    const path = `${crypto.randomUUID()}.envelope`
    await holdRoom(files.reduce((sum, { size }) => sum + size, 2 << 20))
    try {
      const { size, sha256, header } = await run({ kind: 'seal', what, files, path }, 'sealed', signal, onProgress)
      await keep({ size, sha256, header, path })
    } catch (error) {
      await removeSealedFile(path)
      throw error
    }
  })
}

/**
 * Opens a sealed file with the bidder's own key and holds it to everything that it says.
 *
 * @throws RunFailed
 */
export async function checkInWorker(path: string, pair: CryptoKeyPair): Promise<Manifest> {
  return (await run({ kind: 'check', path, pair }, 'checked', undefined)).manifest
}

import { canonical } from '../../draw/verify/json'
import { blobSource, EnvelopeRefused, type Manifest } from './format'
import { readEnvelope } from './header'
import { openAsBidder, openContent } from './open'
import { sealEnvelope, SealingStopped, type SealProgress, type ToSeal } from './seal'
import { sealedFolder, type SyncAccessHandle } from './sealedFiles'

export type Job =
  | { kind: 'seal'; what: Omit<ToSeal, 'files'>; files: File[]; path: string }
  | { kind: 'check'; path: string; pair: CryptoKeyPair }

export interface SealedFile {
  size: number
  sha256: string
  /** Text of the header. */
  header: string
}

export type Answer =
  | ({ kind: 'progress' } & SealProgress)
  | ({ kind: 'sealed' } & SealedFile)
  | { kind: 'checked'; manifest: Manifest }
  /** `reason` of SealingStopped or EnvelopeRefused, `room` when the disk is full, `broken` for anything else. */
  | { kind: 'failed'; reason: string; file?: string; detail: string }

const EVERY_MS = 100

function say(answer: Answer): void {
  self.postMessage(answer)
}

async function sealInto({ what, files, path }: Extract<Job, { kind: 'seal' }>): Promise<Answer> {
  const folder = await sealedFolder()
  const handle = await folder.getFileHandle(path, { create: true })
  const { createSyncAccessHandle } = handle as unknown as { createSyncAccessHandle?: () => Promise<SyncAccessHandle> }
  if (createSyncAccessHandle === undefined) return { kind: 'failed', reason: 'no-storage', detail: 'no access handle' }
  const out = await createSyncAccessHandle.call(handle)
  let at = 0
  let said = 0
  try {
    const write = (bytes: Uint8Array) => {
      if (out.write(bytes, { at }) !== bytes.length) throw new DOMException('', 'QuotaExceededError')
      at += bytes.length
    }
    const onProgress = (progress: SealProgress) => {
      const whole = progress.done === files[progress.file]!.size
      if (!whole && performance.now() - said < EVERY_MS) return
      said = performance.now()
      say({ kind: 'progress', ...progress })
    }
    const toSeal = { ...what, files: files.map((file) => ({ name: file.name, source: blobSource(file) })) }
    const { header, size, sha256 } = await sealEnvelope(toSeal, write, { onProgress })
    out.flush()
    out.close()
    return { kind: 'sealed', size, sha256, header: canonical(header) }
  } catch (error) {
    out.close()
    await folder.removeEntry(path).catch(() => undefined)
    throw error
  }
}

async function check({ path, pair }: Extract<Job, { kind: 'check' }>): Promise<Answer> {
  const file = await (await (await sealedFolder()).getFileHandle(path)).getFile()
  const envelope = await readEnvelope(blobSource(file))
  return { kind: 'checked', manifest: await openContent(envelope, await openAsBidder(envelope.header, pair)) }
}

function failed(error: unknown): Answer {
  const detail = error instanceof Error ? error.message : String(error)
  if (error instanceof SealingStopped) return { kind: 'failed', reason: error.reason, file: error.file, detail }
  if (error instanceof EnvelopeRefused) return { kind: 'failed', reason: error.reason, detail }
  const full = error instanceof DOMException && error.name === 'QuotaExceededError'
  return { kind: 'failed', reason: full ? 'room' : 'broken', detail }
}

self.onmessage = ({ data }: MessageEvent<Job>) => {
  const done = data.kind === 'seal' ? sealInto(data) : check(data)
  done.then(say, (error: unknown) => say(failed(error)))
}

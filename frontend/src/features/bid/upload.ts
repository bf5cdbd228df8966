import { DefaultHttpStack, DetailedError, Upload, type HttpRequest, type HttpResponse, type HttpStack } from 'tus-js-client'
import { sessionHeaders } from '../../api/client'
import { ApiError } from '../../api/problem'
import type { Problem } from '../../api/types'
import { base64 } from '../audit/verify/bytes'
import { removeSealedFile, sealedFile } from './envelope/sealedFiles'
import { forgetSealed, noteOnSealed, sealedRecords, type SealedRecord } from './envelope/store'

const CHUNK_BYTES = 4 << 20
const RETRY_AFTER_MS = [0, 1_000, 3_000, 5_000, 10_000, 20_000, 30_000, 30_000, 30_000]

/** Puts the SHA-256 of each part beside it (extension `checksum`), so that a part that was damaged on its way is sent anew. */
class ChecksummedRequest implements HttpRequest {
  constructor(private readonly request: HttpRequest) {}

  getMethod = () => this.request.getMethod()
  getURL = () => this.request.getURL()
  setHeader = (name: string, value: string) => this.request.setHeader(name, value)
  getHeader = (name: string) => this.request.getHeader(name)
  setProgressHandler = (handler: (sent: number) => void) => this.request.setProgressHandler(handler)
  abort = () => this.request.abort()
  getUnderlyingObject = () => this.request.getUnderlyingObject() as unknown

  async send(body: unknown): Promise<HttpResponse> {
    if (body instanceof Blob && body.size > 0) {
      const digest = await crypto.subtle.digest('SHA-256', await body.arrayBuffer())
      this.request.setHeader('Upload-Checksum', `sha256 ${base64(new Uint8Array(digest))}`)
    }
    return this.request.send(body)
  }
}

class ChecksummedStack implements HttpStack {
  private readonly stack = new DefaultHttpStack({})

  createRequest = (method: string, url: string) => new ChecksummedRequest(this.stack.createRequest(method, url))
  getName = () => 'ChecksummedStack'
}

function carrySession(request: HttpRequest): void {
  for (const [name, value] of Object.entries(sessionHeaders())) request.setHeader(name, value)
}

export function uploadIdOf(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1)
}

function problemOf(error: Error): ApiError {
  const response = error instanceof DetailedError ? error.originalResponse : null
  const status = response?.getStatus() ?? 0
  if (response === null || status === 0) return new ApiError({ type: 'about:blank', title: 'unreachable', status: 0, code: 'unreachable' })
  try {
    const problem = JSON.parse(response.getBody()) as Problem
    if (typeof problem.title === 'string') return new ApiError({ ...problem, status })
  } catch {
    // Not a problem document: a proxy answered in the server's place.
  }
  return new ApiError({ type: 'about:blank', title: `HTTP ${status}`, status, code: status === 401 ? 'not-authenticated' : 'unexpected-answer' })
}

export interface Transfer {
  /** Stops the sending; what the server has stays there, and the next start goes on from it. */
  pause: () => Promise<void>
  done: Promise<void>
}

/**
 * Sends a sealed envelope, from where an earlier sending has stopped. The file is the one that was sealed, byte for byte:
 * a run of the sealing is never repeated for it.
 *
 * @param onSent takes the bytes that the server has
 * @param onBroken the connection was lost; it is tried again by itself
 */
export async function startTransfer({ path, ...owner }: SealedRecord, onSent: (bytes: number) => void, onBroken: () => void): Promise<Transfer | undefined> {
  const record = (await sealedRecords(owner)).find((each) => each.path === path)
  const file = await sealedFile(path)
  if (record === undefined || file?.size !== record.size) return undefined
  let settle: { resolve: () => void; reject: (error: ApiError) => void }
  const done = new Promise<void>((resolve, reject) => (settle = { resolve, reject }))
  const upload: Upload = new Upload(file, {
    endpoint: `/tus/projects/${record.projectId}/lots/${record.lotId}`,
    uploadUrl: record.uploadUrl ?? null,
    chunkSize: CHUNK_BYTES,
    retryDelays: RETRY_AFTER_MS,
    metadata: { kind: record.kind },
    storeFingerprintForResuming: false,
    httpStack: new ChecksummedStack(),
    onBeforeRequest: carrySession,
    onShouldRetry: (error) => {
      const status = error.originalResponse?.getStatus() ?? 0
      // Another offset is gone on from; any other conflict, such as the deadline, stands. In use, too many requests, damaged
      // on its way: tried again. Without a network the page waits for it.
      const isPassing = status === 409 ? Boolean(error.originalResponse?.getHeader('Upload-Offset')) : status === 0 ? navigator.onLine : status >= 500 || [423, 429, 460].includes(status)
      if (isPassing) onBroken()
      return isPassing
    },
    onUploadUrlAvailable: () => void noteOnSealed(record, { uploadUrl: upload.url ?? undefined }),
    onProgress: (sent) => onSent(sent),
    onSuccess: () => {
      onSent(record.size)
      void noteOnSealed(record, { uploaded: true, uploadUrl: upload.url ?? undefined }).then(settle.resolve)
    },
    onError: (error) => settle.reject(problemOf(error)),
  })
  upload.start()
  return { pause: () => upload.abort(), done }
}

/** Forgets a sealed envelope: its file, its record, and its upload when it stands in no submission. */
export async function discardSealed(record: SealedRecord): Promise<void> {
  if (record.uploadUrl !== undefined && record.submissionId === undefined) {
    // What is not taken back ends by itself.
    void Upload.terminate(record.uploadUrl, { onBeforeRequest: carrySession }).catch(() => undefined)
  }
  await removeSealedFile(record.path)
  await forgetSealed(record)
}

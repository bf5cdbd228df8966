import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { apiUrl, writeHeaders } from '../../api/client'
import { ApiError } from '../../api/problem'
import type { DocumentKind, Problem, ProjectDocument } from '../../api/types'
import { projectKeys } from '../tender/queries'

export interface Transfer {
  key: string
  file: File
  kind: DocumentKind
  sent: number
  stored?: ProjectDocument
  error?: ApiError
  cancel: () => void
}

function problemFrom(request: XMLHttpRequest): ApiError {
  try {
    return new ApiError({ ...(JSON.parse(request.responseText) as Problem), status: request.status })
  } catch {
    return new ApiError({ type: 'about:blank', title: request.status === 0 ? 'unreachable' : `HTTP ${request.status}`, status: request.status, code: 'upload' })
  }
}

/** Uploads with progress. A repeat of a failed transfer keeps its idempotency key. */
export function useUpload(projectId: string) {
  const client = useQueryClient()
  const [transfers, setTransfers] = useState<Transfer[]>([])

  const start = useCallback(
    (file: File, kind: DocumentKind, key: string = crypto.randomUUID()) => {
      const request = new XMLHttpRequest()
      const change = (part: Partial<Transfer>) => setTransfers((all) => all.map((x) => (x.key === key ? { ...x, ...part } : x)))
      const forget = () => setTransfers((all) => all.filter((x) => x.key !== key))
      const transfer: Transfer = { key, file, kind, sent: 0, cancel: () => request.abort() }
      setTransfers((all) => [...all.filter((x) => x.key !== key), transfer])
      request.open('POST', apiUrl('/projects/{projectId}/documents', { projectId }, { name: file.name, kind }))
      for (const [name, value] of Object.entries(writeHeaders(key))) request.setRequestHeader(name, value)
      request.setRequestHeader('Content-Type', 'application/octet-stream')
      request.upload.onprogress = (event) => change({ sent: event.loaded })
      request.onload = () => {
        if (request.status >= 300) return change({ error: problemFrom(request) })
        change({ sent: file.size, stored: JSON.parse(request.responseText) as ProjectDocument })
        // A list that is being read for the first time may be older than the file: an invalidation alone would wait for it and keep it.
        const queryKey = projectKeys.one(projectId)
        void client.cancelQueries({ queryKey }).then(() => client.invalidateQueries({ queryKey }))
      }
      request.onerror = () => change({ error: problemFrom(request) })
      request.onabort = forget
      request.send(file)
    },
    [client, projectId],
  )
  return { transfers, start }
}

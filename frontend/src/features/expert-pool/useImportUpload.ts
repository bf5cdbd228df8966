import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { apiUrl, writeHeaders } from '../../api/client'
import { ApiError } from '../../api/problem'
import type { ExpertImport, ExpertImportKind, Problem } from '../../api/types'
import { poolKeys } from './queries'

export interface Sending {
  name: string
  /** 0 to 100; at 100 the server checks the rows. */
  percent: number
  error?: ApiError
}

function problemFrom(request: XMLHttpRequest): ApiError {
  try {
    return new ApiError({ ...(JSON.parse(request.responseText) as Problem), status: request.status })
  } catch {
    return new ApiError({ type: 'about:blank', title: request.status === 0 ? 'unreachable' : `HTTP ${request.status}`, status: request.status, code: 'upload' })
  }
}

/** Sends a file to be checked, with progress. */
export function useImportUpload(done: (file: ExpertImport) => void) {
  const client = useQueryClient()
  const [sending, setSending] = useState<Sending>()
  const start = useCallback(
    (file: File, query: { kind: ExpertImportKind; library?: string; source?: string }) => {
      const request = new XMLHttpRequest()
      setSending({ name: file.name, percent: 0 })
      request.open('POST', apiUrl('/expert-imports', {}, { name: file.name, ...query }))
      for (const [name, value] of Object.entries(writeHeaders(crypto.randomUUID()))) request.setRequestHeader(name, value)
      request.setRequestHeader('Content-Type', 'application/octet-stream')
      request.upload.onprogress = (event) => setSending({ name: file.name, percent: Math.floor((event.loaded / file.size) * 100) })
      request.upload.onload = () => setSending({ name: file.name, percent: 100 })
      const failed = () => setSending({ name: file.name, percent: 0, error: problemFrom(request) })
      request.onload = () => {
        if (request.status >= 300) return failed()
        const checked = JSON.parse(request.responseText) as ExpertImport
        client.setQueryData([...poolKeys.imports, checked.id], checked)
        void client.invalidateQueries({ queryKey: poolKeys.imports })
        done(checked)
      }
      request.onerror = failed
      request.send(file)
    },
    [client, done],
  )
  return { sending, start }
}

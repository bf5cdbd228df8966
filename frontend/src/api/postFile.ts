import { writeHeaders } from './client'
import { ApiError, problemOf } from './problem'

/** Sends a file as the body of a write; for those small enough to go without progress. */
export async function postFile<T>(url: string, file: File): Promise<T> {
  let response: Response
  try {
    response = await fetch(url, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { ...writeHeaders(crypto.randomUUID()), 'Content-Type': 'application/octet-stream' },
      body: file,
    })
  } catch {
    throw new ApiError({ type: 'about:blank', title: 'unreachable', status: 0, code: 'unreachable' })
  }
  if (!response.ok) throw await problemOf(response)
  return (await response.json()) as T
}

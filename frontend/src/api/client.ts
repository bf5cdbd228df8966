import i18next from 'i18next'
import { serverClock } from './clock'
import { ApiError, problemOf } from './problem'
import type { paths } from './schema'

type Method = 'get' | 'post' | 'put' | 'delete'
export type PathOf<M extends Method> = {
  [P in keyof paths]: paths[P][M] extends { responses: unknown } ? P : never
}[keyof paths]

type Operation<P extends keyof paths, M extends Method> = paths[P][M]
type JsonOf<T> = T extends { content: { 'application/json': infer B } } ? B : never
export type Answer<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { responses: infer R } ? JsonOf<R[Extract<keyof R, 200 | 201>]> : never
export type Body<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { requestBody: { content: { 'application/json': infer B } } } ? B : undefined
type Params<P extends keyof paths, M extends Method, K extends 'path' | 'query'> =
  Operation<P, M> extends { parameters: infer Q } ? (K extends keyof Q ? NonNullable<Q[K]> : Record<never, never>) : never

interface Options<P extends keyof paths, M extends Method> {
  path?: Params<P, M, 'path'>
  query?: Partial<Params<P, M, 'query'>>
  body?: Body<P, M>
  /** One per submission, kept over its retries (the contract's `Idempotency-Key`). */
  key?: string
  /** Version the writer saw (the contract's `If-Match`). */
  version?: number
  signal?: AbortSignal
}

let csrfToken: string | undefined

export function setCsrfToken(token: string | undefined): void {
  csrfToken = token
}

export function apiUrl(path: string, pathParams: object = {}, query: object = {}): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String((pathParams as Record<string, unknown>)[name])),
  )
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(name, String(value))
  }
  const suffix = search.size > 0 ? `?${search}` : ''
  return `/api/v1${filled}${suffix}`
}

/** Refusals come in the language that the person reads. */
function readLanguage(): string {
  return i18next.language === 'en' ? 'en' : 'zh-CN'
}

/** What every write of this session carries, as it is at the moment. */
export function sessionHeaders(): Record<string, string> {
  return { 'Accept-Language': readLanguage(), ...(csrfToken !== undefined && { 'X-CSRF-Token': csrfToken }) }
}

export function writeHeaders(key: string, version?: number): Record<string, string> {
  const headers: Record<string, string> = { 'Idempotency-Key': key, ...sessionHeaders() }
  if (version !== undefined) headers['If-Match'] = `"${version}"`
  return headers
}

async function call<P extends keyof paths, M extends Method>(
  method: M,
  path: P,
  options: Options<P, M>,
): Promise<Answer<P, M>> {
  const headers: Record<string, string> = {
    Accept: 'application/json, application/problem+json',
    'Accept-Language': readLanguage(),
  }
  if (method !== 'get') Object.assign(headers, writeHeaders(options.key ?? crypto.randomUUID(), options.version))
  if (options.body !== undefined) headers['Content-Type'] = 'application/json'
  const sentAt = performance.now()
  let response: Response
  try {
    response = await fetch(apiUrl(path, options.path, options.query), {
      method: method.toUpperCase(),
      headers,
      credentials: 'same-origin',
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
      signal: options.signal,
    })
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new ApiError({ type: 'about:blank', title: 'unreachable', status: 0, code: 'unreachable' })
  }
  if (!response.ok) throw await problemOf(response)
  const answer = (await response.json()) as Answer<P, M>
  const { now } = answer as { now?: unknown }
  if (typeof now === 'string') serverClock.synchronise(now, sentAt, performance.now())
  return answer
}

/** The API of the contract; paths, parameters, bodies and answers are typed from it. */
export const api = {
  get: <P extends PathOf<'get'>>(path: P, options: Options<P, 'get'> = {}) => call('get', path, options),
  post: <P extends PathOf<'post'>>(path: P, options: Options<P, 'post'> = {}) => call('post', path, options),
  put: <P extends PathOf<'put'>>(path: P, options: Options<P, 'put'> = {}) => call('put', path, options),
  delete: <P extends PathOf<'delete'>>(path: P, options: Options<P, 'delete'> = {}) => call('delete', path, options),
}

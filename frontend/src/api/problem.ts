import type { Problem } from './types'

/** A refusal or an error of the server (RFC 9457), or of the way to it (`status` 0). */
export class ApiError extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.title)
    this.name = 'ApiError'
    this.problem = problem
  }

  get status(): number {
    return this.problem.status
  }

  /** True when the request may never have reached the server, so that a repeat under the same key is right. */
  get isUncertain(): boolean {
    return this.status === 0 || this.status >= 502
  }
}

export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  return new ApiError({ type: 'about:blank', title: String(error), status: 0, code: 'client-error' })
}

export async function problemOf(response: Response): Promise<ApiError> {
  const text = await response.text()
  try {
    const body = JSON.parse(text) as Partial<Problem>
    if (typeof body.title === 'string') {
      return new ApiError({ ...(body as Problem), status: body.status ?? response.status, code: body.code ?? 'unknown' })
    }
  } catch {
    // Not a problem document: a proxy answered in the server's place.
  }
  return new ApiError({
    type: 'about:blank',
    title: `HTTP ${response.status}`,
    status: response.status,
    code: response.status === 401 ? 'not-authenticated' : 'unexpected-answer',
  })
}

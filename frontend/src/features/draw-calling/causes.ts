import type { Board } from './queries'

export type LeavingCause = Board['leaving'][number]

/** Whether the cause cannot be named yet, by the server's clock; while that is not known, it cannot. */
export function isTooEarly(cause: LeavingCause, serverSecond: number): boolean {
  return cause.from !== undefined && serverSecond * 1000 < Date.parse(cause.from)
}

/** Whether all is given that the cause needs now. */
export function isShown(cause: LeavingCause, evidence: string | undefined, serverSecond: number): boolean {
  return !isTooEarly(cause, serverSecond) && (!cause.evidence || evidence !== undefined)
}

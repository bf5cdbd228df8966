/** The codes of the checks of a draw, as every verifier gives them (VED-1 §10). */
export type DrawCode =
  | 'E_FORMAT'
  | 'E_CHECKPOINT_SIG'
  | 'E_WITNESS_QUORUM'
  | 'E_CONSISTENCY'
  | 'E_INCLUSION'
  | 'E_ORDER'
  | 'E_RULES_HASH'
  | 'E_RULES'
  | 'E_POOL_LEAF'
  | 'E_POOL_DUP'
  | 'E_POOL_ROOT'
  | 'E_FEASIBLE'
  | 'E_PARTY_SET'
  | 'E_PARTY_SIG'
  | 'E_COMMIT'
  | 'E_TRANSCRIPT'
  | 'E_VRF_KEY'
  | 'E_VRF'
  | 'E_SEED'
  | 'E_VENUE'
  | 'E_SELECT'
  | 'E_REPLACE'
  | 'E_ATTEMPTS'
  | 'E_TIMESTAMP'

/** A check that does not hold. The detail is for people who read the transcript; the code is stable. */
export class Failed extends Error {
  readonly code: DrawCode
  readonly detail: string

  constructor(code: DrawCode, detail: string) {
    super(`${code} ${detail}`)
    this.code = code
    this.detail = detail
  }
}

/** Nothing could be checked, which proves nothing: a file of the reader's own is missing or malformed. */
export class NotChecked extends Error {}

/** @throws Failed unless the condition holds */
export function need(holds: boolean, code: DrawCode, detail: string): asserts holds {
  if (!holds) throw new Failed(code, detail)
}

import type { LogHealth } from '../../../api/types'

export type Witness = LogHealth['witnesses'][number]

/** Seconds after which a witness that does not keep up is late, where the server does not say. */
const LATE_AFTER = 300

/** How a witness is: it keeps up; it is late while others suffice; it is missing from the quorum; or nothing is known of it. */
export type WitnessState = 'current' | 'late' | 'missing' | 'unknown'

function lateAfter(health: LogHealth): number {
  return health.lateAfter ?? LATE_AFTER
}

/** Whether what is signed has not been cosigned by as many as the policy asks for, for longer than asking takes. */
export function isWithoutQuorum(health: LogHealth): boolean {
  return (health.withoutQuorum ?? 0) >= lateAfter(health)
}

/** For how long a witness has not kept up; a server that asks nobody itself knows when others had the log grow. */
function secondsBehind(witness: Witness, health: LogHealth): number {
  if (witness.behind !== undefined) return witness.behind
  const isSmaller = (witness.size ?? 0) < Math.max(health.publishedSize ?? 0, health.signedSize ?? 0)
  if (!isSmaller || witness.cosignedAt === undefined || health.signedAt === undefined) return 0
  return (Date.parse(health.signedAt) - Date.parse(witness.cosignedAt)) / 1000
}

export function witnessState(witness: Witness, health: LogHealth): WitnessState {
  const isLate = secondsBehind(witness, health) >= lateAfter(health)
  if (isLate) return isWithoutQuorum(health) ? 'missing' : 'late'
  return witness.cosignedAt === undefined && !witness.cosigned ? 'unknown' : 'current'
}

/** Entries that the log has signed and the witness has not cosigned. */
export function entriesBehind(witness: Witness, health: LogHealth): number {
  return Math.max(0, (health.signedSize ?? health.publishedSize ?? 0) - (witness.size ?? 0))
}

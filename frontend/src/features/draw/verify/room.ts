import type { Draw } from './draw'

/** How many of them the cap lets in. */
export function roomOf({ rules, employerOf }: Draw, leaves: string[]): number {
  const heads = new Map<string, number>()
  for (const leaf of leaves) {
    const employer = employerOf.get(leaf) ?? ''
    heads.set(employer, (heads.get(employer) ?? 0) + 1)
  }
  return [...heads.values()].reduce((sum, k) => sum + Math.min(rules.max_per_employer, k), 0)
}

/** What two people have made of the same form. */
export interface Merged<T> {
  values: T
  /** Members that both have changed, and not alike: mine stand in `values`, theirs are for me to look at. */
  conflicts: (keyof T)[]
  /** Members that only the other has changed: taken over. */
  taken: (keyof T)[]
}

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/**
 * Brings together what I typed with what somebody else saved meanwhile, member by member: what only one of us has
 * changed is kept, whoever it was.
 *
 * @param base what both began with
 */
export function merge<T extends object>(base: T, mine: T, theirs: T): Merged<T> {
  const values = { ...theirs, ...mine }
  const conflicts: (keyof T)[] = []
  const taken: (keyof T)[] = []
  for (const name of new Set([...Object.keys(base), ...Object.keys(mine), ...Object.keys(theirs)]) as Set<keyof T & string>) {
    if (same(mine[name], base[name])) {
      values[name] = theirs[name]
      if (!same(theirs[name], base[name])) taken.push(name)
    } else if (!same(theirs[name], base[name]) && !same(theirs[name], mine[name])) {
      conflicts.push(name)
    }
  }
  return { values, conflicts, taken }
}

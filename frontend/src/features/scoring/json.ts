/** Careful reading of JSON whose shape the contract leaves open. */
export type Json = unknown

export function member(value: Json, ...path: (string | number)[]): Json {
  let at: Json = value
  for (const name of path) {
    if (typeof at !== 'object' || at === null) return undefined
    at = (at as Record<string | number, Json>)[name]
  }
  return at
}

export function text(value: Json, ...path: (string | number)[]): string | undefined {
  const found = member(value, ...path)
  if (typeof found === 'string') return found
  return typeof found === 'number' || typeof found === 'boolean' ? String(found) : undefined
}

export function list(value: Json, ...path: (string | number)[]): Json[] {
  const found = member(value, ...path)
  return Array.isArray(found) ? (found as Json[]) : []
}

/** Resolves a JSON pointer (RFC 6901). */
export function pointed(document: Json, pointer: string): Json {
  if (pointer === '') return document
  return member(document, ...pointer.slice(1).split('/').map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~')))
}

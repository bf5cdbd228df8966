/** JSON as RFC 8785 has it: members sorted by UTF-16 code units, numbers and strings as ECMAScript writes them. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value as Record<string, unknown>).filter(([, v]) => v !== undefined)
    members.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    return `{${members.map(([name, v]) => `${JSON.stringify(name)}:${canonical(v)}`).join(',')}}`
  }
  return JSON.stringify(value)
}

function bytesOf(hex: string): Uint8Array {
  if (!/^([0-9a-f]{2})*$/i.test(hex)) throw new Error('not hex')
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16))
}

async function sha256(...parts: Uint8Array[]): Promise<string> {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  const digest = await crypto.subtle.digest('SHA-256', all)
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

const utf8 = new TextEncoder()

export interface Commitment {
  commitment: string
  leafHash: string
}

/**
 * The commitment to a record, `c = SHA-256("GP/entry\0" ‖ salt ‖ JCS(record))`, and the hash of its leaf in the log,
 * `SHA-256(0x00 ‖ JCS({"c":c,"v":1}))`, both in hex.
 */
export async function commit(record: unknown, salt: string): Promise<Commitment> {
  const commitment = await sha256(utf8.encode('GP/entry\0'), bytesOf(salt), utf8.encode(canonical(record)))
  const leafHash = await sha256(Uint8Array.of(0), utf8.encode(canonical({ c: commitment, v: 1 })))
  return { commitment, leafHash }
}

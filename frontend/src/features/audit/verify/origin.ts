import { hashFromHex } from './bytes'
import { Refused } from './findings'
import type { Policy } from './policy'
import type { LogFiles } from './tiles'
import { verifyRecord } from './verify'

const FILE = 'origin.json'
const MAX_BYTES = 64 * 1024

/** That a log continues another, as its first record says, which has been followed to the signed root. */
export interface Continuation {
  /** Name of the log that it continues. */
  before: string
  /** Entries of that log. */
  size: number
  /** Base64, of these entries. */
  root: string
  by: string
  reason: string
  /** When it was decided. */
  at: string
  /** Entries of that log which this one does not have. */
  lost: number
}

/**
 * Reads the first record of a log that continues another, and holds it to the log's first entry.
 *
 * @param origin name of the log
 * @returns nothing where the log does not claim to continue another
 */
export async function verifyContinuation(log: LogFiles, origin: string, policy: Policy): Promise<Continuation | undefined> {
  const bytes = await log.read(FILE, MAX_BYTES)
  if (bytes === undefined) return undefined
  const { salt, record } = parse(bytes)
  const verdict = await verifyRecord(record, salt, { log, index: 0 }, policy)
  if (verdict.findings.length > 0) throw new Refused('origin.entry', FILE, [], 0)
  const opened = object(record)
  const body = opened.body as Record<string, unknown>
  if (opened.kind !== 'log.origin') throw new Refused('origin.malformed', FILE, ['kind'], 0)
  if (body.origin !== origin) throw new Refused('origin.name', FILE, [String(body.origin), origin], 0)
  return {
    before: text(body, 'before'),
    size: count(body, 'beforeSize'),
    root: text(body, 'beforeRoot'),
    by: text(body, 'by'),
    reason: text(body, 'reason'),
    at: text(opened, 't'),
    lost: count(body, 'lost'),
  }
}

function parse(bytes: Uint8Array): { salt: Uint8Array; record: string } {
  const file = bytes.length > MAX_BYTES ? {} : object(new TextDecoder().decode(bytes))
  const salt = typeof file.salt === 'string' ? hashFromHex(file.salt) : undefined
  if (salt === undefined || typeof file.record !== 'string') throw new Refused('origin.malformed', FILE, ['salt, record'], 0)
  return { salt, record: file.record }
}

function object(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json)
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  } catch {
    // Said below.
  }
  throw new Refused('origin.malformed', FILE, ['JSON'], 0)
}

function text(from: Record<string, unknown>, name: string): string {
  const value = from[name]
  if (typeof value !== 'string' || value === '') throw new Refused('origin.malformed', FILE, [name], 0)
  return value
}

function count(from: Record<string, unknown>, name: string): number {
  const value = from[name]
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw new Refused('origin.malformed', FILE, [name], 0)
  return value
}

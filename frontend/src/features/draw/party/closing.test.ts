import { bytesToHex, concatBytes } from '@noble/hashes/utils.js'
import { describe, expect, it } from 'vitest'
import { base64, hash, utf8 } from '../../audit/verify/bytes'
import { leafHash, rootOf } from '../../audit/verify/merkle'
import { parsePolicy } from '../../audit/verify/policy'
import { signer } from '../../audit/verify/sampleSigner'
import { tilePath } from '../../audit/verify/tiles'
import { commitmentOf, entryOf } from '../../audit/verify/verify'
import { fromHex } from '../verify/formulas'
import { canonical, type JsonObject } from '../verify/json'
import type { Attempt } from '../view'
import { requireClosed } from './closing'

const ORIGIN = 'log.example.org/gongping/2026'
const LOT = '0190a000-0000-7000-8000-000000000001'

const operator = signer(ORIGIN, 1)
const witness = signer('supervisor.example.org', 4)
const policy = parsePolicy(`log ${operator.vkey}\nwitness supervisor ${witness.vkey}\nquorum supervisor\n`)

/** A log of two records, the second of which says that the decryption has closed. */
function closed(change: { kind?: string; lot?: string; body?: JsonObject; cosigned?: boolean; shown?: Partial<JsonObject> } = {}) {
  const { kind = 'open.close', lot = LOT, body = { failed: 0, opened: 3 }, cosigned = true, shown = {} } = change
  const records: JsonObject[] = [
    { v: 1, kind: 'open.start', tender: 'GP-1', body: {} },
    { v: 1, kind, tender: 'GP-1', obj: [`lot:${lot}`], body },
  ]
  const salt = bytesToHex(hash(utf8('salt')))
  const leaves = records.map((record) => leafHash(entryOf(commitmentOf(utf8(canonical(record)), fromHex(salt)))))
  const text = `${ORIGIN}\n${leaves.length}\n${base64(rootOf(leaves))}\n`
  const note = `${text}\n${operator.line(text)}${cosigned ? witness.line(text) : ''}`
  const files = new Map([[tilePath(0, 0, leaves.length), concatBytes(...leaves)]])
  const closing = { note, index: 1, salt, record: { ...records[1]!, ...shown } as JsonObject }
  return { tender: 'GP-1', lotId: LOT, attempt: { closing } as unknown as Attempt, log: { read: (name: string) => Promise.resolve(files.get(name)) }, policy }
}

describe('requireClosed', () => {
  it('lets a party reveal once the log has it that the decryption of this lot has closed', async () => {
    await expect(requireClosed(closed())).resolves.toBeUndefined()
  })

  it('lets nobody reveal on the word of the server', async () => {
    await expect(requireClosed({ ...closed(), attempt: {} as Attempt })).rejects.toThrow('notClosed')
    await expect(requireClosed(closed({ kind: 'open.start' }))).rejects.toThrow('notClosed')
    await expect(requireClosed(closed({ lot: 'another' }))).rejects.toThrow('notClosed')
    await expect(requireClosed({ ...closed(), tender: 'GP-2' })).rejects.toThrow('notClosed')
    await expect(requireClosed(closed({ kind: 'open.start', shown: { kind: 'open.close' } }))).rejects.toThrow('notClosed')
    await expect(requireClosed(closed({ body: { failed: 0, opened: 3, later: ['price'] } }))).rejects.toThrow('notClosed')
    await expect(requireClosed(closed({ cosigned: false }))).rejects.toThrow()
  })
})

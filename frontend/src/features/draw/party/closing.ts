import { utf8 } from '../../audit/verify/bytes'
import { isIncluded, leafHash } from '../../audit/verify/merkle'
import { checkCheckpoint, type Policy } from '../../audit/verify/policy'
import { TileTree, type LogFiles } from '../../audit/verify/tiles'
import { commitmentOf, entryOf } from '../../audit/verify/verify'
import { fromHex } from '../verify/formulas'
import { canonical } from '../verify/json'
import { textOf, type Attempt } from '../view'
import { PartyRefuses } from './acts'

export interface ClosingInput {
  /** Code of the tender. */
  tender: string
  lotId: string
  attempt: Attempt
  log: LogFiles
  policy: Policy
}

/**
 * Sees for itself that the decryption of the lot's bids has closed for all: the record of it, under a checkpoint that the
 * policy's witnesses have cosigned. Whoever reveals parameters before that lets somebody know them who can still decide over
 * a bid.
 *
 * @throws PartyRefuses when there is no such record
 */
export async function requireClosed({ tender, lotId, attempt, log, policy }: ClosingInput): Promise<void> {
  const { closing } = attempt
  if (closing === undefined) throw new PartyRefuses('notClosed')
  const { checkpoint } = checkCheckpoint(policy, utf8(closing.note), 'OPEN')
  const { record, index, salt } = closing
  const objects = record['obj']
  const isOfLot = Array.isArray(objects) && objects.some((each) => textOf(each) === `lot:${lotId}`)
  const body = record['body']
  // Of two envelopes the first are decrypted: the prices are still sealed.
  const isLater = typeof body === 'object' && body !== null && 'later' in body
  if (record['kind'] !== 'open.close' || isLater || record['tender'] !== tender || !isOfLot || index >= checkpoint.size) throw new PartyRefuses('notClosed')
  const leaf = leafHash(entryOf(commitmentOf(utf8(canonical(record)), fromHex(salt))))
  const proof = await new TileTree(log, checkpoint.size).inclusionProof(index)
  if (!isIncluded(index, checkpoint.size, leaf, proof, checkpoint.root)) throw new PartyRefuses('notClosed')
}

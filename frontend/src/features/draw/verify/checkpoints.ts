import { isConsistent } from '../../audit/verify/merkle'
import { claims, cosignatureTime, signs, type VerifierKey } from '../../audit/verify/note'
import { isMet } from '../../audit/verify/policy'
import { hashFromBase64 } from '../../audit/verify/bytes'
import type { Draw, NoteAndCheckpoint } from './draw'
import { need } from './failed'

const NAMES = ['K1', 'K2'] as const

function linesOf(key: VerifierKey, { note }: NoteAndCheckpoint) {
  return note.lines.filter((line) => claims(key, line))
}

/** Check 2: both checkpoints are signed by the log that they name, and the policy knows it. */
export function checkLogSignatures(draw: Draw) {
  const code = 'E_CHECKPOINT_SIG'
  const notes = NAMES.map((name) => [name, draw.note(name)] as const)
  for (const [name, sealed] of notes) {
    const signers = draw.policy.logs.filter((key) => linesOf(key, sealed).length > 0)
    const [first] = signers
    need(first !== undefined, code, `${name} has no signature of a log that the policy names`)
    for (const key of signers) {
      const hold = linesOf(key, sealed).every((line) => signs(key, sealed.note.text, line.signature))
      need(hold, code, `${name}: the log's signature does not hold`)
    }
    need(first.name === sealed.checkpoint.origin, code, `${name}: the origin is not the name of the signing key`)
    need(sealed.checkpoint.origin === draw.bundle.log.origin, code, `${name} is of another log`)
  }
}

/**
 * Earliest time, in seconds, of each witness that has cosigned.
 *
 * @throws Failed with E_WITNESS_QUORUM for a cosignature that does not hold, which condemns the note
 */
export function cosignatures(draw: Draw, name: (typeof NAMES)[number]): Map<string, number> {
  const sealed = draw.note(name)
  const times = new Map<string, number>()
  for (const [witness, key] of draw.policy.witnesses) {
    for (const line of linesOf(key, sealed)) {
      const holds = signs(key, sealed.note.text, line.signature)
      need(holds, 'E_WITNESS_QUORUM', `${name}: the cosignature of ${witness} does not hold`)
      times.set(witness, Math.min(times.get(witness) ?? Infinity, cosignatureTime(line.signature)))
    }
  }
  return times
}

/** Whether these witnesses are enough for the policy. */
export function isQuorum(draw: Draw, witnesses: Iterable<string>): boolean {
  return draw.policy.quorum === 'none' || isMet(draw.policy, draw.policy.quorum, new Set(witnesses))
}

/** Check 3. */
export function checkWitnesses(draw: Draw) {
  for (const name of NAMES) {
    const witnesses = [...cosignatures(draw, name).keys()].sort()
    const detail = `${name}: the quorum ${draw.policy.quorum} is not reached; there are: ${witnesses.join(', ') || 'none'}`
    need(isQuorum(draw, witnesses), 'E_WITNESS_QUORUM', detail)
  }
}

/** Check 4: the log has only grown from K1 to K2. */
export function checkConsistency(draw: Draw) {
  const [k1, k2] = [draw.note('K1').checkpoint, draw.note('K2').checkpoint]
  const proof = draw.bundle.log.consistency.map((each) => hashFromBase64(each) ?? new Uint8Array())
  need(isConsistent(k1.size, k1.root, k2.size, k2.root, proof), 'E_CONSISTENCY', 'K2 does not extend K1')
}

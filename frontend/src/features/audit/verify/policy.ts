import { decimal, equal } from './bytes'
import { Refused, type FindingCode } from './findings'
import {
  COSIGNATURE,
  ED25519,
  claims,
  cosignatureTime,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  signs,
  type Checkpoint,
  type SignatureLine,
  type SignedNote,
  type VerifierKey,
} from './note'

interface Group {
  threshold: number
  members: string[]
}

/** Whom the reader of a log trusts (C2SP tlog-policy): log keys, witness keys, and how many of whom must have cosigned. */
export interface Policy {
  logs: VerifierKey[]
  witnesses: Map<string, VerifierKey>
  groups: Map<string, Group>
  /** A witness, a group, or `none`. */
  quorum: string
}

/** One cosignature that holds. */
export interface Cosigned {
  /** Name in the policy. */
  witness: string
  keyName: string
  /** What the witness says of when. */
  time: Date
}

/** A checkpoint that the policy accepts. */
export interface SealedCheckpoint {
  checkpoint: Checkpoint
  /** Name of the log's key. */
  signer: string
  witnesses: Cosigned[]
}

/**
 * Reads a policy, line by line; a name must be defined above where it is used.
 *
 * @throws Refused with the line that is wrong
 */
export function parsePolicy(text: string, file = 'policy'): Policy {
  // eslint-disable-next-line no-control-regex -- these are what a policy must not hold
  if (/[\u0000-\u0008\u000b-\u001f\u007f]/.test(text)) throw new Refused('policy.text', file)
  const policy: Policy = { logs: [], witnesses: new Map(), groups: new Map(), quorum: '' }
  const members = new Set<string>()
  text.split('\n').forEach((written, i) => {
    const words = written.split(/[ \t]+/).filter((word) => word !== '')
    if (words.length > 0 && !words[0]?.startsWith('#')) {
      readLine(policy, members, words, (code, ...details) => new Refused(code, file, details, i + 1))
    }
  })
  if (policy.quorum === '') throw new Refused('policy.quorum', file)
  if (policy.logs.length === 0) throw new Refused('policy.log', file)
  return policy
}

type Refusing = (code: FindingCode, ...details: string[]) => Refused

function readLine(policy: Policy, members: Set<string>, words: string[], refused: Refusing) {
  const [kind, first = '', second = '', ...rest] = words
  if (kind === 'log' && (words.length === 2 || words.length === 3)) {
    const key = readKey(first, ED25519, policy.logs, refused)
    policy.logs.push(key)
  } else if (kind === 'witness' && (words.length === 3 || words.length === 4)) {
    // Two names for one key would let one witness count twice.
    const key = readKey(second, COSIGNATURE, [...policy.witnesses.values()], refused)
    define(policy, first, refused)
    policy.witnesses.set(first, key)
  } else if (kind === 'group' && rest.length > 0) {
    for (const member of rest) {
      if (!isDefined(policy, member) || members.has(member)) throw refused('policy.name', member)
      members.add(member)
    }
    const threshold = second === 'any' ? 1 : second === 'all' ? rest.length : (decimal(second) ?? 0)
    if (threshold < 1 || threshold > rest.length) throw refused('policy.threshold', second)
    define(policy, first, refused)
    policy.groups.set(first, { threshold, members: rest })
  } else if (kind === 'quorum' && words.length === 2) {
    if (policy.quorum !== '') throw refused('policy.quorum')
    if (first !== 'none' && !isDefined(policy, first)) throw refused('policy.name', first)
    policy.quorum = first
  } else {
    throw refused('policy.line', words.join(' '))
  }
}

function readKey(vkey: string, type: number, others: VerifierKey[], refused: Refusing): VerifierKey {
  const key = parseVerifierKey(vkey)
  if (key?.type !== type || others.some((other) => equal(other.key, key.key))) throw refused('policy.key', vkey)
  return key
}

function isDefined({ witnesses, groups }: Policy, name: string): boolean {
  return witnesses.has(name) || groups.has(name)
}

function define(policy: Policy, name: string, refused: Refusing) {
  if (name === 'none' || isDefined(policy, name)) throw refused('policy.name', name)
}

/**
 * Checks the signatures of a checkpoint. Lines of unknown keys are passed over; a line that claims a known key and does
 * not hold condemns the note, whoever else has signed it.
 *
 * @throws Refused when the policy does not accept it
 */
export function checkCheckpoint(policy: Policy, bytes: Uint8Array, file: string): SealedCheckpoint {
  const note = parseNote(bytes, file)
  const checkpoint = parseCheckpoint(note.text, file)
  const [signer] = policy.logs.filter((key) => linesOf(key, note, file).length > 0)
  if (signer === undefined) throw new Refused('note.unsigned', file)
  if (signer.name !== checkpoint.origin) {
    throw new Refused('checkpoint.origin', file, [checkpoint.origin, signer.name])
  }
  const witnesses: Cosigned[] = []
  for (const [witness, key] of policy.witnesses) {
    const times = linesOf(key, note, file).map((line) => cosignatureTime(line.signature))
    if (times.length > 0) witnesses.push({ witness, keyName: key.name, time: new Date(Math.min(...times) * 1000) })
  }
  const names = new Set(witnesses.map((each) => each.witness))
  if (policy.quorum !== 'none' && !isMet(policy, policy.quorum, names)) {
    throw new Refused('note.quorum', file, [policy.quorum, [...names].sort().join(', ') || '–'])
  }
  return { checkpoint, signer: signer.name, witnesses }
}

function linesOf(key: VerifierKey, note: SignedNote, file: string): SignatureLine[] {
  const lines = note.lines.filter((line) => claims(key, line))
  for (const line of lines) {
    if (!signs(key, note.text, line.signature)) throw new Refused('note.signature', file, [`${key.name}+${key.id}`])
  }
  return lines
}

/** Whether those who have cosigned are enough for a name: a witness or a group. */
export function isMet(policy: Policy, name: string, cosigned: Set<string>): boolean {
  const group = policy.groups.get(name)
  if (group === undefined) return cosigned.has(name)
  return group.members.filter((member) => isMet(policy, member, cosigned)).length >= group.threshold
}

import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import { utf8 } from '../../audit/verify/bytes'
import { verifyEd25519 } from '../../audit/verify/note'
import { splitOf } from '../../audit/verify/merkle'
import { jcs } from './json'
import type { Expert, Rules } from './bundle'

/** The primitives that a draw is computed with (§3). */
export interface Suite {
  h(...parts: Uint8Array[]): Uint8Array
  mac(key: Uint8Array, message: Uint8Array): Uint8Array
  verify(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean
}

/** SHA-256, HMAC-SHA-256, Ed25519, with ECVRF as the last step. */
export const SUITE_1: Suite = {
  h: (...parts) => sha256(parts.length === 1 && parts[0] !== undefined ? parts[0] : concatBytes(...parts)),
  mac: (key, message) => hmac(sha256, key, message),
  verify: verifyEd25519,
}

export function u32be(value: number): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, value)
  return bytes
}

/** A length in four bytes, and what is that long. */
export function lp(value: Uint8Array | string): Uint8Array {
  const bytes = typeof value === 'string' ? utf8(value) : value
  return concatBytes(u32be(bytes.length), bytes)
}

/** The bytes of hex of even length. */
export function fromHex(hex: string): Uint8Array {
  return hexToBytes(hex)
}

/** Order of unsigned bytes of UTF-8. */
export function compareUtf8(a: string, b: string): number {
  const [x, y] = [bytesToHex(utf8(a)), bytesToHex(utf8(b))]
  return x < y ? -1 : x > y ? 1 : 0
}

/** Whether texts are sorted by the bytes of UTF-8, none twice. */
export function isAscending(texts: string[]): boolean {
  return texts.every((text, i) => i === 0 || compareUtf8(texts[i - 1] ?? '', text) < 0)
}

/** By party, in the order of their ids. */
export type ByParty = Map<string, Uint8Array>

function inOrder(byParty: ByParty): [string, Uint8Array][] {
  return [...byParty].sort(([a], [b]) => compareUtf8(a, b))
}

export function rulesHash(suite: Suite, rules: Rules): Uint8Array {
  return suite.h(utf8('VED1/rules\0'), jcs(rules))
}

const LEAF = Uint8Array.of(0)
const NODE = Uint8Array.of(1)

export function leafOf(suite: Suite, record: object): Uint8Array {
  return suite.h(LEAF, jcs(record))
}

/** RFC 6962 root over leaf hashes in their order. */
export function merkleRoot(suite: Suite, leaves: Uint8Array[]): Uint8Array {
  const [first] = leaves
  if (first === undefined) return suite.h(new Uint8Array())
  if (leaves.length === 1) return first
  const half = splitOf(leaves.length)
  return suite.h(NODE, merkleRoot(suite, leaves.slice(0, half)), merkleRoot(suite, leaves.slice(half)))
}

/** What a party seals before it reveals r. */
export function commitment(
  suite: Suite,
  drawId: string,
  party: string,
  rules: Uint8Array,
  root: Uint8Array,
  r: Uint8Array,
): Uint8Array {
  return suite.h(utf8('VED1/commit\0'), lp(drawId), lp(party), rules, root, r)
}

export function transcriptOf(
  suite: Suite,
  drawId: string,
  rules: Uint8Array,
  root: Uint8Array,
  commits: ByParty,
): Uint8Array {
  const parts = inOrder(commits).flatMap(([party, commit]) => [lp(party), commit])
  const count = u32be(commits.size).subarray(2)
  return suite.h(utf8('VED1/transcript\0'), lp(drawId), rules, root, count, ...parts)
}

function joined(contributions: ByParty): Uint8Array {
  return concatBytes(...inOrder(contributions).map(([, r]) => lp(r)))
}

export function alphaOf(suite: Suite, transcript: Uint8Array, contributions: ByParty): Uint8Array {
  return suite.h(utf8('VED1/alpha\0'), transcript, joined(contributions))
}

export function seedOf(suite: Suite, transcript: Uint8Array, contributions: ByParty, beta: Uint8Array): Uint8Array {
  return suite.mac(transcript, concatBytes(joined(contributions), lp(beta)))
}

export function orderHash(suite: Suite, order: object): Uint8Array {
  return suite.h(utf8('VED1/order\0'), jcs(order))
}

/** What a party signs: bound to the step, the draw and the party, so that a signature cannot be moved. */
export function signedBytes(step: string, drawId: string, party: string, value: Uint8Array): Uint8Array {
  return concatBytes(utf8('VED1/sign\0'), lp(step), lp(drawId), lp(party), value)
}

/** A leaf of a ranking with its key, both in hex. */
export interface Ranked {
  key: string
  leaf: string
}

function compareRanked(a: Ranked, b: Ranked): number {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1
  return a.leaf < b.leaf ? -1 : a.leaf > b.leaf ? 1 : 0
}

/** Leaves ascending by key, and by leaf where keys are equal. Lower-case hex has the order of its bytes. */
export function rankedBy(suite: Suite, seed: Uint8Array, label: Uint8Array, leaves: string[]): Ranked[] {
  const keyOf = (leaf: string) => bytesToHex(suite.mac(seed, concatBytes(label, fromHex(leaf))))
  return leaves.map((leaf) => ({ key: keyOf(leaf), leaf })).sort(compareRanked)
}

export function specialtiesOf(expert: Expert): string[] {
  return typeof expert.sp === 'string' ? [expert.sp] : expert.sp
}

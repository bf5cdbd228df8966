import { equal, hash } from './bytes'

const LEAF = Uint8Array.of(0)
const NODE = Uint8Array.of(1)

/** Hash of a leaf (RFC 6962 §2.1). */
export function leafHash(entry: Uint8Array): Uint8Array {
  return hash(LEAF, entry)
}

/** Hash of an inner node (RFC 6962 §2.1). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return hash(NODE, left, right)
}

/** The greatest power of two below a size above 1: where RFC 6962 splits a tree. */
export function splitOf(size: number): number {
  let half = 1
  while (half * 2 < size) half *= 2
  return half
}

/** The root of a tree with these leaf hashes; of none, SHA-256 of nothing. */
export function rootOf(leaves: Uint8Array[]): Uint8Array {
  const [first] = leaves
  if (first === undefined) return hash()
  if (leaves.length === 1) return first
  const half = splitOf(leaves.length)
  return nodeHash(rootOf(leaves.slice(0, half)), rootOf(leaves.slice(half)))
}

/** One step from a leaf to the root, for drawing: the sibling, the side it stands on, and the height it stands at. */
export interface PathStep {
  /** Height of the sibling above the leaves, from 0. */
  level: number
  side: 'left' | 'right'
  hash: Uint8Array
}

/** Where an inclusion proof leads. */
export interface AuditPath {
  root: Uint8Array
  steps: PathStep[]
}

/**
 * Follows an inclusion proof from its leaf upwards (RFC 9162 §2.1.3.2). Nothing comes back when the proof does not have
 * the shape that the place of the leaf asks for; the root is for the caller to compare.
 */
export function followInclusion(
  index: number,
  size: number,
  leaf: Uint8Array,
  proof: Uint8Array[],
): AuditPath | undefined {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size)) return undefined
  if (index < 0 || index >= size || leaf.length !== 32) return undefined
  let place = index
  let last = size - 1
  let level = 0
  let root = leaf
  const steps: PathStep[] = []
  const up = () => {
    place = Math.floor(place / 2)
    last = Math.floor(last / 2)
    level++
  }
  for (const sibling of proof) {
    if (last === 0 || sibling.length !== 32) return undefined
    if (place % 2 === 1 || place === last) {
      // The last node of a level without a sibling rises as it is.
      while (place % 2 === 0) up()
      root = nodeHash(sibling, root)
      steps.push({ level, side: 'left', hash: sibling })
    } else {
      root = nodeHash(root, sibling)
      steps.push({ level, side: 'right', hash: sibling })
    }
    up()
  }
  return last === 0 ? { root, steps } : undefined
}

/** Whether an inclusion proof leads to the root. */
export function isIncluded(
  index: number,
  size: number,
  leaf: Uint8Array,
  proof: Uint8Array[],
  root: Uint8Array,
): boolean {
  const path = followInclusion(index, size, leaf, proof)
  return path !== undefined && equal(path.root, root)
}

/**
 * Whether the newer tree extends the older one (RFC 9162 §2.1.4.2). An old size of 0 is refused: every tree extends the
 * empty one, and a proof of that proves nothing.
 */
export function isConsistent(
  oldSize: number,
  oldRoot: Uint8Array,
  newSize: number,
  newRoot: Uint8Array,
  proof: Uint8Array[],
): boolean {
  if (!Number.isSafeInteger(oldSize) || !Number.isSafeInteger(newSize)) return false
  if (oldSize <= 0 || newSize < oldSize) return false
  if (oldSize === newSize) return proof.length === 0 && equal(oldRoot, newRoot)
  if (proof.some((each) => each.length !== 32)) return false
  // A complete old tree is itself the first node of the path, and the proof leaves it out.
  const complete = splitOf(oldSize + 1) === oldSize
  const [start, ...rest] = proof.length === 0 ? [] : complete ? [oldRoot, ...proof] : proof
  if (start === undefined) return false
  let place = oldSize - 1
  let last = newSize - 1
  const up = () => {
    place = Math.floor(place / 2)
    last = Math.floor(last / 2)
  }
  while (place % 2 === 1) up()
  let oldHash = start
  let newHash = start
  for (const sibling of rest) {
    if (last === 0) return false
    if (place % 2 === 1 || place === last) {
      oldHash = nodeHash(sibling, oldHash)
      newHash = nodeHash(sibling, newHash)
      while (place % 2 === 0 && place !== 0) up()
    } else {
      newHash = nodeHash(newHash, sibling)
    }
    up()
  }
  return last === 0 && equal(oldHash, oldRoot) && equal(newHash, newRoot)
}

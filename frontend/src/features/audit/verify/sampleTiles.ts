import { concatBytes } from '@noble/hashes/utils.js'
import { rootOf } from './merkle'
import { entriesPath, tilePath } from './tiles'

/** For tests: all tiles and bundles of a log, by their paths. Entries are of 78 bytes, as every entry is. */
export function tilesOf(entries: Uint8Array[], leaves: Uint8Array[]): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>()
  for (let level = 0, row = leaves; row.length > 0; level++) {
    const above: Uint8Array[] = []
    for (let n = 0; n * 256 < row.length; n++) {
      const tile = row.slice(n * 256, n * 256 + 256)
      files.set(tilePath(level, n, tile.length), concatBytes(...tile))
      if (tile.length === 256) above.push(rootOf(tile))
      if (level === 0) {
        const bundle = entries.slice(n * 256, n * 256 + 256).map((entry) => concatBytes(Uint8Array.of(0, 78), entry))
        files.set(entriesPath(n, tile.length), concatBytes(...bundle))
      }
    }
    row = above
  }
  return files
}

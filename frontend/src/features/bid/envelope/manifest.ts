import { equal, hashFromHex } from '../../audit/verify/bytes'
import { jcs, readJson, type Json } from '../../draw/verify/json'
import { EnvelopeRefused, firmSizes, MOST_FILES, MOST_NAME_LENGTH, type EnvelopeKind, type Manifest, type Summary } from './format'
import { members } from './members'

const PRICE = /^(0|[1-9][0-9]{0,15})(\.[0-9]{1,6})?$/
const SHARE = /^(0(\.[0-9]{1,6})?|1(\.0{1,6})?)$/
const MOST_DAYS = 36_500
const MOST_MANAGER_LENGTH = 50

function hold(holds: boolean, what: string): void {
  if (!holds) throw new EnvelopeRefused('manifest', what)
}

/** Whether a file may bear this name in an envelope. */
export function isFileName(name: string): boolean {
  // eslint-disable-next-line no-control-regex -- these are what a name must not hold
  return name !== '.' && name !== '..' && name.length >= 1 && name.length <= MOST_NAME_LENGTH && !/[/\\\u0000-\u001f\u007f-\u009f]/.test(name)
}

export function isPrice(text: string): boolean {
  return PRICE.test(text)
}

/** A share from 0 to 1. */
export function isShare(text: string): boolean {
  return SHARE.test(text)
}

function checkSummary(value: Json): void {
  const shape = { price: 'text', 'periodDays?': 'number', 'projectManager?': 'text', 'firmSize?': 'text', 'smallFirmShare?': 'text' } as const
  const summary = members(value, 'summary', shape, 'manifest') as unknown as Summary
  hold(isPrice(summary.price), 'price')
  const { periodDays, projectManager, firmSize, smallFirmShare } = summary
  hold(periodDays === undefined || (periodDays >= 1 && periodDays <= MOST_DAYS), 'periodDays')
  hold(projectManager === undefined || (projectManager.length >= 1 && projectManager.length <= MOST_MANAGER_LENGTH), 'projectManager')
  hold(firmSize === undefined || firmSizes.includes(firmSize), 'firmSize')
  hold(smallFirmShare === undefined || isShare(smallFirmShare), 'smallFirmShare')
}

/**
 * Checks what a manifest says, not yet whether the files agree with it.
 *
 * @throws EnvelopeRefused with `manifest`
 */
export function checkManifest(value: Json, kind: EnvelopeKind): Manifest {
  const top = members(value, 'manifest', { v: 'number', files: 'list', 'summary?': 'object' }, 'manifest')
  for (const file of top['files'] as Json[]) members(file, 'file', { name: 'text', size: 'number', sha256: 'text' }, 'manifest')
  const manifest = top as unknown as Manifest
  const { files } = manifest
  hold((manifest.v as number) === 1, 'only version 1 is known')
  hold(files.length <= MOST_FILES, 'too many files')
  hold(new Set(files.map(({ name }) => name)).size === files.length, 'a name twice')
  for (const { name, sha256 } of files) hold(isFileName(name) && hashFromHex(sha256) !== undefined, 'name or digest of a file')
  hold(kind === 'price' || files.length > 0, 'no file')
  hold((kind === 'price') === (manifest.summary !== undefined), 'a price envelope has a summary, and no other')
  if (manifest.summary !== undefined) checkSummary(manifest.summary as unknown as Json)
  return manifest
}

/** @throws EnvelopeRefused with `manifest` */
export function parseManifest(bytes: Uint8Array, kind: EnvelopeKind): Manifest {
  let value: Json
  try {
    value = readJson(bytes)
  } catch (error) {
    throw new EnvelopeRefused('manifest', error instanceof Error ? error.message : String(error))
  }
  if (!equal(jcs(value), bytes)) throw new EnvelopeRefused('manifest', 'not in the canonical form')
  return checkManifest(value, kind)
}

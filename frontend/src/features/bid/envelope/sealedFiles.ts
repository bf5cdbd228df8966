import { allSealedRecords } from './store'

const FOLDER = 'sealed-bids'
const LOCK = 'gongping-seal'

/** What a worker can write with while it holds no more than a piece in memory; the types of a page do not know it. */
export interface SyncAccessHandle {
  write(bytes: Uint8Array, options: { at: number }): number
  flush(): void
  close(): void
}

/** Whether this browser has a private file system. */
export function canKeepFiles(): boolean {
  const storage = (globalThis.navigator as Navigator | undefined)?.storage
  return typeof storage?.getDirectory === 'function'
}

export async function sealedFolder(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory()
  return root.getDirectoryHandle(FOLDER, { create: true })
}

/** The file, or nothing when the browser no longer has it. */
export async function sealedFile(path: string): Promise<File | undefined> {
  try {
    return await (await (await sealedFolder()).getFileHandle(path)).getFile()
  } catch {
    return undefined
  }
}

export async function removeSealedFile(path: string): Promise<void> {
  await (await sealedFolder()).removeEntry(path).catch(() => undefined)
}

/** Runs alone among all pages of this browser that seal. */
export function whileSealing<T>(run: () => Promise<T>): Promise<T> {
  return navigator.locks.request(LOCK, run) as Promise<T>
}

/** Takes away what runs left behind that were broken off; not while one is going on. */
export async function sweepSealedFiles(): Promise<void> {
  if (!canKeepFiles()) return
  await navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
    if (lock === null) return
    const known = new Set((await allSealedRecords()).map(({ path }) => path))
    const folder = await sealedFolder()
    const names: string[] = []
    for await (const name of (folder as unknown as { keys(): AsyncIterable<string> }).keys()) names.push(name)
    for (const name of names) if (!known.has(name)) await folder.removeEntry(name).catch(() => undefined)
  })
}

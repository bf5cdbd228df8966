import { afterEach, expect, test, vi } from 'vitest'
import { sealInWorker } from './inWorker'
import type { ToSeal } from './seal'
import { sweepSealedFiles } from './sealedFiles'

/** The browser's private file system, its locks and its workers, as far as sealing uses them. */
function browser() {
  const files = new Set<string>()
  const folder = {
    getDirectoryHandle: () => Promise.resolve(folder),
    removeEntry: (name: string) => Promise.resolve(void files.delete(name)),
    keys: async function* () {
      yield* await Promise.resolve([...files])
    },
  }
  let held = false
  const request = async (_: string, options: unknown, run = options as (lock: unknown) => Promise<unknown>) => {
    if (held) return run(null)
    held = true
    try {
      return await run({})
    } finally {
      held = false
    }
  }
  vi.stubGlobal('navigator', { storage: { getDirectory: () => Promise.resolve(folder), estimate: () => Promise.resolve({}) }, locks: { request } })
  vi.stubGlobal(
    'Worker',
    class {
      onmessage: ((event: unknown) => void) | undefined
      postMessage({ path }: { path: string }) {
        files.add(path)
        queueMicrotask(() => this.onmessage?.({ data: { kind: 'sealed', size: 1, sha256: '', header: '' } }))
      }
      terminate() {}
    },
  )
  return files
}

afterEach(() => vi.unstubAllGlobals())

const seal = (keep: (sealed: { path: string }) => Promise<void>) => sealInWorker({} as Omit<ToSeal, 'files'>, [], () => undefined, new AbortController().signal, keep)

test('a file that is not noted down yet is not swept away', async () => {
  const files = browser()
  await seal(async ({ path }) => {
    await sweepSealedFiles()
    expect(files).toContain(path)
  })
  expect(files.size).toBe(1)
})

test('a file that could not be noted down does not stay', async () => {
  const files = browser()
  await expect(seal(() => Promise.reject(new Error('no room for the note')))).rejects.toThrow('no room')
  expect(files.size).toBe(0)
})

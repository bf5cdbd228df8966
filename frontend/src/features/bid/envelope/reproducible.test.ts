import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { afterAll, expect, it } from 'vitest'
import config from '../../../../vite.config'

const frontend = join(dirname(fileURLToPath(import.meta.url)), '../../../..')
const folder = mkdtempSync(join(tmpdir(), 'reproducible-'))

afterAll(() => rmSync(folder, { recursive: true }))

/** The sealing script as the product's own settings build it, from a copy of the source and of what it uses. */
async function builtIn(root: string): Promise<Buffer> {
  mkdirSync(root, { recursive: true })
  cpSync(join(frontend, 'src'), join(root, 'src'), { recursive: true })
  for (const used of ['@hpke', '@noble']) cpSync(join(frontend, 'node_modules', used), join(root, 'node_modules', used), { recursive: true })
  const entry = join(root, 'src/entry.ts')
  writeFileSync(entry, `import url from './features/bid/envelope/seal.worker.ts?worker&url'\nconsole.log(url)\n`)
  await build({ root, configFile: false, logLevel: 'error', build: { ...config.build, rollupOptions: { input: entry } } })
  const assets = join(root, 'dist/assets')
  const scripts = readdirSync(assets).filter((name) => name.startsWith('seal.worker-'))
  expect(scripts).toHaveLength(1)
  return readFileSync(join(assets, scripts[0]!))
}

it('builds the sealing script byte for byte alike, wherever and whenever it is built', { timeout: 120_000 }, async () => {
  const one = await builtIn(join(folder, 'one'))
  const other = await builtIn(join(folder, 'somewhere else', 'much deeper'))
  expect(other.equals(one)).toBe(true)
  const text = one.toString()
  expect(text, 'a path of the machine that built it').not.toContain(folder)
  expect(text, 'it holds all that it uses').not.toMatch(/\bimport\s*[({"'*]|importScripts/)
})

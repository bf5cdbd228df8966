/**
 * Runs the browser's verifier over a folder of transcripts and counts where it agrees with what was expected:
 * npm run --silent compare-draws -- FOLDER. The folder is laid out as docs/verify/compare.py describes.
 */
import console from 'node:console'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import process from 'node:process'
import { createServer } from 'vite'

const PASSES = ['', 'PASS', 'PASS-CLAIMED', null]
const EXTENSION = '.ved1.json'

function beside(file, kind) {
  const own = file.slice(0, -EXTENSION.length)
  const found = [own, own.replace(/\.(open|sealed)$/, '')].map((name) => `${name}.${kind}`).find(existsSync)
  return found ?? join(dirname(file), kind)
}

/** Of which codes the first must be found, or all when both views have their own. */
function expectedCodes(file, name) {
  const json = JSON.parse(readFileSync(beside(file, 'expected.json'), 'utf8'))
  const view = json[name.slice(name.lastIndexOf('.') + 1)]
  if (Array.isArray(view?.codes)) return { all: true, codes: view.codes }
  const own = 'code' in json ? json.code : json[name]
  const code = typeof own === 'object' && own !== null ? own.code : own
  return { all: false, codes: PASSES.includes(code) ? [] : [code] }
}

async function compare(folder) {
  const files = readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((name) => name.endsWith(EXTENSION))
    .sort()
  if (files.length === 0) throw new Error(`no *${EXTENSION} in ${folder}`)
  const server = await createServer({
    root: resolve(import.meta.dirname, '..'),
    logLevel: 'error',
    server: { middlewareMode: true, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
  })
  try {
    const { readTrust, verifyDraw } = await server.ssrLoadModule('/src/features/draw/verify/verify.ts')
    const codes = new Map()
    let agree = 0
    const begin = performance.now()
    for (const file of files) {
      const name = file.slice(file.lastIndexOf('/') + 1, -EXTENSION.length)
      const trust = readTrust(readFileSync(beside(file, 'policy.txt'), 'utf8'), readFileSync(beside(file, 'keys.json')))
      const { verdict, code = '', detail = '', checks } = await verifyDraw(readFileSync(file), trust)
      const { all, codes: expected } = expectedCodes(file, name)
      const failing = checks.filter(({ state }) => state === 'fails').map((each) => each.code)
      const found = all ? failing : code === '' ? [] : [code]
      codes.set(code || 'PASS', (codes.get(code || 'PASS') ?? 0) + 1)
      if ([...found].sort().join() === [...expected].sort().join()) agree++
      else console.log(`${name}: expected ${expected.join() || 'PASS'}, found ${verdict} ${found.join()} ${detail}`)
    }
    for (const [code, count] of [...codes].sort()) console.log(`${code.padEnd(20)} ${count}`)
    const seconds = ((performance.now() - begin) / 1000).toFixed(1)
    console.log(`agree ${agree}, disagree ${files.length - agree} (${seconds} s)`)
    return agree === files.length ? 0 : 1
  } finally {
    await server.close()
  }
}

const [folder, ...more] = process.argv.slice(2)
if (folder === undefined || more.length > 0) {
  console.error('usage: npm run --silent compare-draws -- FOLDER')
  process.exit(2)
}
try {
  process.exitCode = await compare(folder)
} catch (error) {
  console.error(error)
  process.exitCode = 2
}

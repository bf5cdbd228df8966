/** Writes core/src/test/resources/envelope/vectors.json anew: npm run --silent envelope-vectors */
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const vite = await createServer({ root, server: { middlewareMode: true }, appType: 'custom', logLevel: 'error' })
const { makeVectors } = await vite.ssrLoadModule('/src/features/bid/envelope/makeVectors.ts')
const vectors = await makeVectors()
writeFileSync(join(root, '../core/src/test/resources/envelope/vectors.json'), `${JSON.stringify(vectors, undefined, 1)}\n`)
await vite.close()

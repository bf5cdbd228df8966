import { Refused, type Finding } from './findings'
import type { Checkpoint } from './note'
import { logAt, type LogFiles } from './tiles'
import { walkLog, type Walk, type WalkProgress } from './walk'

/** How long a file that cannot be asked for is left alone, once and again. */
const WAITS_MS = [1_000, 4_000]
const TOLD_EVERY_MS = 100

export interface WalkTask {
  /** Base of the log's public files. */
  log: string
  /** Whose signatures have been checked. */
  checkpoint: Checkpoint
}

/** What the worker says: how far it is, and what it has found. */
export type WalkNews =
  | { kind: 'progress'; progress: WalkProgress }
  | { kind: 'walked'; walk: Walk; ms: number }
  | { kind: 'refused'; finding: Finding }
  | { kind: 'failed'; message: string }

function say(news: WalkNews): void {
  self.postMessage(news)
}

/** A network that is gone for a moment does not end a walk of minutes. */
function patient(log: LogFiles): LogFiles {
  return {
    async read(path, limit) {
      for (const wait of WAITS_MS) {
        try {
          return await log.read(path, limit)
        } catch (error) {
          if (!(error instanceof Refused)) throw error
          await new Promise((resolve) => setTimeout(resolve, wait))
        }
      }
      return log.read(path, limit)
    },
  }
}

async function walk({ log, checkpoint }: WalkTask): Promise<void> {
  const begin = performance.now()
  let told = begin
  const found = await walkLog(patient(logAt(log)), checkpoint, (progress) => {
    const now = performance.now()
    if (now - told < TOLD_EVERY_MS) return
    told = now
    say({ kind: 'progress', progress })
  })
  say({ kind: 'walked', walk: found, ms: performance.now() - begin })
}

self.onmessage = ({ data }: MessageEvent<WalkTask>) => {
  walk(data).catch((error: unknown) => {
    if (error instanceof Refused) say({ kind: 'refused', finding: error.finding })
    else say({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
  })
}

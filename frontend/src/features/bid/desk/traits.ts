import type { MachineTraits } from '../../../api/types'
import { sealingScriptDigest } from '../envelope/inWorker'
import { machineId } from '../envelope/store'

/** Version of the text under `consent.*` in the strings; a change of the text is a new version. */
export const CONSENT = 'traits/1'

const TOOL = 'gongping-browser/1'

/** What the bidder has agreed to declare; nothing of the documents, which nobody reads before the opening. */
export async function machineTraits(): Promise<MachineTraits> {
  return { tool: TOOL, toolVersion: await sealingScriptDigest(), machineId: await machineId() }
}

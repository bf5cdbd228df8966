import type { MachineTraits } from '../../../api/types'
import { machineId } from '../envelope/store'

/** Version of the text under `consent.*` in the strings; a change of the text is a new version. */
export const CONSENT = 'traits/1'

const TOOL = { tool: 'gongping-browser', toolVersion: '1.0.0' }

/** What the bidder has agreed to declare; nothing of the documents, which nobody reads before the opening. */
export async function machineTraits(): Promise<MachineTraits> {
  return { ...TOOL, machineId: await machineId() }
}

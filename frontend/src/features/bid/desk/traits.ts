import type { MachineTraits } from '../../../api/types'
import { machineId, type SealedRecord } from '../envelope/store'

/** Version of the text under `consent.*` in the strings; a change of the text is a new version. */
export const CONSENT = 'traits/1'

const TOOL = { tool: 'gongping-browser', toolVersion: '1.0.0' }
const MOST_DOCUMENTS = 600

/** What the bidder has agreed to declare. */
export async function machineTraits(records: SealedRecord[]): Promise<MachineTraits> {
  const documents = records.flatMap((record) => record.documents ?? []).slice(0, MOST_DOCUMENTS)
  return { ...TOOL, machineId: await machineId(), documents }
}

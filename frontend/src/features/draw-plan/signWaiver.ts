import { bytesToHex } from '@noble/hashes/utils.js'
import { api } from '../../api/client'
import { ApiError } from '../../api/problem'
import type { DrawWaiver } from '../../api/types'
import { signOrder } from '../draw/party/acts'
import { keptKeys } from '../draw/party/store'
import { signingKeyOf } from '../draw/useParty'
import { orderHash, SUITE_1 } from '../draw/verify/formulas'
import type { DrawView } from '../draw/view'

/**
 * The supervisor's consent to what is too small, signed for the attempt that would come next. One that was signed before is
 * not signed again, so that an approval may be repeated.
 */
export async function signWaiver(projectId: string, check: DrawWaiver['check'], reason: string): Promise<DrawWaiver> {
  const view = (await api.get('/projects/{projectId}/draw', { path: { projectId } })) as unknown as DrawView
  const attempt = (view.attempts.at(-1)?.attempt ?? 0) + 1
  const order = { draw_id: `${view.tender}/${attempt}`, check, reason }
  const hash = bytesToHex(orderHash(SUITE_1, order))
  if (!view.orders.some((each) => each.hash === hash && each.signed.includes('supervisor'))) {
    const signingKey = signingKeyOf(view, 'supervisor')
    const kept = signingKey === undefined ? undefined : await keptKeys(view.tender, 'supervisor', signingKey)
    if (kept === undefined) throw new ApiError({ type: 'about:blank', title: 'noKeys', status: 400, code: 'party:noKeys' })
    await api.post('/projects/{projectId}/draw/attempts/{attempt}/orders', {
      path: { projectId, attempt },
      body: { order, party: 'supervisor', sig: await signOrder(kept.keys, order) } as never,
      key: crypto.randomUUID(),
    })
  }
  return { check, reason, order: hash }
}

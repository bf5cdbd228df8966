import { equal } from '../../audit/verify/bytes'
import type { Draw } from './draw'
import { need } from './failed'
import { alphaOf, fromHex, seedOf, transcriptOf } from './formulas'
import { isValidVrfKey, verifyVrf } from './ecvrf'

/** Check 15. */
export function checkTranscript(draw: Draw) {
  const { suite, drawId, bundle } = draw
  const rules = fromHex(bundle.rules_hash)
  const transcript = transcriptOf(suite, drawId, rules, fromHex(bundle.pool_root), draw.byParty(bundle.commits))
  need(equal(transcript, fromHex(bundle.transcript)), 'E_TRANSCRIPT', 'transcript')
  const alpha = alphaOf(suite, transcript, draw.byParty(bundle.contributions))
  need(equal(alpha, fromHex(bundle.alpha)), 'E_TRANSCRIPT', 'alpha')
}

/** Check 16: the key is the one that was logged before and that the reader knows. */
export function checkVrfKey(draw: Draw) {
  const key = draw.bundle.vrf_pk ?? ''
  need(draw.loggedKeys().vrfKey === key, 'E_VRF_KEY', 'the log holds another key')
  need(draw.keys.vrf_pk === key, 'E_VRF_KEY', 'the keys file pins another key')
  need(isValidVrfKey(fromHex(key)), 'E_VRF_KEY', 'the key is not valid')
}

/** Check 17. */
export function checkVrf({ bundle }: Draw) {
  const beta = verifyVrf(fromHex(bundle.vrf_pk ?? ''), fromHex(bundle.alpha), fromHex(bundle.vrf_pi ?? ''))
  need(beta !== undefined, 'E_VRF', 'the proof does not hold')
  need(equal(beta, fromHex(bundle.vrf_beta ?? '')), 'E_VRF', 'the output is not that of the proof')
}

/** Check 18. */
export function checkSeed(draw: Draw) {
  const { suite, bundle } = draw
  const beta = fromHex(bundle.vrf_beta ?? '')
  const seed = seedOf(suite, fromHex(bundle.transcript), draw.byParty(bundle.contributions), beta)
  need(equal(seed, fromHex(bundle.seed)), 'E_SEED', 'seed')
}

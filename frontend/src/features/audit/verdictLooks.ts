import type { IconName } from '../../ui/Icon'
import type { Verdict } from './verifyEntry'

/** How a verdict is shown; only what leads to the log is green. */
export const looks: Record<Verdict['state'], [string, IconName]> = { proved: ['agree', 'shield'], open: ['warm', 'clock'], wrong: ['differ', 'stop'] }

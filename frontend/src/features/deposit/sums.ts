import Decimal from 'decimal.js'
import { formatYuan } from '../../ui/format'

/** A sum of amounts as the API writes them, exact; what is absent counts nothing. */
export function sumOf(amounts: (string | undefined)[]): string {
  return formatYuan(amounts.reduce((sum, amount) => sum.plus(amount ?? 0), new Decimal(0)).toFixed(2))
}

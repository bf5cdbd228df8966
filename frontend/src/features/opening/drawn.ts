import { Decimal } from 'decimal.js'
import type { EnteredParameters } from '../../api/types'
import { list, text, type Json } from '../scoring/json'

/** The values of a published set, in order; a range is walked by its step with exact decimals. */
export function valuesOf(pool: Json): string[] {
  const values = list(pool, 'values').map(String)
  const min = text(pool, 'min')
  const max = text(pool, 'max')
  const step = text(pool, 'step')
  if (values.length > 0 || min === undefined || max === undefined || step === undefined || Number(step) <= 0) return values
  const all: string[] = []
  for (let v = new Decimal(min); v.lte(max) && all.length < 1000; v = v.plus(step)) all.push(v.toFixed())
  return all
}

export const valuesText = ({ values }: Pick<EnteredParameters, 'values'>) =>
  Object.entries(values)
    .map(([name, value]) => `${name} = ${value}`)
    .join('，')

import { Decimal } from 'decimal.js'
import type { EnteredParameters, Opening } from '../../api/types'
import { list, member, text, type Json } from '../scoring/json'

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

/** Names of the parameters that are to be drawn and are not yet, or not yet confirmed. */
export const undrawnOf = ({ randomParameters, drawn }: Opening) =>
  randomParameters
    .filter((parameter) => member(parameter, 'pool') !== undefined)
    .map((parameter) => text(parameter, 'name') ?? '')
    .filter((name) => !(name in drawn))

export const valuesText = ({ values }: Pick<EnteredParameters, 'values'>) =>
  Object.entries(values)
    .map(([name, value]) => `${name} = ${value}`)
    .join('，')

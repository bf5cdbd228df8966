import { bytesToHex, concatBytes } from '@noble/hashes/utils.js'
import { utf8 } from '../../audit/verify/bytes'
import type { Parameter } from './bundle'
import { need } from './failed'
import { lp, u32be, type Suite } from './formulas'
import type { JsonObject } from './json'

/** The values that a random parameter can take, exact decimals in their order. */
export interface ParameterPool {
  size: number
  value: (position: number) => string
}

export interface DrawnParameter {
  name: string
  /** How many numbers were rejected before. */
  counter: number
  position: number
  value: string
}

interface Decimal {
  digits: string
  places: number
}

function decimal(value: unknown): Decimal | undefined {
  const [, whole, part = ''] = (typeof value === 'string' && /^(0|[1-9][0-9]*)(?:\.([0-9]+))?$/.exec(value)) || []
  return whole === undefined ? undefined : { digits: whole + part, places: part.length }
}

/**
 * The values listed, or min, min + step … max. A computed value has as many decimals as the longer of min and step.
 *
 * @throws Failed with E_RULES for a pool that has none, has one twice, or whose step does not divide the span
 */
export function poolOf(pool: JsonObject): ParameterPool {
  const names = Object.keys(pool).sort().join(' ')
  const { values } = pool
  if (names === 'values' && Array.isArray(values)) {
    const strings = values.filter((value) => typeof value === 'string')
    const distinct = new Set(strings).size === values.length && values.length > 0
    need(distinct, 'E_RULES', 'values of a parameter')
    return { size: strings.length, value: (position) => strings[position] ?? '' }
  }
  const [min, max, step] = [pool['min'], pool['max'], pool['step']].map(decimal)
  const whole = names === 'max min step' && min !== undefined && max !== undefined && step !== undefined
  need(whole, 'E_RULES', 'pool of a parameter')
  const scale = Math.max(min.places, max.places, step.places)
  const scaled = ({ digits, places }: Decimal) => BigInt(digits.padEnd(digits.length + scale - places, '0'))
  const [low, high, by] = [scaled(min), scaled(max), scaled(step)]
  need(by > 0n && low <= high && (high - low) % by === 0n, 'E_RULES', 'the step does not divide the span')
  const places = Math.max(min.places, step.places)
  const value = (position: number) => {
    const digits = String(low + BigInt(position) * by).padStart(scale + 1, '0')
    const point = digits.length - scale
    return places === 0 ? digits.slice(0, point) : `${digits.slice(0, point)}.${digits.slice(point, point + places)}`
  }
  return { size: Number((high - low) / by + 1n), value }
}

/** Draws each parameter in the declared order (§7.2): a number beyond the largest multiple of the size is rejected. */
export function drawParameters(suite: Suite, seed: Uint8Array, drawId: string, params: Parameter[]): DrawnParameter[] {
  return [...params]
    .sort((a, b) => a.order - b.order)
    .map(({ name, pool }) => {
      const { size, value } = poolOf(pool)
      const limit = ((2n ** 256n - 1n) / BigInt(size)) * BigInt(size)
      for (let counter = 0; ; counter++) {
        const label = concatBytes(utf8('VED1/param\0'), lp(drawId), lp(name), u32be(counter))
        const x = BigInt(`0x${bytesToHex(suite.mac(seed, label))}`)
        if (x >= limit) continue
        const position = Number(x % BigInt(size))
        return { name, counter, position, value: value(position) }
      }
    })
}

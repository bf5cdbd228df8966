import { bytesToHex, concatBytes } from '@noble/hashes/utils.js'
import { utf8 } from '../../audit/verify/bytes'
import type { Parameter } from './bundle'
import { Failed, need } from './failed'
import { lp, u32be, type Suite } from './formulas'
import { isObject, textOf, type Json, type JsonObject } from './json'

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

/** Decimals count in units of their last possible place: 1.0 is 1. */
const PLACES = 12
const MOST_VALUES = 1_000_000n
const CODE = 'E_RULES'

function unitsOf(value: unknown): bigint {
  const [, sign, whole, part = ''] =
    (typeof value === 'string' && /^(-?)(0|[1-9][0-9]{0,17})(?:\.([0-9]{1,12}))?$/.exec(value)) || []
  need(whole !== undefined, CODE, 'a parameter has a value that is no decimal')
  const units = BigInt(whole + part.padEnd(PLACES, '0'))
  return sign === '-' ? -units : units
}

function placesOf(value: unknown): number {
  return typeof value === 'string' && value.includes('.') ? value.length - value.indexOf('.') - 1 : 0
}

function written(units: bigint, places: number): string {
  const digits = String(units < 0n ? -units : units).padStart(PLACES + 1, '0')
  const point = digits.length - PLACES
  const part = places === 0 ? '' : `.${digits.slice(point, point + places)}`
  return `${units < 0n ? '-' : ''}${digits.slice(0, point)}${part}`
}

/**
 * The values listed, or min, min + step … max. A computed value has as many decimals as the longer of min and step.
 *
 * @throws Failed with E_RULES for a pool that has none, too many or one twice, or whose step does not divide the span
 */
export function poolOf(pool: Json | undefined): ParameterPool {
  const names = isObject(pool) ? Object.keys(pool).sort().join(' ') : ''
  need(isObject(pool) && (names === 'values' || names === 'max min step'), CODE, 'pool of a parameter')
  const { values } = pool
  if (values !== undefined) {
    need(Array.isArray(values) && values.length > 0 && values.length <= MOST_VALUES, CODE, 'values of a parameter')
    const distinct = new Set(values.map(unitsOf))
    need(distinct.size === values.length, CODE, 'a parameter has a value twice')
    return { size: values.length, value: (position) => textOf(values[position]) }
  }
  const { min, max, step } = pool
  const [low, high, by] = [unitsOf(min), unitsOf(max), unitsOf(step)]
  need(by > 0n && low <= high && (high - low) % by === 0n, CODE, 'the step does not divide the span')
  const size = (high - low) / by + 1n
  need(size <= MOST_VALUES, CODE, 'a parameter has too many values')
  const places = Math.max(placesOf(min), placesOf(step))
  return { size: Number(size), value: (position) => written(low + BigInt(position) * by, places) }
}

/** A pool that depends on the value of another parameter. */
function dependent(pool: Json | undefined): { on: string; pools: JsonObject } | undefined {
  if (!isObject(pool) || Object.keys(pool).sort().join(' ') !== 'dependsOn pools') return undefined
  const { dependsOn, pools } = pool
  return typeof dependsOn === 'string' && isObject(pools) ? { on: dependsOn, pools } : undefined
}

function orderOf({ order }: Parameter): number {
  return typeof order === 'number' ? order : 0
}

function inOrder(params: Parameter[]): Parameter[] {
  return [...params].sort((a, b) => orderOf(a) - orderOf(b))
}

/**
 * Names and places in the order are of one parameter each; whatever was drawn before, there is a pool for it.
 *
 * @throws Failed with E_RULES
 */
export function checkParameters(params: Parameter[]) {
  const orders = new Set<number>()
  const possible = new Map<string, Set<bigint>>()
  need(params.length > 0, CODE, 'no parameters')
  for (const parameter of inOrder(params)) {
    const { name, order } = parameter
    need(typeof name === 'string' && name !== '', CODE, 'a parameter has no name')
    need(typeof order === 'number' && !orders.has(order), CODE, 'the order of the parameters')
    orders.add(order)
    need((parameter.pool === undefined) !== (parameter.value === undefined), CODE, `${name} has either a pool or a value`)
    const values = valuesOf(name, parameter, possible)
    need(!possible.has(name), CODE, `two parameters are called ${name}`)
    possible.set(name, values)
  }
}

/** Whether check 8 finds nothing wrong with them: others cannot be drawn. */
export function areSound(params: Parameter[]): boolean {
  try {
    checkParameters(params)
    return true
  } catch (error) {
    if (error instanceof Failed) return false
    throw error
  }
}

/** What a parameter may come to be. */
function valuesOf(name: string, { pool, value }: Parameter, possible: Map<string, Set<bigint>>): Set<bigint> {
  if (value !== undefined) return new Set([unitsOf(value)])
  const on = dependent(pool)
  if (on === undefined) return allOf(poolOf(pool))
  const before = possible.get(on.on)
  need(before !== undefined, CODE, `${name} depends on none of the parameters before it`)
  const keys = new Set(Object.keys(on.pools).map(unitsOf))
  need(keys.size === Object.keys(on.pools).length, CODE, `${name} has two pools for one value`)
  need([...before].every((each) => keys.has(each)), CODE, `${name} lacks a pool for a value drawn before`)
  return new Set(Object.values(on.pools).flatMap((each) => [...allOf(poolOf(each))]))
}

function allOf({ size, value }: ParameterPool): Set<bigint> {
  return new Set(Array.from({ length: size }, (_, position) => unitsOf(value(position))))
}

function chosen(pool: Json | undefined, known: Map<string, bigint>): ParameterPool {
  const on = dependent(pool)
  if (on === undefined) return poolOf(pool)
  const [, found] = Object.entries(on.pools).find(([key]) => unitsOf(key) === known.get(on.on)) ?? []
  need(found !== undefined, CODE, 'no pool for what was drawn before')
  return poolOf(found)
}

/**
 * Draws each parameter that is not fixed in the declared order (§7.2): a number beyond the largest multiple of the size
 * is rejected.
 */
export function drawParameters(suite: Suite, seed: Uint8Array, drawId: string, params: Parameter[]): DrawnParameter[] {
  const known = new Map<string, bigint>()
  const result: DrawnParameter[] = []
  for (const { name: given, pool, value } of inOrder(params)) {
    const name = textOf(given)
    if (value !== undefined) {
      known.set(name, unitsOf(value))
      continue
    }
    const drawn = draw(suite, seed, drawId, name, chosen(pool, known))
    known.set(name, unitsOf(drawn.value))
    result.push(drawn)
  }
  return result
}

function draw(suite: Suite, seed: Uint8Array, drawId: string, name: string, pool: ParameterPool): DrawnParameter {
  const size = BigInt(pool.size)
  const limit = ((2n ** 256n - 1n) / size) * size
  for (let counter = 0; ; counter++) {
    const label = concatBytes(utf8('VED1/param\0'), lp(drawId), lp(name), u32be(counter))
    const x = BigInt(`0x${bytesToHex(suite.mac(seed, label))}`)
    if (x >= limit) continue
    const position = Number(x % size)
    return { name, counter, position, value: pool.value(position) }
  }
}

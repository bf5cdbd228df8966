import { expect, test } from 'vitest'
import type { LogHealth } from '../../../api/types'
import { entriesBehind, isWithoutQuorum, witnessState, type Witness } from './witness'

const at = '2026-03-02T01:00:00Z'

function health(more: Partial<LogHealth> = {}): LogHealth {
  return { origin: 'log.example', verifierKey: '', policy: '', witnesses: [], selfCheckSilent: false, selfCheckProof: 'SIGNED', publishedSize: 9, signedSize: 9, signedAt: at, lateAfter: 15, ...more }
}

function witness(more: Partial<Witness> = {}): Witness {
  return { name: 'venue', cosigned: true, size: 9, cosignedAt: at, ...more }
}

test('a witness that keeps up is current, and one that is asked again within seconds too', () => {
  expect(witnessState(witness(), health())).toBe('current')
  expect(witnessState(witness({ behind: 14 }), health())).toBe('current')
})

test('one that has died is late although it cosigned what is published', () => {
  const dead = witness({ cosigned: true, behind: 15 })
  expect(witnessState(dead, health({ signedSize: 12 }))).toBe('late')
  expect(entriesBehind(dead, health({ signedSize: 12 }))).toBe(3)
})

test('one without which the quorum is not reached is missing; those that keep up are not', () => {
  const short = health({ signedSize: 12, withoutQuorum: 20 })
  expect(isWithoutQuorum(short)).toBe(true)
  expect(witnessState(witness({ behind: 40 }), short)).toBe('missing')
  expect(witnessState(witness({ size: 12 }), short)).toBe('current')
  expect(isWithoutQuorum(health({ withoutQuorum: 3 }))).toBe(false)
})

test('where the server does not say when one is late, it is after five minutes in which the log has grown', () => {
  const grown = (signedAt: string) => health({ lateAfter: undefined, signedSize: 12, signedAt })
  expect(witnessState(witness(), grown('2026-03-02T01:04:59Z'))).toBe('current')
  expect(witnessState(witness(), grown('2026-03-02T01:05:00Z'))).toBe('late')
  expect(witnessState(witness(), health({ lateAfter: undefined, signedAt: '2026-03-02T02:00:00Z' }))).toBe('current')
})

test('of one that was never heard of nothing is said', () => {
  const silent = witness({ cosigned: false, size: undefined, cosignedAt: undefined })
  expect(witnessState(silent, health())).toBe('unknown')
  expect(witnessState({ ...silent, behind: 60 }, health())).toBe('late')
})

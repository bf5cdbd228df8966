import { bytesToHex, concatBytes } from '@noble/hashes/utils.js'
import { describe, expect, it } from 'vitest'
import { base64, hash, utf8 } from '../../audit/verify/bytes'
import { leafHash, rootOf } from '../../audit/verify/merkle'
import { parseCheckpoint } from '../../audit/verify/note'
import { parsePolicy } from '../../audit/verify/policy'
import { signer } from '../../audit/verify/sampleSigner'
import { tilePath, type LogFiles } from '../../audit/verify/tiles'
import { commitmentOf, entryOf } from '../../audit/verify/verify'
import { commitment, fromHex, rulesHash, SUITE_1 } from '../verify/formulas'
import { canonical, type JsonObject } from '../verify/json'
import { textOf, type Attempt, type RegisteredKey, type Step } from '../view'
import { keyProof, makeKeys, sign, type PartyKeys } from './keys'
import { checkSealed, type Question } from './sealed'
import { commitMessage } from './signed'

const ORIGIN = 'log.example.org/gongping/2026'
const TENDER = 'GP-1'
const DRAW = `${TENDER}/1`
const POOL_ROOT = 'ab'.repeat(32)

const operator = signer(ORIGIN, 1)
const witness = signer('supervisor.example.org', 4)
const policy = parsePolicy(`log ${operator.vkey}\nwitness supervisor ${witness.vkey}\nquorum supervisor\n`)

const rules = {
  v: 'VED1',
  suite: 1,
  parties: ['agent', 'platform', 'supervisor'],
  strata: [{ id: 'road', sp: ['A08'], rg: [], n: 3 }],
  max_per_employer: 1,
}

interface Change {
  /** How long the keys were known before the rules. */
  hours?: number
  logged?: (bodies: Record<string, JsonObject>) => void
  shown?: (attempt: Attempt, registered: RegisteredKey[]) => void
  cosigned?: boolean
  ownCommit?: string
}

interface World {
  attempt: Attempt
  registered: RegisteredKey[]
  log: LogFiles
  keys: Map<string, PartyKeys>
}

/** A draw that has come as far as K1, in a log of its own. */
async function world({ hours = 25, logged, shown, cosigned = true }: Change): Promise<World> {
  const keys = new Map<string, PartyKeys>()
  for (const party of ['agent', 'outside', 'platform', 'supervisor']) keys.set(party, await makeKeys(TENDER, party))
  const hex = (party: string) => bytesToHex(keys.get(party)!.signingKey)
  const computed = bytesToHex(rulesHash(SUITE_1, rules))
  const bodies: Record<string, JsonObject> = {
    KEYS: { keys: Object.fromEntries([...keys.keys()].map((party) => [party, hex(party)])), vrf_pk: 'cd'.repeat(32) },
    RULES: { draw_id: DRAW, rules: rules, rules_hash: computed },
    POOL: { draw_id: DRAW, pool_root: POOL_ROOT, library: { count: 120 } },
  }
  for (const party of rules.parties) {
    const made = commitment(SUITE_1, DRAW, party, fromHex(computed), fromHex(POOL_ROOT), new Uint8Array(32).fill(party.length))
    const sig = base64(await sign(keys.get(party)!, commitMessage(DRAW, party, made)))
    bodies[`COMMIT ${party}`] = { draw_id: DRAW, party, commit: bytesToHex(made), sig }
  }
  logged?.(bodies)
  const start = Date.parse('2026-03-02T00:00:00.000Z')
  const steps = Object.entries(bodies).map(([name, body], i): Step => {
    const [step = '', party] = name.split(' ')
    const t = new Date(step === 'KEYS' ? start - hours * 3_600_000 : start + i * 1000).toISOString()
    const record: JsonObject = { v: 1, id: String(i), t, kind: `draw.${step.toLowerCase()}`, body }
    return { step, ...(party === undefined ? {} : { party }), at: t, entryId: String(i), index: i, record, salt: bytesToHex(hash(utf8(name))) }
  })
  const leaves = steps.map(({ record, salt }) => leafHash(entryOf(commitmentOf(utf8(canonical(record)), fromHex(salt)))))
  const text = `${ORIGIN}\n${leaves.length}\n${base64(rootOf(leaves))}\n`
  const files = new Map([[tilePath(0, 0, leaves.length), concatBytes(...leaves)]])
  const attempt: Attempt = {
    attempt: 1,
    drawId: DRAW,
    state: 'DEPOSITING',
    rules: rules,
    rulesJcs: canonical(rules),
    rulesHash: computed,
    poolRoot: POOL_ROOT,
    poolCount: 120,
    excluded: [],
    strata: [],
    parties: rules.parties.map((party) => ({ party, commit: textOf(bodies[`COMMIT ${party}`]?.['commit']) })),
    depositCheck: { holders: [], opened: [], joined: false, shares: [], done: false },
    k1: `${text}\n${operator.line(text)}${cosigned ? witness.line(text) : ''}`,
    steps: structuredClone(steps),
  }
  const registered: RegisteredKey[] = []
  for (const [party, each] of keys) {
    registered.push({ party, signingKey: hex(party), sealingKey: bytesToHex(each.sealingKey), registeredAt: '', proof: base64(await keyProof(each)) })
  }
  shown?.(attempt, registered)
  return { attempt, registered, keys, log: { read: (name) => Promise.resolve(files.get(name)) } }
}

async function failing(change: Change): Promise<Question[]> {
  const { attempt, registered, keys, log } = await world(change)
  const made = attempt.steps.find(({ step, party }) => step === 'COMMIT' && party === 'agent')?.record['body'] as JsonObject | undefined
  const commit = change.ownCommit ?? textOf(made?.['commit'])
  const own = { party: 'agent', signingKey: bytesToHex(keys.get('agent')!.signingKey), commit }
  const { answers, mayDeposit } = await checkSealed({ tender: TENDER, attempt, registered, own, log, policy })
  const found = answers.filter(({ holds }) => !holds).map(({ question }) => question)
  expect(mayDeposit).toBe(found.length === 0)
  return found
}

const step = (attempt: Attempt, name: string, party?: string) => attempt.steps.find((each) => each.step === name && each.party === party)!

describe('before it deposits, a party', () => {
  it('finds a sealed beginning in order', async () => expect(await failing({})).toEqual([]))

  it('asks for the witness', async () => {
    expect(await failing({ cosigned: false })).toContain('quorum')
    expect(await failing({ shown: (attempt) => delete attempt.k1 })).toContain('quorum')
  })

  it('asks for its own key, and for a key of each holder that the holder has signed', async () => {
    const others = bytesToHex((await makeKeys(TENDER, 'agent')).signingKey)
    expect(await failing({ logged: ({ KEYS }) => ((KEYS!['keys'] as JsonObject)['agent'] = others) })).toContain('keys')
    const ofServer = bytesToHex((await makeKeys(TENDER, 'outside')).sealingKey)
    expect(await failing({ shown: (_, keys) => (keys.find(({ party }) => party === 'outside')!.sealingKey = ofServer) })).toEqual(['keys'])
    expect(await failing({ shown: (_, keys) => delete keys[0]!.proof })).toEqual(['keys'])
    expect(await failing({ hours: 23 })).toEqual(['age'])
  })

  it('asks for the rules and the pool that it committed under', async () => {
    expect(await failing({ shown: (attempt) => (attempt.rules = { ...attempt.rules, max_per_employer: 2 }) })).toEqual(['rules'])
    expect(await failing({ shown: (attempt) => (attempt.rulesHash = '00'.repeat(32)) })).toEqual(['rules'])
    expect(await failing({ logged: ({ RULES }) => (RULES!['rules_hash'] = '00'.repeat(32)) })).toEqual(['rules'])
    expect(await failing({ shown: (attempt) => (attempt.poolRoot = '00'.repeat(32)) })).toEqual(['pool'])
    expect(await failing({ shown: (attempt) => (attempt.poolCount = 121) })).toEqual(['pool'])
  })

  it('asks for every commitment, signed, and for its own', async () => {
    expect(await failing({ ownCommit: '00'.repeat(32) })).toEqual(['commits'])
    const other = (attempt: Attempt) => (attempt.parties[1]!.commit = '00'.repeat(32))
    expect(await failing({ shown: other })).toEqual(['commits'])
    expect(await failing({ shown: (attempt) => attempt.steps.pop() })).toEqual(['commits'])
    expect(await failing({ logged: (bodies) => (bodies['COMMIT supervisor']!['sig'] = bodies['COMMIT agent']!['sig']!) })).toEqual(['commits'])
    expect(await failing({ logged: (bodies) => (bodies['COMMIT supervisor']!['draw_id'] = `${TENDER}/2`) })).toEqual(['commits'])
  })

  it('asks for records that the log holds, and not for what is shown of them', async () => {
    const inBody = (attempt: Attempt) => ((step(attempt, 'POOL').record['body'] as JsonObject)['f4'] = 'x')
    expect(await failing({ shown: inBody })).toEqual(['pool'])
    expect(await failing({ shown: (attempt) => (step(attempt, 'RULES').index = 2) })).toEqual(['rules'])
    expect(await failing({ shown: (attempt) => delete step(attempt, 'COMMIT', 'platform').index })).toEqual(['commits'])
    expect(await failing({ shown: (attempt) => (step(attempt, 'COMMIT', 'platform').index = 6) })).toEqual(['commits'])
  })

  it('asks that the log has not forked since this browser saw it', async () => {
    const { attempt, registered, keys, log } = await world({})
    const own = { party: 'agent', signingKey: bytesToHex(keys.get('agent')!.signingKey), commit: attempt.parties[0]!.commit }
    const latest = parseCheckpoint(`${ORIGIN}\n6\n${base64(new Uint8Array(32))}\n`, 'checkpoint')
    const { answers } = await checkSealed({ tender: TENDER, attempt, registered, own, log, policy, latest })
    expect(answers.filter(({ holds }) => !holds).map(({ question }) => question)).toEqual(['extends'])
  })
})

import { api } from '../../api/client'
import { isObject } from './verify/json'
import * as acts from './party/acts'
import { checkSealed, type Answered, type Sealed } from './party/sealed'
import type { PartyKeys } from './party/keys'
import { isHolder, type Holder } from './party/signed'
import type { ActName, Next } from './nextAct'
import { bodyOf, stepsOf, textOf, type Attempt, type DrawView } from './view'
import { bytesToHex } from '@noble/hashes/utils.js'
import { log, policyNow, verifyLog } from '../audit/log'

export interface Acting {
  projectId: string
  view: DrawView
  party: string
  /** Absent only for acts that need no key. */
  keys: PartyKeys | undefined
}

/** This browser has no key of the party, or what it needs is not there. */
export class CannotAct extends Error {
  readonly reason: 'noKeys' | 'noAttempt' | 'notSealed'

  constructor(reason: CannotAct['reason']) {
    super(reason)
    this.reason = reason
  }
}

function attemptOf({ view }: Acting): Attempt {
  if (view.current === undefined) throw new CannotAct('noAttempt')
  return view.current
}

function commitOf(attempt: Attempt, party: string): string {
  return attempt.parties.find((each) => each.party === party)?.commit ?? ''
}

/** Checks K1 with the means of this browser alone; see `checkSealed`. */
export async function checkBeforeDeposit({ view, party, keys }: Acting, onAnswer?: (answered: Answered) => void): Promise<Sealed> {
  if (keys === undefined) throw new CannotAct('noKeys')
  const attempt = attemptOf({ view } as Acting)
  const facts = { drawId: attempt.drawId, rulesHash: attempt.rulesHash, poolRoot: attempt.poolRoot }
  const shown = commitOf(attempt, party)
  // That this browser can open what it committed itself to is part of the question.
  const commit = await acts.contribution(keys, facts, shown).then(
    () => shown,
    () => undefined,
  )
  const policy = await policyNow()
  const { sealed } = await verifyLog(policy)
  return checkSealed({
    attempt,
    registered: view.keys,
    own: { party, signingKey: bytesToHex(keys.signingKey), commit },
    log,
    policy,
    ...(sealed && { latest: sealed.checkpoint }),
    ...(onAnswer && { onAnswer }),
  })
}

async function finalFacts(acting: Acting): Promise<acts.FinalFacts> {
  const attempt = attemptOf(acting)
  const path = { projectId: acting.projectId, attempt: attempt.attempt }
  const final = await api.get('/projects/{projectId}/draw/attempts/{attempt}/final', { path })
  const commits = new Map<string, string>()
  const contributions = new Map<string, string>()
  for (const { party, commit = '' } of attempt.parties) {
    commits.set(party, commit)
    const { r } = bodyOf(stepsOf(attempt, 'REVEAL', party)[0] ?? stepsOf(attempt, 'ESCROW_OPEN', party)[0])
    contributions.set(party, textOf(r))
  }
  const { vrf_pk: vrfKey } = bodyOf(stepsOf(attempt, 'KEYS')[0])
  const { drawId, rulesHash, poolRoot } = attempt
  return { drawId, rulesHash, poolRoot, commits, contributions, vrfKey: textOf(vrfKey), ...final }
}

/** Does what a party is to do next; everything that is signed is computed and checked here first. */
export async function perform(acting: Acting, next: Extract<Next, { act: ActName }>, key: string): Promise<unknown> {
  const { projectId, party, keys } = acting
  if (next.act === 'start') {
    return api.post('/projects/{projectId}/draw/attempts', { path: { projectId }, body: next.orderHash === undefined ? {} : { order: next.orderHash }, key })
  }
  if (keys === undefined) throw new CannotAct('noKeys')
  if (next.act === 'order') {
    const order = next.order!
    const attempt = Number(order.draw_id.slice(order.draw_id.lastIndexOf('/') + 1))
    const body = { order, party, sig: await acts.signOrder(keys, order) }
    return api.post('/projects/{projectId}/draw/attempts/{attempt}/orders', { path: { projectId, attempt }, body: body as never, key })
  }
  return isHolder(party) && ['openCheck', 'confirmCheck', 'openEscrow', 'confirmEscrow'].includes(next.act)
    ? asHolder(acting, keys, party, next, key)
    : asContributor(acting, keys, next.act, key)
}

const prepared: { key: string; body: object } = { key: '', body: {} }

async function asContributor(acting: Acting, keys: PartyKeys, act: ActName, key: string): Promise<unknown> {
  const { projectId, party } = acting
  const attempt = attemptOf(acting)
  const path = { projectId, attempt: attempt.attempt }
  const facts = { drawId: attempt.drawId, rulesHash: attempt.rulesHash, poolRoot: attempt.poolRoot }
  switch (act) {
    case 'commit': {
      const body = { party, ...(await acts.commit(keys, facts)) }
      return api.post('/projects/{projectId}/draw/attempts/{attempt}/commits', { path, body: body as never, key })
    }
    case 'deposit': {
      const sealed = await checkBeforeDeposit(acting)
      if (!sealed.mayDeposit) throw new CannotAct('notSealed')
      const r = await acts.contribution(keys, facts, commitOf(attempt, party))
      // A repeat after a lost answer sends the same shares: they would be others if they were made again.
      prepared.body = prepared.key === key ? prepared.body : await acts.deposit(keys, facts, r, sealed.holderKeys as Record<Holder, Uint8Array>)
      prepared.key = key
      const body = { party, ...prepared.body }
      return api.post('/projects/{projectId}/draw/attempts/{attempt}/deposits', { path, body: body as never, key })
    }
    case 'reveal': {
      const r = await acts.contribution(keys, facts, commitOf(attempt, party))
      const body = { party, ...(await acts.reveal(keys, attempt.drawId, r)) }
      return api.post('/projects/{projectId}/draw/attempts/{attempt}/reveals', { path, body: body as never, key })
    }
    case 'final': {
      const sig = await acts.finish(keys, await finalFacts(acting))
      return api.post('/projects/{projectId}/draw/attempts/{attempt}/final', { path, body: { sig }, key })
    }
    default:
      throw new CannotAct('noAttempt')
  }
}

async function asHolder(acting: Acting, keys: PartyKeys, holder: Holder, next: Extract<Next, { act: ActName }>, key: string): Promise<unknown> {
  const { projectId } = acting
  const attempt = attemptOf(acting)
  const path = { projectId, attempt: attempt.attempt }
  const facts = { drawId: attempt.drawId, rulesHash: attempt.rulesHash, poolRoot: attempt.poolRoot }
  const of = next.of ?? 'platform'
  const openOwn = async () => {
    const sealed = await api.get('/projects/{projectId}/draw/attempts/{attempt}/shares/{holder}', { path: { ...path, holder } })
    const mine = isObject(sealed) ? textOf(sealed[of]) : ''
    const { vrf_pk: vrfKey, keys: signing, sealing_keys: sealing } = bodyOf(stepsOf(attempt, 'KEYS')[0])
    if (of === 'vrf') return acts.openBackup(keys, mine, textOf(vrfKey))
    const { sealed: all = [] } = next.act === 'openCheck' ? attempt.depositCheck : (attempt.escrow ?? {})
    return acts.shareOf(keys, attempt.drawId, of, mine, commitOf(attempt, of), {
      sealed: all,
      sig: textOf(bodyOf(stepsOf(attempt, 'DEPOSIT', of)[0])['sig']),
      signingKey: isObject(signing) ? textOf(signing[of]) : '',
      sealingKey: isObject(sealing) ? textOf(sealing[holder]) : '',
    })
  }
  switch (next.act) {
    case 'openCheck':
      return api.post('/projects/{projectId}/draw/attempts/{attempt}/deposit-shares', { path, body: { holder, share: await openOwn() }, key })
    case 'confirmCheck': {
      const sig = await acts.confirmDeposit(keys, facts, of, attempt.depositCheck.shares, commitOf(attempt, of))
      return api.post('/projects/{projectId}/draw/attempts/{attempt}/deposit-checks', { path, body: { holder, sig }, key })
    }
    case 'openEscrow':
      return api.post('/projects/{projectId}/draw/attempts/{attempt}/escrow-shares', { path, body: { holder, party: of as never, share: await openOwn() }, key })
    default: {
      const sig =
        of === 'vrf'
          ? await acts.finishFromBackup(keys, await finalFacts(acting))
          : (await acts.confirmOpening(keys, facts, of, attempt.escrow?.shares ?? [], commitOf(attempt, of))).sig
      return api.post('/projects/{projectId}/draw/attempts/{attempt}/escrow-openings', { path, body: { holder, party: of as never, sig }, key })
    }
  }
}

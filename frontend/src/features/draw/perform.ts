import { api } from '../../api/client'
import { isObject } from './verify/json'
import * as acts from './party/acts'
import { requireClosed } from './party/closing'
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
    tender: view.tender,
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
  const { projectId, view } = acting
  const path = { projectId, attempt: attempt.attempt }
  const final =
    view.lotId === undefined
      ? await api.get('/projects/{projectId}/draw/attempts/{attempt}/final', { path })
      : await api.get('/projects/{projectId}/lots/{lotId}/parameter-draw/attempts/{attempt}/final', { path: { ...path, lotId: view.lotId } })
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
  const { lotId } = acting.view
  if (next.act === 'start' && lotId !== undefined) {
    return api.post('/projects/{projectId}/lots/{lotId}/parameter-draw/attempts', { path: { projectId, lotId }, body: USUAL_TIMES, key })
  }
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

/** In the hall all are present: so long is waited before two holders open an escrow. */
const USUAL_TIMES = { revealSeconds: 300, finalSeconds: 120 }

type Sent = 'commits' | 'deposits' | 'reveals' | 'final' | 'deposit-shares' | 'deposit-checks' | 'escrow-shares' | 'escrow-openings'

/** A step of the attempt, of whichever draw; the contract has the same steps under both. */
function send(acting: Acting, what: Sent, body: object, key: string): Promise<unknown> {
  const { projectId, view } = acting
  const { attempt } = attemptOf(acting)
  return view.lotId === undefined
    ? api.post(`/projects/{projectId}/draw/attempts/{attempt}/${what}` as '/projects/{projectId}/draw/attempts/{attempt}/commits', {
        path: { projectId, attempt },
        body: body as never,
        key,
      })
    : api.post(`/projects/{projectId}/lots/{lotId}/parameter-draw/attempts/{attempt}/${what}` as '/projects/{projectId}/lots/{lotId}/parameter-draw/attempts/{attempt}/commits', {
        path: { projectId, lotId: view.lotId, attempt },
        body: body as never,
        key,
      })
}

async function sharesOf(acting: Acting, holder: Holder): Promise<unknown> {
  const { projectId, view } = acting
  const path = { projectId, attempt: attemptOf(acting).attempt, holder }
  return view.lotId === undefined
    ? api.get('/projects/{projectId}/draw/attempts/{attempt}/shares/{holder}', { path })
    : api.get('/projects/{projectId}/lots/{lotId}/parameter-draw/attempts/{attempt}/shares/{holder}', { path: { ...path, lotId: view.lotId } })
}

const prepared: { key: string; body: object } = { key: '', body: {} }

async function asContributor(acting: Acting, keys: PartyKeys, act: ActName, key: string): Promise<unknown> {
  const { party, view } = acting
  const attempt = attemptOf(acting)
  const facts = { drawId: attempt.drawId, rulesHash: attempt.rulesHash, poolRoot: attempt.poolRoot }
  switch (act) {
    case 'commit': {
      const body = { party, ...(await acts.commit(keys, facts)) }
      return send(acting, 'commits', body, key)
    }
    case 'deposit': {
      const sealed = await checkBeforeDeposit(acting)
      if (!sealed.mayDeposit) throw new CannotAct('notSealed')
      const r = await acts.contribution(keys, facts, commitOf(attempt, party))
      // A repeat after a lost answer sends the same shares: they would be others if they were made again.
      prepared.body = prepared.key === key ? prepared.body : await acts.deposit(keys, facts, r, sealed.holderKeys as Record<Holder, Uint8Array>)
      prepared.key = key
      const body = { party, ...prepared.body }
      return send(acting, 'deposits', body, key)
    }
    case 'reveal': {
      if (view.lotId !== undefined) await requireClosed({ tender: view.tender, lotId: view.lotId, attempt, log, policy: await policyNow() })
      const r = await acts.contribution(keys, facts, commitOf(attempt, party))
      const body = { party, ...(await acts.reveal(keys, attempt.drawId, r)) }
      return send(acting, 'reveals', body, key)
    }
    case 'final': {
      const sig = await acts.finish(keys, await finalFacts(acting))
      return send(acting, 'final', { sig }, key)
    }
    default:
      throw new CannotAct('noAttempt')
  }
}

async function asHolder(acting: Acting, keys: PartyKeys, holder: Holder, next: Extract<Next, { act: ActName }>, key: string): Promise<unknown> {
  const attempt = attemptOf(acting)
  const facts = { drawId: attempt.drawId, rulesHash: attempt.rulesHash, poolRoot: attempt.poolRoot }
  const of = next.of ?? 'platform'
  const openOwn = async () => {
    const sealed = await sharesOf(acting, holder)
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
      return send(acting, 'deposit-shares', { holder, share: await openOwn() }, key)
    case 'confirmCheck': {
      const sig = await acts.confirmDeposit(keys, facts, of, attempt.depositCheck.shares, commitOf(attempt, of))
      return send(acting, 'deposit-checks', { holder, sig }, key)
    }
    case 'openEscrow':
      return send(acting, 'escrow-shares', { holder, party: of, share: await openOwn() }, key)
    default: {
      const sig =
        of === 'vrf'
          ? await acts.finishFromBackup(keys, await finalFacts(acting))
          : (await acts.confirmOpening(keys, facts, of, attempt.escrow?.shares ?? [], commitOf(attempt, of))).sig
      return send(acting, 'escrow-openings', { holder, party: of, sig }, key)
    }
  }
}

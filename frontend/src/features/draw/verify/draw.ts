import { bytesToHex } from '@noble/hashes/utils.js'
import { fromBase64, utf8 } from '../../audit/verify/bytes'
import { Refused } from '../../audit/verify/findings'
import { parseCheckpoint, parseNote, type Checkpoint, type SignedNote } from '../../audit/verify/note'
import type { Policy } from '../../audit/verify/policy'
import type { Bundle, Expert, LogEntry, Order, Rules, Stratum } from './bundle'
import { Failed, need } from './failed'
import { fromHex, leafOf, orderHash, signedBytes, specialtiesOf, SUITE_1, type ByParty, type Suite } from './formulas'
import { isObject, type JsonObject } from './json'

/** What the reader knows from elsewhere than the transcript: `keys.json`, all in hex. */
export interface PinnedKeys {
  /** Ed25519 keys of the parties and of the holders of escrow. */
  keys: Record<string, string>
  vrf_pk: string
  /** SHA-256 of the published Python verifier. */
  verifier: string
}

/** Stands where a party would in an escrow that opened the finaliser's key. */
export const FINALISER = 'vrf'

export const PLATFORM = 'platform'

export interface NoteAndCheckpoint {
  bytes: Uint8Array
  note: SignedNote
  checkpoint: Checkpoint
}

/**
 * A transcript under verification. Each check reads what the transcript says and recomputes one thing from it, so that
 * one fault fails one check.
 */
export class Draw {
  readonly suite: Suite = SUITE_1
  readonly rules: Rules
  readonly drawId: string
  readonly tender: string
  readonly attempt: number
  /** Employer and, as far as it is known, pid of each leaf. */
  readonly employerOf = new Map<string, string>()
  readonly pidOf = new Map<string, string>()
  private opened?: { leaf: string; expert: Expert }[]
  private eligibleNow?: string[][]
  private readonly notes = new Map<string, NoteAndCheckpoint | Failed>()

  constructor(
    readonly bundle: Bundle,
    readonly knownAnswer: boolean,
    readonly policy: Policy,
    readonly keys: PinnedKeys,
  ) {
    this.rules = bundle.rules
    this.drawId = bundle.draw_id
    const slash = this.drawId.lastIndexOf('/')
    this.tender = this.drawId.slice(0, slash)
    this.attempt = Number(this.drawId.slice(slash + 1))
  }

  get ofParameters(): boolean {
    return this.rules.params !== undefined
  }

  get entries(): LogEntry[] {
    return this.knownAnswer ? [] : this.bundle.log.entries
  }

  /** Entries of a step that belong to this draw; keys belong to no draw. */
  steps(step: string): LogEntry[] {
    const mine = (entry: LogEntry) => step === 'KEYS' || entry.record.body['draw_id'] === this.drawId
    return this.entries.filter((entry) => entry.step === step && mine(entry))
  }

  /** The only entry of a step, or of a step of one party; nothing when there is none, or there are several. */
  one(step: string, party?: string): LogEntry | undefined {
    const found = this.steps(step).filter(({ record }) => party === undefined || record.body['party'] === party)
    return found.length === 1 ? found[0] : undefined
  }

  /** @throws Failed with E_CHECKPOINT_SIG for a text that is no signed checkpoint */
  note(name: 'K1' | 'K2'): NoteAndCheckpoint {
    let found = this.notes.get(name)
    if (found === undefined) {
      found = readNote(this.bundle.log[name === 'K1' ? 'k1' : 'k2'], name)
      this.notes.set(name, found)
    }
    if (found instanceof Failed) throw found
    return found
  }

  /** A map of the transcript in bytes. Whether these are the parties of the rules is for check 12. */
  byParty(map: Record<string, string>): ByParty {
    return new Map(Object.entries(map).map(([party, value]) => [party, fromHex(value)]))
  }

  /** What the KEYS entry says. */
  loggedKeys(): { keys: JsonObject; vrfKey: unknown } {
    const { keys, vrf_pk: vrfKey } = this.one('KEYS')?.record.body ?? {}
    return { keys: isObject(keys) ? keys : {}, vrfKey }
  }

  /** Whether a party has signed, under the key that the reader knows. */
  hasSigned(party: string, step: string, drawId: string, value: Uint8Array, signature: string | undefined): boolean {
    const pinned = this.keys.keys[party]
    const bytes = fromBase64(signature ?? '')
    if (pinned === undefined || bytes === undefined) return false
    return this.suite.verify(fromHex(pinned), signedBytes(step, drawId, party, value), bytes)
  }

  hasSignedOrder(party: string, { order, sig }: Order): boolean {
    const drawId = order['draw_id']
    if (typeof drawId !== 'string') return false
    return this.hasSigned(party, 'ORDER', drawId, orderHash(this.suite, order), sig[party])
  }

  get orders(): Order[] {
    return this.bundle.signatures.orders ?? []
  }

  /** The order of this hash that the supervisor has signed. */
  validOrder(number: string): Order | undefined {
    const isIt = (each: Order) => bytesToHex(orderHash(this.suite, each.order)) === number
    return this.orders.find((each) => isIt(each) && this.hasSignedOrder('supervisor', each))
  }

  /** The opened records with their leaves. */
  records(): { leaf: string; expert: Expert }[] {
    if (this.opened === undefined) {
      this.opened = (this.bundle.pool ?? []).map((expert) => ({ leaf: bytesToHex(leafOf(this.suite, expert)), expert }))
      for (const { leaf, expert } of this.opened) {
        this.employerOf.set(leaf, expert.em)
        this.pidOf.set(leaf, expert.pid)
      }
    }
    return this.opened
  }

  /** Leaves of those whom a stratum may choose from, by their opened records. */
  eligible(stratum: Stratum, regions: string[]): string[] {
    const wanted = new Set(stratum.sp)
    const within = new Set(regions)
    return this.records()
      .filter(({ expert }) => expert.ex === 0 && (within.size === 0 || within.has(expert.rg)))
      .filter(({ expert }) => specialtiesOf(expert).some((specialty) => wanted.has(specialty)))
      .map(({ leaf }) => leaf)
  }

  /** Per stratum, from the opened records, or in the sealed view as the platform claims. */
  candidates(): string[][] {
    this.eligibleNow ??=
      this.bundle.claims === undefined
        ? this.rules.strata.map((stratum) => this.eligible(stratum, this.regionsOf(stratum)))
        : this.claimed(this.bundle.claims)
    return this.eligibleNow
  }

  private claimed(claims: NonNullable<Bundle['claims']>): string[][] {
    for (const { leaf, em } of claims) this.employerOf.set(leaf, em)
    return this.rules.strata.map(({ id }) =>
      claims.filter(({ strata }) => strata.includes(id)).map(({ leaf }) => leaf),
    )
  }

  /** The drawn city for a stratum that is bound to one. */
  private regionsOf(stratum: Stratum): string[] {
    const place = this.rules.venue?.bind[stratum.id]
    if (place === undefined) return stratum.rg
    const drawn = this.bundle.venue?.result.cities[place]
    need(drawn !== undefined, 'E_SELECT', `no city was drawn for stratum ${stratum.id}`)
    return [drawn.city]
  }
}

function readNote(text: string, name: string): NoteAndCheckpoint | Failed {
  try {
    const bytes = utf8(text)
    const note = parseNote(bytes, name)
    return { bytes, note, checkpoint: parseCheckpoint(note.text, name) }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return new Failed('E_CHECKPOINT_SIG', `${name} is no signed checkpoint: ${error.message}`)
  }
}

import type { Role } from './types'

/** What was appended to the room, in the order of its numbers; numbers may be missing that this viewer may not see. */
export interface RoomEvent<B = unknown> {
  seq: number
  type: string
  /** By the clock of the tender. */
  at: string
  body: B
}

export interface SidePresence {
  side: Role
  people: number
}

export type RoomState = 'connecting' | 'catching-up' | 'live' | 'reconnecting' | 'ended'

/** Why no more is to come: the person must log in again, is not let in, the room is closed, or this page is defective. */
export type RoomEnd = 'login-ended' | 'not-admitted' | 'closed' | 'defect'

export interface RoomView {
  state: RoomState
  end?: RoomEnd
  /** Everything that this viewer may see, from the first event on. */
  events: readonly RoomEvent[]
  /** Who is here now, as counts by side. */
  presence: readonly SidePresence[]
  /** On which sides this viewer is here. */
  sides: readonly Role[]
}

export const noRoom: RoomView = { state: 'connecting', events: [], presence: [], sides: [] }

/** `contract/rooms/envelope.schema.json`; events alone have a number, and the number of the event shown before. */
interface Frame {
  v: number
  type: string
  at: string
  body: Record<string, unknown>
  seq?: number
  after?: number
}

/** The part of a browser's WebSocket that is used here. */
export interface Wire {
  onopen: (() => void) | null
  onmessage: ((message: { data: unknown }) => void) | null
  onclose: ((close: { code: number }) => void) | null
  send(text: string): void
  close(code?: number): void
}

export interface Surroundings {
  open(): Wire
  /** Runs once after so many milliseconds; the answer cancels it. */
  after(milliseconds: number, run: () => void): () => void
  /** Evenly from 0 to 1. */
  random(): number
  /** Whether the login still holds: a browser does not tell why a handshake was refused. */
  loggedIn(): Promise<boolean>
}

const firstWait = 500
const longestWait = 30_000
const usualBeat = 5_000
const missedBeats = 3
const given = 1000

/** The close codes of the server that mean more than "come back and resume". */
const ends: Record<number, RoomEnd> = { 4400: 'defect', 4401: 'login-ended', 4403: 'not-admitted', 4410: 'closed' }
const numberUnknownToRoom = 4409

function parse(data: unknown): Frame | undefined {
  try {
    const frame = JSON.parse(String(data)) as Partial<Frame> | null
    const sound = frame?.v === 1 && typeof frame.type === 'string' && typeof frame.body === 'object'
    return sound ? (frame as Frame) : undefined
  } catch {
    return undefined
  }
}

/**
 * A room as this browser knows it, over as many sockets as it takes. Each event names the number of the one shown before
 * it: what is doubled is dropped, and where one is missing the socket is given up and a new one resumes after the last
 * event that was had.
 */
export class RoomConnection {
  private readonly around: Surroundings
  private readonly listeners = new Set<() => void>()
  private view: RoomView = noRoom
  private events: RoomEvent[] = []
  private lastSeq = 0
  private wire: Wire | undefined
  private failures = 0
  private beat = usualBeat
  private cancelWait = () => {}
  private cancelWatch = () => {}

  constructor(around: Surroundings) {
    this.around = around
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  snapshot = (): RoomView => this.view

  /** Connects, unless it is connected; ends a wait for the next attempt, and goes on after an end. */
  start = (): void => {
    if (this.wire) return
    this.cancelWait()
    this.show({ state: this.lastSeq > 0 ? 'reconnecting' : 'connecting', end: undefined })
    this.connect()
  }

  stop(): void {
    this.cancelWait()
    this.cancelWatch()
    const wire = this.wire
    this.wire = undefined
    wire?.close(given)
  }

  private connect(): void {
    const wire = this.around.open()
    let opened = false
    this.wire = wire
    wire.onopen = () => {
      opened = true
      wire.send(JSON.stringify({ type: 'resume', lastSeq: this.lastSeq }))
      this.watch(wire)
    }
    wire.onmessage = ({ data }) => {
      if (this.wire === wire) this.take(wire, parse(data))
    }
    wire.onclose = ({ code }) => {
      if (this.wire === wire) this.lost(code, opened)
    }
    this.watch(wire)
  }

  /** Gives the socket up when it is silent for too long: a dead line does not say that it is dead. */
  private watch(wire: Wire): void {
    this.cancelWatch()
    this.cancelWatch = this.around.after(missedBeats * this.beat, () => this.giveUp(wire))
  }

  private giveUp(wire: Wire): void {
    if (this.wire !== wire) return
    this.wire = undefined
    wire.close(given)
    this.lost(given, true)
  }

  private take(wire: Wire, frame: Frame | undefined): void {
    this.watch(wire)
    if (!frame) return this.giveUp(wire)
    if (frame.seq !== undefined) return this.takeEvent(wire, frame, frame.seq)
    switch (frame.type) {
      case 'room.welcome':
        this.beat = Number(frame.body['beatSeconds']) * 1000 || usualBeat
        this.show({ state: 'catching-up', sides: frame.body['sides'] as Role[] })
        break
      case 'room.live':
        this.show({ state: 'live', events: [...this.events] })
        break
      case 'room.presence':
        this.show({ presence: frame.body['sides'] as SidePresence[] })
        break
      case 'room.beat':
        this.failures = 0
        if (frame.body['lastSeq'] !== this.lastSeq) this.giveUp(wire)
        break
    }
  }

  private takeEvent(wire: Wire, { type, at, body, after }: Frame, seq: number): void {
    if (seq <= this.lastSeq) return
    if (after !== this.lastSeq) return this.giveUp(wire)
    this.lastSeq = seq
    this.events.push({ seq, type, at, body })
    // What comes in one go after a reconnection is shown in one go.
    if (this.view.state === 'live') this.show({ events: [...this.events] })
  }

  private lost(code: number, opened: boolean): void {
    this.wire = undefined
    this.cancelWatch()
    const end = ends[code]
    if (end) return this.show({ state: 'ended', end, presence: [], events: [...this.events] })
    if (code === numberUnknownToRoom) {
      this.lastSeq = 0
      this.events = []
    }
    this.show({ state: 'reconnecting', presence: [] })
    const longest = Math.min(longestWait, firstWait * 2 ** this.failures)
    this.failures += 1
    this.cancelWait = this.around.after(longest / 2 + (this.around.random() * longest) / 2, () => {
      if (opened) this.connect()
      else void this.connectIfLoggedIn()
    })
  }

  private async connectIfLoggedIn(): Promise<void> {
    let wanted = true
    this.cancelWait = () => {
      wanted = false
    }
    const loggedIn = await this.around.loggedIn()
    if (!wanted) return
    if (loggedIn) this.connect()
    else this.show({ state: 'ended', end: 'login-ended' })
  }

  private show(change: Partial<RoomView>): void {
    this.view = { ...this.view, ...change }
    this.listeners.forEach((listener) => listener())
  }
}

import { beforeEach, expect, test } from 'vitest'
import { roomUrl } from './room'
import { RoomConnection, type Wire } from './roomConnection'

class TestWire implements Wire {
  onopen: (() => void) | null = null
  onmessage: ((message: { data: unknown }) => void) | null = null
  onclose: ((close: { code: number }) => void) | null = null
  readonly sent: unknown[] = []
  closedWith: number | undefined

  send(text: string) {
    this.sent.push(JSON.parse(text))
  }

  close(code?: number) {
    this.closedWith = code
  }

  tell(frame: object) {
    this.onmessage?.({ data: JSON.stringify({ v: 1, room: 'r', at: '2026-03-02T01:00:00Z', body: {}, ...frame }) })
  }

  event(seq: number, after: number) {
    this.tell({ type: 'room.notice', seq, after, body: { zh: `第${seq}`, en: `no ${seq}` } })
  }

  beLive() {
    this.onopen?.()
    this.tell({ type: 'room.welcome', body: { kind: 'DRAW', sides: ['supervisor'], beatSeconds: 5 } })
    this.tell({ type: 'room.live' })
  }
}

let wires: TestWire[]
let timers: { at: number; run: () => void }[]
let loggedIn: boolean
let room: RoomConnection

const last = () => wires[wires.length - 1]!
const seqs = () => room.snapshot().events.map((event) => event.seq)

/** Lets the next timer that is due within the time go off. */
function runTimer(within: number): boolean {
  const timer = timers.find(({ at }) => at <= within)
  if (!timer) return false
  timers.splice(timers.indexOf(timer), 1)
  timer.run()
  return true
}

beforeEach(() => {
  wires = []
  timers = []
  loggedIn = true
  room = new RoomConnection({
    open: () => {
      wires.push(new TestWire())
      return last()
    },
    after: (at, run) => {
      const timer = { at, run }
      timers.push(timer)
      return () => {
        if (timers.includes(timer)) timers.splice(timers.indexOf(timer), 1)
      }
    },
    random: () => 0.5,
    loggedIn: () => Promise.resolve(loggedIn),
  })
  room.start()
})

test('begins from nothing and is live when it has all there is', () => {
  expect(room.snapshot().state).toBe('connecting')
  last().onopen?.()
  expect(last().sent).toEqual([{ type: 'resume', lastSeq: 0 }])
  last().tell({ type: 'room.welcome', body: { sides: ['supervisor'], beatSeconds: 5 } })
  expect(room.snapshot().state).toBe('catching-up')
  last().event(1, 0)
  last().event(4, 1)
  last().tell({ type: 'room.live' })
  expect(room.snapshot()).toMatchObject({ state: 'live', sides: ['supervisor'] })
  expect(seqs()).toEqual([1, 4])
})

test('after a loss it resumes behind the last event it had', () => {
  last().beLive()
  last().event(1, 0)
  last().event(2, 1)
  last().onclose?.({ code: 1006 })
  expect(room.snapshot().state).toBe('reconnecting')
  expect(wires).toHaveLength(1)
  expect(runTimer(500)).toBe(true)
  last().onopen?.()
  expect(last().sent).toEqual([{ type: 'resume', lastSeq: 2 }])
  last().event(3, 2)
  last().tell({ type: 'room.live' })
  expect(seqs()).toEqual([1, 2, 3])
})

test('a doubled event is shown once', () => {
  last().beLive()
  last().event(1, 0)
  last().event(1, 0)
  last().event(2, 1)
  expect(seqs()).toEqual([1, 2])
})

test('where an event is missing it gives the socket up and asks again from before the gap', () => {
  last().beLive()
  last().event(1, 0)
  last().event(3, 2)
  expect(seqs()).toEqual([1])
  expect(last().closedWith).toBe(1000)
  runTimer(500)
  last().onopen?.()
  expect(last().sent).toEqual([{ type: 'resume', lastSeq: 1 }])
})

test('a number that others saw and this viewer may not is no gap', () => {
  last().beLive()
  last().event(1, 0)
  last().event(7, 1)
  expect(seqs()).toEqual([1, 7])
  expect(last().closedWith).toBeUndefined()
})

test('the beat uncovers that the newest event was lost', () => {
  last().beLive()
  last().event(1, 0)
  last().tell({ type: 'room.beat', body: { lastSeq: 1 } })
  expect(last().closedWith).toBeUndefined()
  last().tell({ type: 'room.beat', body: { lastSeq: 2 } })
  expect(last().closedWith).toBe(1000)
})

test('a line that is silent for three beats is given up', () => {
  last().beLive()
  expect(runTimer(14_999)).toBe(false)
  expect(runTimer(15_000)).toBe(true)
  expect(last().closedWith).toBe(1000)
  expect(room.snapshot().state).toBe('reconnecting')
})

test('what comes late over a given-up socket is not heard', () => {
  const old = last()
  old.beLive()
  old.event(3, 2)
  old.event(1, 0)
  old.onclose?.({ code: 1006 })
  expect(seqs()).toEqual([])
  expect(timers).toHaveLength(1)
})

test('waits longer after each failure, with jitter, at most half a minute, until a beat is heard', () => {
  const waits: number[] = []
  for (let i = 0; i < 9; i++) {
    last().onopen?.()
    last().onclose?.({ code: 1011 })
    waits.push(timers[0]!.at)
    runTimer(30_000)
  }
  expect(waits.slice(0, 3)).toEqual([375, 750, 1500])
  expect(waits[8]).toBe(22_500)
  last().beLive()
  last().tell({ type: 'room.beat', body: { lastSeq: 0 } })
  last().onclose?.({ code: 1006 })
  expect(timers[0]!.at).toBe(375)
})

test.each([
  [4401, 'login-ended'],
  [4403, 'not-admitted'],
  [4410, 'closed'],
  [4400, 'defect'],
] as const)('does not come back after %i', (code, end) => {
  last().beLive()
  last().event(1, 0)
  last().onclose?.({ code })
  expect(room.snapshot()).toMatchObject({ state: 'ended', end })
  expect(timers).toHaveLength(0)
  expect(seqs()).toEqual([1])
})

test('begins anew when the room does not know its number, as after a restored backup', () => {
  last().beLive()
  last().event(1, 0)
  last().event(2, 1)
  last().onclose?.({ code: 4409 })
  runTimer(500)
  last().onopen?.()
  expect(last().sent).toEqual([{ type: 'resume', lastSeq: 0 }])
  last().event(1, 0)
  last().tell({ type: 'room.live' })
  expect(seqs()).toEqual([1])
})

test('a refused handshake ends it only when the login has ended', async () => {
  last().onclose?.({ code: 1006 })
  runTimer(500)
  await Promise.resolve()
  await Promise.resolve()
  expect(wires).toHaveLength(2)
  loggedIn = false
  last().onclose?.({ code: 1006 })
  runTimer(1000)
  await Promise.resolve()
  await Promise.resolve()
  expect(wires).toHaveLength(2)
  expect(room.snapshot()).toMatchObject({ state: 'ended', end: 'login-ended' })
  room.start()
  expect(wires).toHaveLength(3)
  expect(room.snapshot().end).toBeUndefined()
})

test('does not connect twice when told to start while it waits for the login', async () => {
  last().onclose?.({ code: 1006 })
  runTimer(500)
  room.start()
  await Promise.resolve()
  await Promise.resolve()
  expect(wires).toHaveLength(2)
})

test('shows who is here, and nobody while the line is down', () => {
  last().beLive()
  last().tell({ type: 'room.presence', body: { sides: [{ side: 'supervisor', people: 2 }] } })
  expect(room.snapshot().presence).toEqual([{ side: 'supervisor', people: 2 }])
  last().onclose?.({ code: 1001 })
  expect(room.snapshot().presence).toEqual([])
})

test('goes away without a trace', () => {
  last().beLive()
  room.stop()
  expect(last().closedWith).toBe(1000)
  expect(timers).toHaveLength(0)
})

test('the address holds the room and no credentials', () => {
  expect(roomUrl('0198', { protocol: 'https:', host: 'gp.example' })).toBe('wss://gp.example/ws/rooms/0198')
  expect(roomUrl('0198', { protocol: 'http:', host: '127.0.0.1:8080' })).toBe('ws://127.0.0.1:8080/ws/rooms/0198')
})

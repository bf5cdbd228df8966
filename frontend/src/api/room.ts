import { useCallback, useEffect, useSyncExternalStore } from 'react'
import { noRoom, RoomConnection, type RoomEvent, type RoomView, type Surroundings, type Wire } from './roomConnection'
import { resumeSession, sessionHasEnded, useSessionEnded } from './session'

export type { RoomEnd, RoomEvent, RoomState, RoomView, SidePresence } from './roomConnection'

/** The cookie says who asks: the address holds the room and nothing else. */
export function roomUrl(roomId: string, page: { protocol: string; host: string } = window.location): string {
  const scheme = page.protocol === 'https:' ? 'wss:' : 'ws:'
  return `${scheme}//${page.host}/ws/rooms/${encodeURIComponent(roomId)}`
}

function browser(roomId: string): Surroundings {
  return {
    open: () => new WebSocket(roomUrl(roomId)) as Wire,
    after: (milliseconds, run) => {
      const timer = setTimeout(run, milliseconds)
      return () => clearTimeout(timer)
    },
    random: () => Math.random(),
    loggedIn: async () => {
      try {
        return (await resumeSession()) !== undefined
      } catch {
        // The server cannot be asked: that says nothing about the login.
        return true
      }
    },
  }
}

interface Shared {
  connection: RoomConnection
  users: number
}

/** One connection per room, however many components watch it. */
const rooms = new Map<string, Shared>()

function enter(roomId: string): RoomConnection {
  const shared = rooms.get(roomId) ?? { connection: new RoomConnection(browser(roomId)), users: 0 }
  rooms.set(roomId, shared)
  return shared.connection
}

function join(roomId: string): () => void {
  const connection = enter(roomId)
  const shared = rooms.get(roomId)!
  shared.users += 1
  connection.start()
  window.addEventListener('online', connection.start)
  return () => {
    window.removeEventListener('online', connection.start)
    shared.users -= 1
    if (shared.users === 0) {
      connection.stop()
      rooms.delete(roomId)
    }
  }
}

/**
 * A room as it is, live: its events, who is here, and how the line is. Undefined while the room is not known yet. Goes on by
 * itself after a loss; when the login has ended, after the next login.
 */
export function useRoom(roomId: string | undefined): RoomView {
  const loginEnded = useSessionEnded()
  const subscribe = useCallback(
    (listener: () => void) => {
      if (roomId === undefined) return () => {}
      const unsubscribe = enter(roomId).subscribe(listener)
      const leave = join(roomId)
      return () => {
        unsubscribe()
        leave()
      }
    },
    [roomId],
  )
  const view = useSyncExternalStore(subscribe, () => (roomId === undefined ? noRoom : (rooms.get(roomId)?.connection.snapshot() ?? noRoom)))
  const endedByLogin = view.end === 'login-ended'
  useEffect(() => {
    if (endedByLogin) sessionHasEnded()
  }, [endedByLogin])
  useEffect(() => {
    if (!loginEnded && roomId !== undefined && rooms.get(roomId)?.connection.snapshot().end === 'login-ended') rooms.get(roomId)?.connection.start()
  }, [loginEnded, roomId])
  return view
}

/** The events of one type, their bodies as the contract promises them. */
export function eventsOf<B>(view: RoomView, type: string): RoomEvent<B>[] {
  return view.events.filter((event) => event.type === type) as RoomEvent<B>[]
}

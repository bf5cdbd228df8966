import { useSyncExternalStore } from 'react'

/**
 * The server's clock as seen from the browser. Every answer that carries `now` re-synchronises it; between two answers it
 * advances by the browser's monotonic counter. The client's calendar clock is never read.
 */
class ServerClock {
  private base: { server: number; at: number } | undefined
  private readonly listeners = new Set<() => void>()
  private second = 0
  private timer: ReturnType<typeof setInterval> | undefined

  /** @param sentAt and receivedAt in milliseconds of `performance.now()`; the server's moment lies between them */
  synchronise(now: string, sentAt: number, receivedAt: number): void {
    const server = Date.parse(now)
    if (Number.isNaN(server)) return
    this.base = { server, at: (sentAt + receivedAt) / 2 }
    this.tick()
  }

  /** Milliseconds since the epoch by the server's clock; undefined until the server was heard. */
  now(): number | undefined {
    return this.base && this.base.server + (performance.now() - this.base.at)
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    this.timer ??= setInterval(this.tick, 250)
    return () => {
      this.listeners.delete(listener)
      if (this.listeners.size === 0) {
        clearInterval(this.timer)
        this.timer = undefined
      }
    }
  }

  snapshot = (): number => this.second

  private readonly tick = (): void => {
    const now = this.now()
    const second = now === undefined ? 0 : Math.floor(now / 1000)
    if (second === this.second) return
    this.second = second
    this.listeners.forEach((listener) => listener())
  }
}

export const serverClock = new ServerClock()

/** The server's time in whole seconds since the epoch, ticking; 0 until the server was heard. */
export function useServerSecond(): number {
  return useSyncExternalStore(serverClock.subscribe, serverClock.snapshot)
}

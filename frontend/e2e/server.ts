import { randomUUID } from 'node:crypto'
import { request, type APIRequestContext } from '@playwright/test'

export type Account = 'agent' | 'owner' | 'supervisor' | 'bidder1' | 'bidder2' | 'bidder3' | 'bidder4' | 'admin' | 'auditor' | 'expert1' | 'venue' | 'outside' | 'pool'

/** The identity provider's page behind the login says where tokens are given out. */
async function tokenUrl(base: string): Promise<string> {
  const stated = process.env['GONGPING_TOKEN_URL']
  if (stated !== undefined) return stated
  const plain = await request.newContext({ baseURL: base })
  const answer = await plain.get('/auth/login', { maxRedirects: 0 })
  const login = answer.headers()['location'] ?? ''
  await plain.dispose()
  return `${login.slice(0, login.indexOf('/protocol/'))}/protocol/openid-connect/token`
}

/** The HTTP API as a program uses it: with a bearer token of the rehearsal client. */
export class Program {
  private constructor(private readonly context: APIRequestContext) {}

  static async of(base: string, account: Account): Promise<Program> {
    const provider = await request.newContext()
    const answer = await provider.post(await tokenUrl(base), {
      form: { grant_type: 'password', client_id: 'gongping-rehearsal', username: account, password: `${account}-demo` },
    })
    if (!answer.ok()) throw new Error(`no token for ${account}: ${answer.status()} ${await answer.text()}`)
    const { access_token: token } = (await answer.json()) as { access_token: string }
    await provider.dispose()
    return new Program(await request.newContext({ baseURL: base, extraHTTPHeaders: { Authorization: `Bearer ${token}` } }))
  }

  async get<T>(path: string): Promise<T> {
    const answer = await this.context.get(`/api/v1${path}`)
    if (!answer.ok()) throw new Error(`GET ${path}: ${answer.status()} ${await answer.text()}`)
    return (await answer.json()) as T
  }

  async post<T>(path: string, data: unknown, version?: number): Promise<T> {
    const headers = { 'Idempotency-Key': randomUUID(), ...(version !== undefined && { 'If-Match': `"${version}"` }) }
    const answer = await this.context.post(`/api/v1${path}`, { data, headers })
    if (!answer.ok()) throw new Error(`POST ${path}: ${answer.status()} ${await answer.text()}`)
    return (await answer.json()) as T
  }

  async put(path: string, data: unknown): Promise<void> {
    const answer = await this.context.put(`/api/v1${path}`, { data, headers: { 'Idempotency-Key': randomUUID() } })
    if (!answer.ok()) throw new Error(`PUT ${path}: ${answer.status()} ${await answer.text()}`)
  }

  close(): Promise<void> {
    return this.context.dispose()
  }
}

/** The one clock of the rehearsal. Tokens are short-lived, so each move takes a new one. */
export async function moveClock(base: string, to: Date): Promise<void> {
  const admin = await Program.of(base, 'admin')
  await admin.put('/rehearsal/clock', { now: to.toISOString() })
  await admin.close()
}

export async function serverNow(base: string): Promise<Date> {
  const plain = await request.newContext({ baseURL: base })
  const { now } = (await (await plain.get('/api/v1/time')).json()) as { now: string }
  await plain.dispose()
  return new Date(now)
}

/** Legal days and hours: Asia/Shanghai, UTC+8 without daylight saving. */
export function legalDay(from: Date, days: number, hour: number, minute = 0): Date {
  const legal = new Date(from.getTime() + 8 * 3_600_000)
  return new Date(Date.UTC(legal.getUTCFullYear(), legal.getUTCMonth(), legal.getUTCDate() + days, hour - 8, minute))
}

/** As the date fields of the browser side take it. */
export function legalText(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
}

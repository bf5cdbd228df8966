import { expect, test } from '@playwright/test'
import { act, makeKeys } from './drawing'
import { Person } from './person'
import { announceRemedy, draftSealed, publish, registerBidder, sealAndSubmit } from './sealing'
import { moveClock, Program, serverNow, type Account } from './server'

/**
 * The random parameter of a lot by the protocol: agent, supervisor and platform commit and deposit before the bids are due, two
 * holders check; when the decryption has closed for all they reveal, and the value is the same for everybody who recomputes it.
 */
test.describe.configure({ mode: 'serial' })

const HOUR_MS = 3_600_000
const CENTRE = '海州市公共资源交易中心（演示）'

let base: string
let projectPath: string
let deadline: Date
let agent: Person
let supervisor: Person
let platform: Person
let outside: Person
let bidders: Person[]

const hallOf = (person: Person) => person.page.goto(`${projectPath}/opening`)
const roomOf = (person: Person) => person.page.goto(projectPath.replace('/projects/', '/draw-room/'))

test.beforeAll(async ({ browser }) => {
  test.setTimeout(600_000)
  base = test.info().project.use.baseURL!
  const code = `PAR-${(await serverNow(base)).getTime().toString(36).toUpperCase()}`
  projectPath = await draftSealed(base, code, '环城北路改扩建工程（施工）', 'e-f2-highway')
  const logIn = (account: Account) => Person.loggedIn(browser, `param-${account}`, account)
  agent = await logIn('agent')
  supervisor = await logIn('supervisor')
  platform = await logIn('admin')
  outside = await logIn('outside')
  bidders = [await logIn('bidder1'), await logIn('bidder2'), await logIn('bidder3')]
})

test.afterAll(async () => {
  for (const person of [agent, supervisor, platform, outside, ...(bidders ?? [])]) await person?.leave()
})

test('the tender is published, and each party makes its keys', async () => {
  const program = await Program.of(base, 'agent')
  const found = await program.get<{ items: { id: string }[] }>(`/organisations?q=${encodeURIComponent(CENTRE)}`)
  await program.post(`${projectPath}/members`, { role: 'venue_operator', organisationId: found.items[0]!.id })
  deadline = new Date((await program.get<{ bidDeadline: string }>(projectPath)).bidDeadline)
  await program.close()
  await announceRemedy(agent, supervisor, projectPath)
  await publish(agent, projectPath)
  for (const person of [agent, supervisor, platform, outside]) {
    await roomOf(person)
    await makeKeys(person.page)
  }
  await moveClock(base, new Date((await serverNow(base)).getTime() + 25 * HOUR_MS))
})

test('before the bids are due three commit and deposit, and two holders check', async () => {
  await hallOf(agent)
  await hallOf(supervisor)
  await roomOf(platform)
  await roomOf(outside)
  await act(agent.page, 'start')
  await agent.look('01-started')
  for (const { page } of [agent, supervisor, platform]) await act(page, 'commit')
  for (const { page } of [platform, agent, supervisor]) await act(page, 'deposit')
  for (const { page } of [outside, supervisor]) await act(page, 'openCheck')
  for (const { page } of [outside, supervisor]) await act(page, 'confirmCheck')
  await agent.look('02-in-escrow')
  await platform.look('02-in-escrow')
  for (const [i, bidder] of bidders.entries()) {
    await registerBidder(bidder, projectPath)
    await sealAndSubmit(bidder, projectPath, `${17_000_000 + i * 250_000}`)
  }
})

test('when the decryption has closed for all they reveal, and anybody recomputes the value', async () => {
  await moveClock(base, new Date(deadline.getTime() + 1_000))
  await expect(agent.page.getByText('收到 3 家')).toBeVisible({ timeout: 60_000 })
  await expect(agent.page.getByTestId('act-reveal')).toHaveCount(0)
  for (const bidder of bidders) {
    await hallOf(bidder)
    await bidder.page.getByRole('button', { name: '用本浏览器的密钥解密' }).click()
    await expect(bidder.page.getByRole('button', { name: '用本浏览器的密钥解密' })).toHaveCount(0, { timeout: 30_000 })
  }
  await expect(agent.page.getByText('17,250,000.00').first()).toBeVisible({ timeout: 30_000 })
  for (const { page } of [agent, supervisor, platform]) await act(page, 'reveal')
  await act(platform.page, 'final')
  await expect(agent.page.getByText(/全部参数已抽出/)).toBeVisible({ timeout: 60_000 })
  await agent.look('03-drawn')
  await supervisor.page.getByTestId('recompute').click({ timeout: 60_000 })
  await expect(supervisor.page.locator('.draw-verdict.good')).toBeVisible({ timeout: 60_000 })
  await supervisor.look('03-recomputed')
  await bidders[0]!.page.reload()
  await expect(bidders[0]!.page.getByText(/全部参数已抽出/)).toBeVisible({ timeout: 60_000 })
  await bidders[0]!.look('03-drawn')
})

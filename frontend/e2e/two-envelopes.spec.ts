import { expect, test } from '@playwright/test'
import { Person } from './person'
import { draftSealed, makeKey, publish, registerBidder, sealAndSubmit } from './sealing'
import { legalText, moveClock, Program, serverNow, type Account } from './server'

/**
 * Two envelopes: the technical ones are opened at the deadline, one of them by the trading centre and the agency; the prices of
 * those that passed the first stage in a second sitting. Who did not pass keeps its price to itself.
 */
test.describe.configure({ mode: 'serial' })

const TITLE = '江城大桥引桥工程（施工）'
const MINUTE_MS = 60_000

let base: string
let projectPath: string
let deadline: Date
let agent: Person
let supervisor: Person
let venue: Person
let bidders: Person[]

const hallOf = (person: Person) => person.page.goto(`${projectPath}/opening`)

test.beforeAll(async ({ browser }) => {
  test.setTimeout(600_000)
  base = test.info().project.use.baseURL!
  const code = `TWO-${(await serverNow(base)).getTime().toString(36).toUpperCase()}`
  projectPath = await draftSealed(base, code, TITLE)
  const logIn = (account: Account) => Person.loggedIn(browser, `two-${account}`, account)
  agent = await logIn('agent')
  supervisor = await logIn('supervisor')
  venue = await logIn('venue')
  bidders = [await logIn('bidder1'), await logIn('bidder2'), await logIn('bidder3')]
})

test.afterAll(async () => {
  for (const person of [agent, supervisor, venue, ...(bidders ?? [])]) await person?.leave()
})

test('the plan says that the price is opened later, and that the trading centre is missing', async () => {
  const { page } = agent
  await page.goto(`${projectPath}/opening-plan`)
  await page.getByRole('checkbox', { name: /^双信封/ }).check()
  await page.getByRole('button', { name: '保存开标安排' }).click()
  await expect(page.getByText(/交易中心是保管方，但还不是本项目的参与方/)).toBeVisible()
  await agent.look('01-plan')
  const program = await Program.of(base, 'agent')
  const found = await program.get<{ items: { id: string }[] }>(`/organisations?q=${encodeURIComponent('江城市公共资源交易中心')}`)
  await program.post(`${projectPath}/members`, { role: 'venue_operator', organisationId: found.items[0]!.id })
  await program.close()
  await page.reload()
  await makeKey(page)
  await supervisor.page.goto(`${projectPath}/opening-plan`)
  await makeKey(supervisor.page)
  await venue.page.goto('/')
  await venue.look('01-home')
  await venue.page.getByRole('row').filter({ hasText: TITLE }).getByRole('link', { name: '登记开标密钥' }).click()
  await makeKey(venue.page)
  await expect(venue.page.getByText('全部保管方已登记密钥')).toBeVisible()
  await venue.look('02-key')
})

test('three bids are sealed', async () => {
  await publish(agent, projectPath)
  for (const [i, bidder] of bidders.entries()) {
    await registerBidder(bidder, projectPath)
    await sealAndSubmit(bidder, projectPath, `${17_000_000 + i * 250_000}`)
  }
  await bidders[0]!.look('01-receipt')
  const program = await Program.of(base, 'agent')
  deadline = new Date((await program.get<{ bidDeadline: string }>(projectPath)).bidDeadline)
  await program.close()
})

test('the first envelopes are opened, one of them by the centre and the agency; no price is', async () => {
  await moveClock(base, new Date(deadline.getTime() + 1_000))
  for (const bidder of bidders.slice(0, 2)) {
    await hallOf(bidder)
    await bidder.page.getByRole('button', { name: '用本浏览器的密钥解密' }).click({ timeout: 60_000 })
    await expect(bidder.page.getByText('本单位的投标已解密')).toBeVisible({ timeout: 30_000 })
  }
  await moveClock(base, new Date(deadline.getTime() + 65 * MINUTE_MS))
  await hallOf(agent)
  await venue.page.goto('/')
  await venue.page.getByRole('row').filter({ hasText: TITLE }).getByRole('link', { name: '开标大厅' }).click()
  await expect(venue.page.getByRole('button', { name: /^提交本单位的份额/ })).toBeVisible({ timeout: 30_000 })
  await venue.look('03-remedy')
  for (const holder of [venue, agent]) {
    await holder.page.getByRole('button', { name: /^提交本单位的份额/ }).click()
    await expect(holder.page.getByText('份额已提交').first()).toBeVisible({ timeout: 30_000 })
  }
  await expect(agent.page.getByText('第一信封已开启')).toBeVisible({ timeout: 30_000 })
  await expect(agent.page.getByText('密封', { exact: true })).toHaveCount(3)
  await expect(agent.page.getByText('17,000,000')).toHaveCount(0)
  await agent.look('02-first-open')
})

test('bidders confirm; the host adjourns and locks the first stage', async () => {
  const { page } = agent
  await page.getByRole('button', { name: '请投标人确认' }).click()
  await agent.confirm('请投标人确认')
  await hallOf(bidders[0]!)
  await bidders[0]!.look('02-confirm-first')
  await bidders[0]!.page.getByRole('button', { name: '内容无误，确认' }).click()
  await moveClock(base, new Date((await serverNow(base)).getTime() + 11 * MINUTE_MS))
  await page.reload()
  await page.getByRole('button', { name: '休会', exact: true }).click()
  await agent.confirm('休会')
  await expect(page.getByText('休会：第一阶段评审')).toBeVisible()
  const groups = page.getByRole('radiogroup', { name: /的第一阶段评审结果$/ })
  await expect(groups).toHaveCount(3)
  await groups.nth(0).getByRole('radio', { name: '通过', exact: true }).check()
  await groups.nth(1).getByRole('radio', { name: '通过', exact: true }).check()
  await groups.nth(2).getByRole('radio', { name: '未通过' }).check()
  await page.getByPlaceholder('未通过的原因').fill('技术方案不满足招标文件的实质性要求')
  const resumes = page.getByLabel('复会时间（开启价格信封）')
  await resumes.fill(legalText(new Date((await serverNow(base)).getTime() + 24 * 60 * MINUTE_MS)))
  await resumes.press('Enter')
  await agent.look('03-first-stage')
  await page.getByRole('button', { name: '锁定第一阶段结果' }).click()
  await agent.look('04-lock')
  await agent.confirm('锁定第一阶段结果')
  await expect(page.getByText('距复会开启价格信封')).toBeVisible()
  await hallOf(bidders[2]!)
  await expect(bidders[2]!.page.getByText(/本单位未通过第一阶段评审/)).toBeVisible()
  await bidders[2]!.look('02-not-passed')
})

test('in the second sitting those that passed open their prices, and the third stays sealed', async () => {
  await moveClock(base, new Date((await serverNow(base)).getTime() + 24 * 60 * MINUTE_MS))
  for (const bidder of bidders.slice(0, 2)) {
    await hallOf(bidder)
    await bidder.page.getByRole('button', { name: '用本浏览器的密钥解密' }).click({ timeout: 60_000 })
  }
  await hallOf(agent)
  await expect(agent.page.getByText('17,250,000.00').first()).toBeVisible({ timeout: 30_000 })
  await expect(agent.page.getByText('17,500,000')).toHaveCount(0)
  await agent.look('05-prices')
  await hallOf(supervisor)
  await supervisor.look('01-prices')
})

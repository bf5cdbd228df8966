import { expect, test } from '@playwright/test'
import { Person } from './person'
import { announceRemedy, draftSealed, publish, registerBidder, sealAndSubmit } from './sealing'
import { moveClock, Program, serverNow, type Account } from './server'

/**
 * One opening with agent, supervisor and three bidders in browsers of their own. The second bidder has lost its key, and its bid
 * is opened by the two holders; the third never tries; the first objects. The random parameter is drawn in the room, and counts once
 * the supervisor has confirmed it. Somebody without a login watches.
 */
test.describe.configure({ mode: 'serial' })

const MINUTE_MS = 60_000
const TITLE = '滨海中学体育馆工程（施工）'

let base: string
let projectPath: string
let deadline: Date
let agent: Person
let supervisor: Person
let visitor: Person
let bidders: Person[]

const hallOf = (person: Person) => person.page.goto(`${projectPath}/opening`)

test.beforeAll(async ({ browser }) => {
  base = test.info().project.use.baseURL!
  const code = `HALL-${(await serverNow(base)).getTime().toString(36).toUpperCase()}`
  projectPath = await draftSealed(base, code, TITLE, 'e-f2-highway')
  const logIn = (name: string, account: Account) => Person.loggedIn(browser, name, account)
  agent = await logIn('hall-agent', 'agent')
  supervisor = await logIn('hall-supervisor', 'supervisor')
  visitor = await Person.at(browser, 'hall-visitor')
  bidders = [await logIn('hall-bidder1', 'bidder1'), await logIn('hall-bidder2', 'bidder2'), await logIn('hall-bidder3', 'bidder3')]
})

test.afterAll(async () => {
  for (const person of [agent, supervisor, visitor, ...bidders]) await person.leave()
})

test('three bids are sealed, with a remedy by two holders', async () => {
  await announceRemedy(agent, supervisor, projectPath, () => agent.page.getByRole('checkbox', { name: '开标大厅对公众开放旁观' }).check())
  await publish(agent, projectPath)
  for (const [i, bidder] of bidders.entries()) {
    await registerBidder(bidder, projectPath)
    await sealAndSubmit(bidder, projectPath, `${17_000_000 + i * 250_000}`)
  }
  const program = await Program.of(base, 'agent')
  deadline = new Date((await program.get<{ bidDeadline: string }>(projectPath)).bidDeadline)
  await program.close()
})

test('bidders check in; at the deadline the list appears, and no price', async () => {
  await moveClock(base, new Date(deadline.getTime() - 30 * MINUTE_MS))
  await visitor.page.goto('/notices')
  await visitor.page.getByRole('link', { name: TITLE }).filter({ hasNotText: 'PDF' }).first().click()
  await visitor.page.getByRole('link', { name: '旁观开标' }).click()
  await expect(visitor.page.getByText('投标人名单在截止时公布')).toBeVisible()
  const { page } = bidders[0]!
  await hallOf(bidders[0]!)
  await page.getByLabel('到场代表姓名').fill('孙东岭')
  await page.getByRole('button', { name: '签到', exact: true }).click()
  await expect(page.getByText(/已于 .* 签到/)).toBeVisible()
  await bidders[0]!.look('01-check-in')
  await hallOf(agent)
  await moveClock(base, new Date(deadline.getTime() + 1_000))
  await expect(agent.page.getByText('收到 3 家')).toBeVisible({ timeout: 60_000 })
  await expect(agent.page.getByText('未公布')).toHaveCount(3)
  await expect(agent.page.getByText('17,000,000')).toHaveCount(0)
  await expect(visitor.page.getByText('收到 3 家')).toBeVisible({ timeout: 30_000 })
  await expect(visitor.page.getByText('未公布')).toHaveCount(3)
  await visitor.look('01-watching')
})

test('the first decrypts, the second has lost its key, the third has a wrong one, the supervisor pauses', async () => {
  const [first, second] = bidders
  await hallOf(first!)
  await first!.page.getByRole('button', { name: '用本浏览器的密钥解密' }).click()
  await expect(first!.page.getByText('本单位的投标已解密')).toBeVisible({ timeout: 30_000 })
  await hallOf(second!)
  await second!.page.getByRole('button', { name: '无法解密，报告原因' }).click()
  await second!.page.getByRole('radio', { name: '密钥文件丢失' }).check()
  await second!.page.getByRole('button', { name: '提交报告' }).click()
  await expect(second!.page.getByText('密钥文件丢失', { exact: true }).last()).toBeVisible()
  await second!.look('01-key-lost')
  const third = bidders[2]!
  await hallOf(third)
  await third.page.getByRole('button', { name: '无法解密，报告原因' }).click()
  await third.page.getByRole('radio', { name: '密钥与信封不符' }).check()
  await third.page.getByRole('button', { name: '提交报告' }).click()
  await expect(third.page.getByText('密钥与信封不符', { exact: true }).last()).toBeVisible()
  await hallOf(supervisor)
  await supervisor.page.getByLabel('暂停理由').fill('核实一家投标人的网络故障')
  await supervisor.page.getByRole('button', { name: '暂停开标会' }).click()
  await supervisor.confirm('暂停开标会')
  await expect(agent.page.getByText('由监督部门暂停：核实一家投标人的网络故障')).toBeVisible()
  await supervisor.look('01-paused')
  await supervisor.page.getByRole('button', { name: '恢复开标会' }).click()
  await supervisor.confirm('恢复开标会')
  await agent.look('01-decrypting')
})

test('after the window two holders open what stayed closed', async () => {
  await moveClock(base, new Date(deadline.getTime() + 65 * MINUTE_MS))
  await expect(agent.page.getByText('补救时限剩余')).toBeVisible({ timeout: 30_000 })
  await expect(agent.page.getByRole('button', { name: '结束解密并公布' })).toBeDisabled()
  await agent.look('01-remedy')
  for (const holder of [agent, supervisor]) {
    await holder.page.getByRole('button', { name: /^提交本单位的份额/ }).click()
    await expect(holder.page.getByText('份额已提交').first()).toBeVisible({ timeout: 30_000 })
  }
  await expect(agent.page.getByText('补救开启')).toHaveCount(2, { timeout: 30_000 })
})

test('what was opened is shown to all at once and read', async () => {
  const { page } = agent
  // With the last share every bid is open, and the decryption closes by itself.
  await expect(page.getByText('17,250,000.00').first()).toBeVisible({ timeout: 30_000 })
  await agent.look('02-reading')
  await expect(visitor.page.getByText('17,250,000.00')).toBeVisible({ timeout: 30_000 })
  await visitor.look('02-watching')
  const [first] = bidders
  await first!.page.getByRole('button', { name: '记录异议' }).click()
  const dialog = first!.page.getByRole('dialog')
  await dialog.getByLabel('异议内容').fill('请核对工期。')
  await dialog.getByRole('button', { name: '记录异议' }).click()
  await page.getByRole('textbox', { name: '答复内容' }).fill('经核对，工期为 270 天。')
  await page.getByRole('button', { name: '当场答复' }).click()
  await expect(page.getByText('经核对，工期为 270 天。')).toBeVisible()
})

test('what the agency says was drawn counts once the supervisor has confirmed it', async () => {
  const { page } = agent
  await page.reload()
  const enter = async (value: string) => {
    await agent.choose(page.getByRole('combobox', { name: 'reduction 选择' }), value)
    await page.getByLabel('抽取方式与见证人').fill('开标现场摇号，监督人员见证')
    await page.getByRole('button', { name: '提交监督人员确认' }).click()
    await agent.confirm('提交监督人员确认')
    await expect(page.getByText('等待监督人员确认', { exact: true })).toBeVisible()
  }
  await enter('0.03')
  await agent.look('03-waits-for-supervisor')
  await supervisor.page.getByRole('button', { name: '退回', exact: true }).click()
  await supervisor.page.getByLabel('退回理由').fill('现场摇得 0.05，与录入不符')
  await supervisor.confirm('退回')
  await expect(page.getByText('监督人员退回了 reduction = 0.03：现场摇得 0.05，与录入不符')).toBeVisible()
  await agent.look('03-returned')
  await enter('0.05')
  await expect(supervisor.page.locator('.draw-figure')).toHaveText('0.05')
  await supervisor.look('03-witness')
  await supervisor.page.getByRole('button', { name: '确认抽取结果' }).click()
  await supervisor.confirm('确认抽取结果')
  await expect(page.getByText('等待监督人员确认', { exact: true })).toHaveCount(0)
  await expect(page.locator('.draw-figure')).toHaveText('0.05')
})

test('bidders confirm what was read and drawn', async () => {
  const { page } = agent
  const [first] = bidders
  await page.getByRole('button', { name: '请投标人确认' }).click()
  await agent.confirm('请投标人确认')
  await first!.page.getByRole('button', { name: '内容无误，确认' }).click()
  await expect(page.getByText(/^已确认 \d/).first()).toBeVisible({ timeout: 30_000 })
  await first!.look('04-confirmed')
  await moveClock(base, new Date((await serverNow(base)).getTime() + 11 * MINUTE_MS))
})

test('the meeting ends, and its record says how it went', async () => {
  const { page } = agent
  await page.reload()
  await page.getByRole('button', { name: '结束开标会议' }).click()
  await agent.confirm('结束开标会议')
  await expect(page.getByText('开标会已结束')).toBeVisible()
  await agent.look('05-ended')
})

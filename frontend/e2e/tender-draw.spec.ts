import { expect, test, type Page } from '@playwright/test'
import { act, KEY_PASSWORD, makeKeys, recompute } from './drawing'
import { Person } from './person'
import { legalDay, legalText, moveClock, Program, serverNow, type Account } from './server'

/**
 * One draw of experts, from the plan to the sealed roster, as four people hold it in browsers of their own: agent, supervisor,
 * platform officer, and the holder of shares at another centre. One expert declines, one never answers; afterwards anybody
 * recomputes who was drawn.
 */
test.describe.configure({ mode: 'serial' })

const TENDER = 'SAMPLE-E-01'
const CENTRE = '海州市公共资源交易中心（演示）'
const SEATS = 4
const ANSWER_MINUTES = 30
const HOUR_MS = 3_600_000

let base: string
let projectId: string
let agent: Person
let supervisor: Person
let platform: Person
let outside: Person

const everybody = () => [agent, supervisor, platform, outside]

test.beforeAll(async ({ browser }) => {
  base = test.info().project.use.baseURL!
  const logIn = (name: string, account: Account) => Person.loggedIn(browser, name, account)
  agent = await logIn('draw-agent', 'agent')
  supervisor = await logIn('draw-supervisor', 'supervisor')
  platform = await logIn('draw-platform', 'admin')
  outside = await logIn('draw-outside', 'outside')
})

test.afterAll(async () => {
  for (const person of everybody()) await person.leave()
})

/** To the draw, as somebody finds it who knows no address. */
async function enterRoom({ page }: Person): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: '抽取', exact: true }).first().click()
  await page.getByRole('link', { name: TENDER }).click()
  await expect(page.getByRole('heading', { name: '专家抽取室' })).toBeVisible()
}

/** A minute after the bid deadline, or after now: before it nobody may know who bids, and no draw is held. */
async function afterDeadline(): Promise<Date> {
  const program = await Program.of(base, 'agent')
  const { bidDeadline } = await program.get<{ bidDeadline: string }>(`/projects/${projectId}`)
  await program.close()
  return new Date(Math.max(Date.parse(bidDeadline), (await serverNow(base)).getTime()) + 60_000)
}

/** The clock moves on; whoever looks at the draw sees it. */
async function moveOn(milliseconds: number): Promise<void> {
  await moveClock(base, new Date((await serverNow(base)).getTime() + milliseconds))
}

test('the agent asks for a committee', async () => {
  const { page } = agent
  await page.getByRole('link', { name: '江城市滨江路跨河桥工程施工（示例）' }).first().click()
  await expect(page).toHaveURL(/\/projects\/[0-9a-f-]{36}/)
  projectId = /projects\/([0-9a-f-]{36})/.exec(page.url())![1]!
  await agent.tab('参与方')
  await page.getByRole('button', { name: '添加参与方' }).click()
  const dialog = page.getByRole('dialog')
  await agent.choose(dialog.getByLabel('身份'), '场地管理员')
  await dialog.getByLabel('单位').click()
  await page.locator('.ant-select-dropdown:visible').getByText(CENTRE).click()
  await dialog.getByRole('button', { name: '添加参与方' }).click()
  await expect(page.getByRole('row').filter({ hasText: CENTRE })).toBeVisible()

  await agent.tab('抽取申请')
  await agent.fillDate(page.getByLabel('评标开始时间'), legalText(legalDay(await afterDeadline(), 3, 9)))
  await page.getByLabel('专家答复时限（分钟）').fill(`${ANSWER_MINUTES}`)
  await page.getByLabel('专业', { exact: true }).click()
  await page.getByLabel('专业', { exact: true }).fill('A05')
  await page.locator('.ant-select-tree-node-content-wrapper').filter({ hasText: /^A05 / }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '核对规则与人数' }).click()
  await expect(page.getByText('人数足够，任何抽取结果都能组成委员会')).toBeVisible()
  await agent.look('01-plan')
  await page.getByRole('button', { name: '保存方案' }).click()
  await expect(page.getByText('方案已保存')).toBeVisible()
  await page.getByRole('button', { name: '提交监督部门' }).click()
  await agent.confirm('提交监督部门')
  await expect(page.getByText('待监督部门批准')).toBeVisible()
})

test('the supervisor approves', async () => {
  const { page } = supervisor
  await page.goto(`/projects/${projectId}/draw-plan`)
  await expect(page.getByText('您看到需求、人数和排除原因，看不到候选专家')).toBeVisible()
  await supervisor.look('01-approval')
  await page.getByRole('button', { name: '批准抽取' }).click()
  await supervisor.confirm('批准抽取')
  await expect(page.getByText('已批准').first()).toBeVisible()
})

test('each makes keys in a browser of their own', async () => {
  for (const person of everybody()) {
    await enterRoom(person)
    await makeKeys(person.page)
  }
  await platform.look('01-keys-too-young')
  await moveOn(25 * HOUR_MS)
  await moveClock(base, await afterDeadline())
})

/** Whoever has something to do does it; all others look on. */
async function each(people: Person[], name: Parameters<typeof act>[1], look?: string): Promise<void> {
  for (const person of people) {
    await act(person.page, name, look === undefined ? undefined : () => person.look(look))
  }
}

/** The supervisor's computer is lost after the commitment: another one goes on with the key file. */
async function changeComputer(): Promise<void> {
  const saved = supervisor.page.waitForEvent('download')
  await supervisor.page.getByRole('button', { name: '下载密钥文件' }).click()
  const file = await (await saved).path()
  const browser = supervisor.page.context().browser()!
  const next = await Person.at(browser, 'draw-supervisor')
  await next.logIn('supervisor')
  await enterRoom(next)
  const { page } = next
  await expect(page.getByText('本浏览器没有您的私钥')).toBeVisible()
  await next.look('03-no-keys-here')
  await page.getByRole('button', { name: '用密钥文件恢复' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('密钥文件', { exact: true }).setInputFiles(file)
  await dialog.getByLabel('密钥文件的密码').fill('not the password')
  await dialog.locator('.ant-btn-primary').click()
  await expect(dialog.getByText('密码不正确')).toBeVisible()
  await dialog.getByLabel('密钥文件的密码').fill(KEY_PASSWORD)
  await dialog.locator('.ant-btn-primary').click()
  await expect(dialog).toHaveCount(0)
  await supervisor.leave()
  supervisor = next
}

test('three commit, deposit and reveal; nobody can know the result before', async () => {
  await each([agent], 'start', '02-start')
  await each([agent, supervisor, platform], 'commit')
  await supervisor.look('02-committed')
  await changeComputer()
  // Each browser checks the cosigned beginning by itself before it hands anything out.
  await each([platform, agent, supervisor], 'deposit', '03-deposit')
  await each([outside, supervisor], 'openCheck')
  await each([outside, supervisor], 'confirmCheck')
  await each([agent, supervisor], 'reveal')
  await expect(platform.page.locator('.draw-verdict')).toHaveCount(0)
  await each([platform], 'reveal')
  await each([platform], 'final', '04-final')
  for (const { page } of everybody()) await expect(page.getByText('已抽出').first()).toBeVisible({ timeout: 60_000 })
})

test('the supervisor recomputes the result and watches the ranking', async () => {
  await expect(supervisor.page.getByText('通知待解锁')).toBeVisible({ timeout: 60_000 })
  await recompute(supervisor.page)
  await supervisor.look('05-recomputed')
})

async function unlock({ page }: Person): Promise<void> {
  await page.getByRole('button', { name: '打开并提交我的密钥份额' }).click()
  await expect(page.getByRole('button', { name: '打开并提交我的密钥份额' })).toHaveCount(0)
}

/** The next who has not answered, as the desk sees them: one at a time, masked. */
async function nextCall(page: Page): Promise<void> {
  await expect(async () => {
    await page.getByRole('button', { name: '取下一位' }).click()
    await expect(page.getByRole('button', { name: '确认参加' })).toBeVisible({ timeout: 3_000 })
  }).toPass({ timeout: 60_000 })
}

test('the desk calls them one by one: one declines, one never answers', async ({ browser }) => {
  await unlock(platform)
  await unlock(supervisor)
  const desk = await Person.at(browser, 'draw-desk')
  const { page } = desk
  await desk.logIn('pool', '/call-desk')
  const count = (n: number) => expect(supervisor.page.getByText(`${n} / ${SEATS} 已确认`)).toBeVisible({ timeout: 60_000 })

  await nextCall(page)
  await page.getByRole('button', { name: '显示号码以便拨打' }).click()
  await expect(page.getByRole('button', { name: '显示号码以便拨打' })).toHaveCount(0)
  await desk.look('01-call')
  await expect(page.locator('body')).not.toContainText(TENDER)
  await page.getByRole('button', { name: '确认参加' }).click()
  await count(1)

  await nextCall(page)
  await page.getByRole('button', { name: '不参加' }).click()
  await page.getByRole('radio', { name: '时间冲突' }).check()
  await page.getByRole('button', { name: '不参加' }).last().click()
  await expect(supervisor.page.getByText('拒绝 1')).toBeVisible({ timeout: 60_000 })

  // The alternate is called and does not answer in time.
  await nextCall(page)
  await moveOn((ANSWER_MINUTES + 1) * 60_000)
  await expect(supervisor.page.getByText('未应答 1')).toBeVisible({ timeout: 60_000 })
  await page.reload()
  for (let n = 2; n <= SEATS; n++) {
    await nextCall(page)
    await page.getByRole('button', { name: '确认参加' }).click()
    await count(n)
  }
  await expect(supervisor.page.getByText('名单已密封').first()).toBeVisible({ timeout: 60_000 })
  await expect(supervisor.page.getByText('抽取已完成并封存')).toBeVisible()
  await supervisor.look('06-sealed-roster')
  await desk.leave()
})

test('anybody recomputes the draw on the public page', async ({ browser }) => {
  const visitor = await Person.at(browser, 'draw-visitor')
  const { page } = visitor
  await page.goto(`/public/draws/${TENDER}/1`)
  await expect(page.getByTestId('recompute')).toBeVisible()
  await visitor.look('01-before')
  await recompute(page)
  await visitor.look('02-recomputed')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: '下载' }).first().click()
  expect((await download).suggestedFilename()).toBe(`${TENDER}-1.ved1.json`)
  await visitor.leave()
})

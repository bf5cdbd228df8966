import { expect, test, type Page } from '@playwright/test'
import { Person } from './person'
import { draftSealed, makeKey, publish, registerBidder } from './sealing'
import { serverNow } from './server'

/**
 * One sealed bid: the agent announces how bids are opened, two holders make their keys, a bidder seals in its browser, loses
 * the page while it uploads, submits, tries to decrypt, replaces, and withdraws.
 */
test.describe.configure({ mode: 'serial' })

const LARGE = Buffer.alloc(9 << 20, 'bid')

let base: string
let code: string
let projectPath: string
let bidder: Person
let organisation: string

test.beforeAll(async () => {
  base = test.info().project.use.baseURL!
  code = `SEAL-${(await serverNow(base)).getTime().toString(36).toUpperCase()}`
  projectPath = await draftSealed(base, code, '青云小学扩建工程（施工）')
})

test.afterAll(async () => bidder?.leave())

test('the agent announces the envelopes and the remedy, and its holders make their keys', async ({ browser }) => {
  const agent = await Person.loggedIn(browser, 'seal-agent', 'agent')
  await agent.page.goto(`${projectPath}/opening-plan`)
  await agent.page.getByRole('checkbox', { name: '交易中心' }).uncheck()
  await agent.page.getByRole('button', { name: '保存开标安排' }).click()
  await expect(agent.page.getByText('尚未登记密钥：招标代理、监督部门')).toBeVisible()
  await makeKey(agent.page)
  await expect(agent.page.getByText('尚未登记密钥：监督部门')).toBeVisible()
  await agent.look('01-plan')

  const supervisor = await Person.loggedIn(browser, 'seal-supervisor', 'supervisor')
  await supervisor.page.goto(`${projectPath}/opening-plan`)
  await makeKey(supervisor.page)
  await expect(supervisor.page.getByText('全部保管方已登记密钥')).toBeVisible()
  await supervisor.look('01-key')
  await supervisor.leave()

  await publish(agent, projectPath)
  await agent.leave()
})

test('a bidder seals in its browser, and the upload goes on after the page was lost', async ({ browser }) => {
  bidder = await Person.loggedIn(browser, 'seal-bidder', 'bidder1')
  const { page } = bidder
  await registerBidder(bidder, projectPath)
  organisation = await page.locator('.facts dd').first().innerText()

  await bidder.tab('我的投标')
  await bidder.look('01-start')
  await makeKey(page)
  await expect(page.getByText('密钥在本浏览器中')).toBeVisible()
  await page.getByRole('region', { name: '技术文件' }).locator('input[type="file"]').setInputFiles([
    { name: '施工组织设计.pdf', mimeType: 'application/pdf', buffer: LARGE },
    { name: '图纸.dwg', mimeType: 'application/octet-stream', buffer: Buffer.from('drawing') },
  ])
  await page.getByLabel('投标报价').fill('18700000')
  await expect(page.getByText('高于最高投标限价')).toBeVisible()
  await page.getByLabel('投标报价').fill('17713500.50')
  await page.getByLabel(/^工期/).fill('365')
  await page.getByRole('checkbox', { name: /指纹与招标公告核对/ }).check()
  await page.getByRole('checkbox', { name: /同意上述采集/ }).check()
  await bidder.look('02-filled')

  // The network fails behind the first part of the technical bid.
  let parts = 0
  await page.route('**/tus/uploads/*', (route) => (route.request().method() === 'PATCH' && ++parts > 1 ? route.abort() : route.continue()))
  await page.getByRole('button', { name: '封装并上传' }).click()
  await expect(page.getByText('已于').nth(1)).toBeVisible({ timeout: 60_000 })
  await page.getByRole('button', { name: /^暂停上传：技术文件/ }).click()
  await expect(page.getByText('已暂停')).toBeVisible()
  await page.unroute('**/tus/uploads/*')
  await page.reload()
  await page.getByRole('button', { name: '继续上传：技术文件' }).click()
  await expect(page.getByText('全部 2 个信封已上传，可以提交。')).toBeVisible({ timeout: 60_000 })
  await bidder.look('03-uploaded')
})

async function submit(page: Page): Promise<void> {
  await page.getByRole('button', { name: '提交投标' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('button', { name: '提交投标' })).toBeDisabled()
  await dialog.getByLabel('请输入本单位全称以确认').fill(organisation)
  await dialog.getByRole('button', { name: '提交投标' }).click()
  await expect(page.getByRole('heading', { name: '投标回执' })).toBeVisible()
}

test('the receipt names what was sealed here, and the bidder can decrypt it', async () => {
  const { page } = bidder
  await submit(page)
  await expect(page.getByText('与本机封装的一致')).toHaveCount(2)
  await expect(page.getByText('递交加密投标文件')).toBeVisible()
  await page.getByRole('button', { name: '试开：我能解密吗' }).click()
  await expect(page.getByText('全部信封都能用您的密钥打开')).toBeVisible({ timeout: 60_000 })
  await bidder.look('04-receipt')
  const pdf = await page.request.get((await page.getByRole('link', { name: '下载回执 PDF' }).getAttribute('href'))!)
  expect([pdf.status(), pdf.headers()['content-type']]).toEqual([200, 'application/pdf'])
  await page.setViewportSize({ width: 390, height: 844 })
  await bidder.look('05-receipt-on-a-phone')
  await page.setViewportSize({ width: 1440, height: 900 })
})

test('the bid is replaced, and withdrawn by name', async () => {
  const { page } = bidder
  await page.getByRole('button', { name: '替换投标' }).click()
  await page.getByRole('region', { name: '技术文件' }).locator('input[type="file"]').setInputFiles({ name: '施工组织设计.pdf', mimeType: 'application/pdf', buffer: Buffer.from('shorter') })
  await page.getByLabel('投标报价').fill('17000000')
  await page.getByRole('checkbox', { name: /指纹与招标公告核对/ }).check()
  await page.getByRole('checkbox', { name: /同意上述采集/ }).check()
  await page.getByRole('button', { name: '封装并上传' }).click()
  await expect(page.getByText('全部 2 个信封已上传，可以提交。')).toBeVisible({ timeout: 60_000 })
  await submit(page)
  await expect(page.getByText('已提交（第 2 次）')).toBeVisible()
  await expect(page.getByText('已被后一次提交替换')).toBeVisible()

  await page.getByRole('button', { name: '撤回投标' }).click()
  await page.getByRole('dialog').getByLabel('请输入本单位全称以确认').fill(organisation)
  await bidder.look('06-withdrawal')
  await page.getByRole('dialog').getByRole('button', { name: '撤回投标' }).click()
  await expect(page.getByText('开标时不会开启您的信封')).toBeVisible()
  await bidder.look('07-withdrawn')
})

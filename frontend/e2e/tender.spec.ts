import { expect, test, type Browser } from '@playwright/test'
import { checkCharacter } from '../src/ui/creditCode'
import { Person } from './person'
import { legalDay, legalText, moveClock, serverNow } from './server'

/**
 * One tender from draft to award, as the people see it. Prices and scores are the worked example of the trimmed-mean method
 * (full marks 60, one highest and one lowest price left out, 1.0 above and 0.5 below the benchmark for each percent).
 */
const creditCode = (first17: string) => first17 + checkCharacter(first17)

const bidders = [
  ['闽南建工集团有限公司', creditCode('91350505MA2XN0101'), '9680000', '58.52'],
  ['福建恒信市政工程有限公司', creditCode('91350505MA2XN0102'), '9450000', '59.53'],
  ['泉州市第三建筑工程公司', creditCode('91350505MA2XN0103'), '9820000', '57.05'],
  ['厦门滨海建设股份有限公司', creditCode('91350505MA2XN0104'), '9300000', '58.75'],
  ['福建华筑建设工程有限公司', creditCode('91350505MA2XN0105'), '9555000', '59.83'],
  ['晋江市宏远市政工程有限公司', creditCode('91350505MA2XN0106'), '9710000', '58.21'],
  ['莆田中盛建设有限公司', creditCode('91350505MA2XN0107'), '9100000', '57.70'],
] as const

const title = '滨海路雨水管网提升工程（施工）'

test.describe.configure({ mode: 'serial' })

let base: string
let code: string
let projectPath: string
let deadline: Date

test.beforeAll(async () => {
  base = test.info().project.use.baseURL!
  const now = await serverNow(base)
  code = `E2E-${now.getTime().toString(36).toUpperCase()}`
  deadline = legalDay(now, 25, 9, 30)
})

async function asAgent(browser: Browser): Promise<Person> {
  const agent = await Person.at(browser, 'agent')
  await agent.logIn('agent')
  return agent
}

test('the agent drafts a project, a lot with its method, and its documents', async ({ browser }) => {
  const agent = await asAgent(browser)
  const { page } = agent
  await agent.look('01-home')
  await page.getByRole('link', { name: '新建项目' }).click()
  await page.getByLabel('项目名称').fill(title)
  await page.getByLabel('项目编号').fill(code)
  await agent.choose(page.getByLabel('适用制度'), '工程建设')
  await agent.choose(page.getByLabel('工程 / 项目类别'), '房屋建筑和市政')
  await agent.choose(page.getByLabel('招标内容'), '工程')
  await page.getByLabel('预算 / 估算价').fill('10500000')
  await page.getByLabel('项目概况').fill('新建雨水管网 4.2 公里，含检查井、出水口及路面恢复。')
  await page.getByLabel('招标人 / 采购人').click()
  await page.locator('.ant-select-dropdown:visible').getByText('江城交通建设投资有限公司').click()
  await page.getByLabel('行政监督部门').click()
  await page.locator('.ant-select-dropdown:visible').getByText('江城市招标投标监督管理办公室').click()
  // Too early by law: the draft says so beside the field.
  const now = await serverNow(base)
  await agent.fillDate(page.getByLabel('招标文件发售截止'), legalText(legalDay(now, 7, 17)))
  await agent.fillDate(page.getByLabel('投标截止时间'), legalText(legalDay(now, 10, 9, 30)))
  await agent.fillDate(page.getByLabel('开标时间'), legalText(legalDay(now, 10, 9, 30)))
  await page.getByLabel('投标有效期').fill('90')
  await page.getByLabel('开标地点').fill('公共资源交易中心开标 1 厅')
  await agent.look('02-new-project')
  await page.getByRole('button', { name: '建立草稿' }).last().click()
  await expect(page).toHaveURL(/\/projects\/[0-9a-f-]{36}\/edit$/)
  projectPath = new URL(page.url()).pathname.replace(/\/edit$/, '')
  await expect(page.getByText(/T01/)).toBeVisible()
  await agent.look('03-draft-too-early')
  await agent.fillDate(page.getByLabel('投标截止时间'), legalText(deadline))
  await agent.fillDate(page.getByLabel('开标时间'), legalText(deadline))
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByText('已保存')).toBeVisible()

  await agent.tab('标段与评标办法')
  await page.getByRole('button', { name: '添加标段' }).click()
  await page.getByLabel('标段名称').fill('施工')
  await page.getByLabel('最高投标限价').fill('10000000')
  await page.getByRole('combobox', { name: '从模板选择' }).click()
  await page.getByRole('combobox', { name: '从模板选择' }).fill('e-f2-a ')
  await page.locator('.ant-select-dropdown:visible').getByText('e-f2-a 1').click()
  await expect(page.getByTestId('method-check')).toContainText('定义有效')
  await agent.look('04-lot-with-method')
  await page.getByRole('button', { name: '保存标段' }).click()
  await expect(page.getByText('标段已保存')).toBeVisible()

  await agent.tab('文件')
  await page.locator('input[type="file"]').setInputFiles({
    name: '招标文件.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'),
  })
  await expect(page.getByRole('link', { name: '招标文件.pdf' })).toBeVisible()
  await agent.look('05-documents')
  await agent.leave()
})

test('the agent publishes; the notice is open to everybody', async ({ browser }) => {
  const agent = await asAgent(browser)
  const { page } = agent
  await page.goto(projectPath)
  await agent.look('06-before-publication')
  await page.getByRole('button', { name: '发布招标公告和招标文件' }).click()
  await agent.look('07-publication-dialog')
  await agent.confirm('确认发布')
  await expect(page.getByText('招标中').first()).toBeVisible()
  await agent.look('08-published')
  await agent.leave()

  const visitor = await Person.at(browser, 'visitor')
  await visitor.page.goto('/notices')
  await expect(visitor.page.getByText(code).first()).toBeVisible()
  await visitor.look('01-notices')
  await visitor.page.locator('.notices li').filter({ hasText: code }).getByRole('link').first().click()
  await expect(visitor.page.locator('.notice-sheet')).toBeVisible()
  await visitor.look('02-notice')
  await visitor.leave()
})

test('a bidder registers before the deadline', async ({ browser }) => {
  const bidder = await Person.at(browser, 'bidder')
  await bidder.page.setViewportSize({ width: 390, height: 844 })
  await bidder.logIn('bidder1')
  await bidder.look('01-home')
  await bidder.page.goto(`${projectPath}/registration`)
  await bidder.page.getByLabel('联系人').fill('孙东岭')
  await bidder.page.getByLabel('联系电话').fill('0595-8700 0000')
  await bidder.look('02-registration')
  await bidder.page.getByRole('button', { name: '登记参加投标' }).click()
  await bidder.confirm('登记参加投标')
  await expect(bidder.page.getByText('登记时间')).toBeVisible()
  await bidder.leave()
})

test('the agent opens the bids and enters the readings by keyboard', async ({ browser }) => {
  const agent = await asAgent(browser)
  const { page } = agent
  await page.goto(`${projectPath}/opening`)
  await expect(page.getByText('距投标截止')).toBeVisible()
  await agent.look('09-before-the-deadline')
  await moveClock(base, new Date(deadline.getTime() + 1_000))
  await page.reload()
  await page.getByLabel('投标人名称 1').focus()
  await page.evaluate((text) => {
    const data = new DataTransfer()
    data.setData('text', text)
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }))
  }, bidders.map(([name, credit]) => `${name}\t${credit}`).join('\n'))
  await expect(page.getByText('已填 7 家')).toBeVisible()
  await agent.look('10-received')
  await page.getByRole('button', { name: '开始开标' }).click()
  await agent.confirm('开始开标')
  await page.getByLabel(`${bidders[0][0]} 投标报价`).click()
  for (const [name, , price] of bidders) {
    await expect(page.getByLabel(`${name} 投标报价`)).toBeFocused()
    await page.keyboard.type(price)
    await page.keyboard.press('Tab')
    await page.keyboard.type('270')
    await page.keyboard.press('Tab')
    await page.keyboard.type('李建国')
    await page.keyboard.press('Enter')
  }
  await expect(page.getByText('已录 7 家')).toBeVisible()
  await agent.look('11-readings')
  await page.getByRole('button', { name: '记录异议' }).click()
  const raise = page.getByRole('dialog')
  await agent.choose(raise.getByLabel('提出人'), bidders[1][0])
  await raise.getByLabel('异议内容').fill('唱标工期读作 270 天，请核对。')
  await raise.getByRole('button', { name: '记录异议' }).click()
  await page.getByRole('textbox', { name: '答复内容' }).fill('经当场核对开标一览表，工期为 270 天。')
  await page.getByRole('button', { name: '当场答复' }).click()
  await expect(page.getByText('经当场核对')).toBeVisible()
  await page.getByRole('button', { name: '结束开标会议' }).click()
  await agent.confirm('结束开标会议')
  await expect(page.getByRole('heading', { name: '开标记录' })).toBeVisible()
  await agent.look('12-opening-record')
  await agent.leave()
})

test('the price scores are computed, explained, and replayed in the browser', async ({ browser }) => {
  const agent = await asAgent(browser)
  const { page } = agent
  await page.goto(`${projectPath}/scores`)
  await page.getByRole('button', { name: '计算价格分' }).click()
  for (const [name, , , score] of bidders) await expect(page.getByRole('row').filter({ hasText: name })).toContainText(score)
  await agent.look('13-ladder')
  await page.getByRole('button', { name: '表格' }).click()
  await agent.look('14-ladder-as-table')
  await page.getByRole('button', { name: '图形' }).click()
  await page.getByRole('button', { name: /59\.83/ }).click()
  await page.getByRole('button', { name: '在浏览器中复算' }).click()
  await expect(page.getByTestId('replay')).toContainText('全部一致')
  await agent.look('15-how')
  await agent.leave()
})

test('the report yields the candidates, and they are published', async ({ browser }) => {
  const agent = await asAgent(browser)
  const { page } = agent
  await page.goto(`${projectPath}/result`)
  const evaluated = new Date((await serverNow(base)).getTime() + 2 * 3_600_000)
  await moveClock(base, new Date(evaluated.getTime() + 60_000))
  await agent.fillDate(page.getByLabel('评标结束时间'), legalText(evaluated))
  await agent.look('16-report')
  await page.getByRole('button', { name: '核对并录入' }).click()
  await agent.confirm('确认录入报告')
  const first = page.getByTestId('ranking').getByRole('row').nth(1)
  await expect(first).toContainText('福建华筑建设工程有限公司')
  await expect(first).toContainText('59.83')
  await agent.look('17-candidates')
  await agent.fillDate(page.getByLabel('公示截止时间'), legalText(legalDay(await serverNow(base), 6, 0)))
  await page.getByRole('button', { name: '核对并公示' }).click()
  await agent.confirm('发布公示')
  await page.goto(projectPath)
  await expect(page.getByText('候选人公示中').first()).toBeVisible()
  await agent.look('18-candidate-notice')
  await agent.leave()
})

test('the owner decides once the notice is over', async ({ browser }) => {
  const owner = await Person.at(browser, 'owner')
  await owner.logIn('owner')
  await owner.look('01-home')
  await moveClock(base, legalDay(await serverNow(base), 6, 9))
  await owner.page.goto(`${projectPath}/result`)
  await owner.page.getByRole('radio', { name: /福建华筑建设工程有限公司/ }).check()
  await owner.look('02-decision')
  await owner.page.getByRole('button', { name: '核对并定标' }).click()
  await owner.confirm('确认定标')
  await expect(owner.page.getByText('已定标').first()).toBeVisible()
  await owner.leave()

  const agent = await asAgent(browser)
  await agent.page.goto(`${projectPath}/result`)
  await agent.page.getByRole('button', { name: '发出中标通知书' }).click()
  await agent.confirm('发出中标通知书')
  await expect(agent.page.getByText('已发中标通知').first()).toBeVisible()
  await agent.look('19-awarded')
  await agent.leave()
})

test('the supervisor sees all of it, changes none of it', async ({ browser }) => {
  const supervisor = await Person.at(browser, 'supervisor')
  const { page } = supervisor
  await supervisor.logIn('supervisor')
  await expect(page.getByRole('link', { name: title }).first()).toBeVisible()
  await supervisor.look('01-wall')
  await page.goto(projectPath)
  await supervisor.look('02-project')
  await page.goto(`${projectPath}/opening`)
  await expect(page.getByRole('heading', { name: '开标记录' })).toBeVisible()
  await expect(page.getByRole('button', { name: /^(保存|结束开标会议|记录异议)$/ })).toHaveCount(0)
  await page.goto(`${projectPath}/audit`)
  await expect(page.getByTestId('trail')).toContainText('发出中标通知书')
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/')
  await supervisor.look('04-wall-on-a-phone')
  await supervisor.leave()
})

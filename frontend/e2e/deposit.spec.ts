import { expect, test } from '@playwright/test'
import { Person } from './person'
import { draftSealed, makeKey, registerBidder, tenderDocument } from './sealing'
import { serverNow, type Account } from './server'

/** What stands before any deposit: credit classes and relief policies, and the terms in the draft of a tender. */
test.describe.configure({ mode: 'serial' })

const TITLE = '临江中学教学楼工程（施工）'
const DUE = '373,000.00'

let base: string
let projectPath: string
let agent: Person
let supervisor: Person
let venue: Person
let bidders: [Person, Person, Person]

const depositsOf = (person: Person) => person.page.goto(`${projectPath}/deposits`)

test.beforeAll(async ({ browser }) => {
  base = test.info().project.use.baseURL!
  const code = `DEP-${(await serverNow(base)).getTime().toString(36).toUpperCase()}`
  projectPath = await draftSealed(base, code, TITLE)
  const logIn = async (who: Account) => {
    const person = await Person.at(browser, `deposit-${who}`)
    await person.logIn(who)
    return person
  }
  agent = await logIn('agent')
  supervisor = await logIn('supervisor')
  venue = await logIn('venue')
  bidders = [await logIn('bidder1'), await logIn('bidder2'), await logIn('bidder3')]
})

test.afterAll(async () => {
  for (const person of [agent, supervisor, venue, ...(bidders ?? [])]) await person?.leave()
})

test('the trading centre records a credit class, with its source', async () => {
  const { page } = venue
  await page.getByRole('link', { name: '减免政策' }).click()
  await page.getByRole('link', { name: 'sample-2026.1' }).click()
  await expect(page.getByText('信用等级优秀的投标人凭信用承诺免收').first()).toBeVisible()
  await venue.look('01-policy')
  await page.getByRole('link', { name: '全部政策' }).click()
  await venue.look('02-policies')
  await page.getByRole('link', { name: '投标人信用等级' }).click()
  await page.getByRole('button', { name: '登记信用等级' }).click()
  const name = await bidders[0].page.evaluate(async () => {
    const me = (await (await fetch('/api/v1/me')).json()) as { organisation: { name: string } }
    return me.organisation.name
  })
  const dialog = page.getByRole('dialog')
  await venue.choose(dialog.getByLabel('投标人', { exact: true }), `${name}`, name)
  await dialog.getByLabel('信用等级', { exact: true }).fill('a')
  await dialog.getByLabel('自何日起').fill('2026-01-01')
  await dialog.getByLabel('来源').fill('信用中国（演练）')
  await dialog.getByRole('button', { name: '登记信用等级' }).click()
  await expect(page.getByRole('row').filter({ hasText: name }).getByText('现行').first()).toBeVisible()
  await venue.look('03-credits')
})

test('the administrator is told which field of a policy set is wrong', async ({ browser }) => {
  const admin = await Person.at(browser, 'deposit-admin')
  await admin.logIn('admin', '/relief')
  const { page } = admin
  await page.getByRole('button', { name: '载入政策' }).click()
  await page.getByLabel('粘贴 JSON，或选择文件').fill('{"schema": "gongping.waiver-policy/1", "policySet": "x-1", "sample": true, "effectiveFrom": "2026-01-01", "effectiveTo": null, "titleZh": "试", "titleEn": "t", "policies": [{"policyId": "lower"}]}')
  await page.getByRole('dialog').getByRole('button', { name: '载入' }).click()
  await expect(page.getByText('policies[0].policyId')).toBeVisible()
  await admin.look('01-errors')
  await admin.leave()
})

test('the agent states the deposit in the draft and publishes', async () => {
  const { page } = agent
  await depositsOf(agent)
  await page.getByRole('switch', { name: '招标文件要求投标保证金' }).click()
  await page.getByLabel('按比例（%）').last().fill('2')
  await agent.choose(page.getByLabel('减免政策'), '示例减免政策 2026年第1版（样例，【待核】，不是任何地方的规定）')
  await page.getByRole('button', { name: '保存' }).click()
  await expect(page.getByText(DUE).first()).toBeVisible()
  await agent.look('01-terms')
  await page.goto(`${projectPath}/opening-plan`)
  await page.getByRole('checkbox', { name: '交易中心' }).uncheck()
  await page.getByRole('button', { name: '保存开标安排' }).click()
  await makeKey(page)
  await expect(page.getByText('尚未登记密钥：监督部门')).toBeVisible()
  await supervisor.page.goto(`${projectPath}/opening-plan`)
  await makeKey(supervisor.page)
  await expect(supervisor.page.getByText('全部保管方已登记密钥')).toBeVisible()
  await agent.tab('文件')
  await page.locator('input[type="file"]').setInputFiles(tenderDocument)
  await expect(page.getByRole('link', { name: tenderDocument.name })).toBeVisible()
  await page.goto(projectPath)
  await page.getByRole('button', { name: '发布招标公告和招标文件' }).click()
  await agent.confirm('确认发布')
  for (const bidder of bidders) await registerBidder(bidder, projectPath)
})

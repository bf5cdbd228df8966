import { expect, test } from '@playwright/test'
import { Person } from './person'
import { announceRemedy, draftSealed, makeKey, publish, registerBidder, seal, sealAndSubmit, submit, tenderDocument } from './sealing'
import { legalText, moveClock, Program, serverNow, type Account } from './server'

/**
 * Deposits without a visit. The agent states them in the draft; the first bidder is waived its own on its credit class, the second
 * hands in a guarantee, the third pays, and withdraws its bid, so that its money goes back, the fourth bids without any; the
 * supervisor sees the sums.
 */
test.describe.configure({ mode: 'serial' })

const TITLE = '临江中学教学楼工程（施工）'
const DUE = '373,000.00'

interface Mine {
  deposits: { id: string; virtualAccount?: string; certificateToken: string }[]
}

let base: string
let projectPath: string
let lotPath: string
let deadline: Date
let account: string
let agent: Person
let owner: Person
let supervisor: Person
let venue: Person
let bidders: [Person, Person, Person, Person]

const depositsOf = (person: Person) => person.page.goto(`${projectPath}/deposits`)

async function mine(bidder: Account): Promise<Mine> {
  const program = await Program.of(base, bidder)
  const found = await program.get<Mine>(`${lotPath}/deposits/mine`)
  await program.close()
  return found
}

test.beforeAll(async ({ browser }) => {
  base = test.info().project.use.baseURL!
  const code = `DEP-${(await serverNow(base)).getTime().toString(36).toUpperCase()}`
  projectPath = await draftSealed(base, code, TITLE)
  const program = await Program.of(base, 'agent')
  const project = await program.get<{ bidDeadline: string; lots: { id: string }[] }>(projectPath)
  await program.close()
  deadline = new Date(project.bidDeadline)
  lotPath = `${projectPath}/lots/${project.lots[0]!.id}`
  const logIn = (who: Account) => Person.loggedIn(browser, `deposit-${who}`, who)
  agent = await logIn('agent')
  owner = await logIn('owner')
  supervisor = await logIn('supervisor')
  venue = await logIn('venue')
  bidders = [await logIn('bidder1'), await logIn('bidder2'), await logIn('bidder3'), await logIn('bidder4')]
})

test.afterAll(async () => {
  for (const person of [agent, owner, supervisor, venue, ...(bidders ?? [])]) await person?.leave()
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
  await announceRemedy(agent, supervisor, projectPath)
  await publish(agent, projectPath)
  for (const bidder of bidders) await registerBidder(bidder, projectPath)
})

test('the first bidder is waived its deposit, and anybody can look at the certificate', async ({ browser }) => {
  const { page } = bidders[0]
  await depositsOf(bidders[0])
  await page.getByRole('checkbox', { name: /信用承诺/ }).check()
  await page.getByRole('button', { name: '签署承诺并免收' }).click()
  await expect(page.getByText('已免收').first()).toBeVisible()
  await bidders[0].look('01-waived')
  const address = await page.getByRole('link', { name: '核验页面' }).getAttribute('href')
  const pdf = await page.request.get((await page.getByRole('link', { name: '下载凭证' }).getAttribute('href'))!)
  expect([pdf.status(), pdf.headers()['content-type']]).toEqual([200, 'application/pdf'])
  const visitor = await Person.at(browser, 'deposit-visitor')
  await visitor.page.goto(address!)
  await expect(visitor.page.getByText('凭证有效')).toBeVisible()
  await expect(visitor.page.getByText(TITLE)).toBeVisible()
  await visitor.look('01-certificate')
  await visitor.leave()
})

test('the second hands in a guarantee; the third is told where to pay', async () => {
  const { page } = bidders[1]
  await depositsOf(bidders[1])
  await page.getByRole('radio', { name: '银行保函' }).check()
  await page.getByLabel('出具机构').fill('江城银行营业部')
  await page.getByLabel('编号').fill('BH-2026-017')
  await page.getByRole('button', { name: '提交', exact: true }).click()
  await expect(page.getByText('已提交，待核验').first()).toBeVisible()
  await bidders[1].look('01-guarantee')
  const third = bidders[2].page
  await depositsOf(bidders[2])
  await third.getByRole('radio', { name: '基本账户转账' }).check()
  await third.getByLabel('开户行').fill('江城银行')
  await third.getByLabel('基本账户账号').fill('6222 0000 3333')
  await third.getByRole('button', { name: '提交', exact: true }).click()
  await expect(third.getByText('请转入以下专用账号')).toBeVisible()
  await bidders[2].look('01-pay-to')
  account = (await mine('bidder3')).deposits.at(-1)!.virtualAccount!
})

test('a bidder whose money has not come sees it beside the submit button, and can submit all the same', async () => {
  const third = bidders[2]
  await third.page.goto(`${projectPath}/bid`)
  await makeKey(third.page)
  await seal(third, '17500000')
  await expect(third.page.getByText('保证金尚未落实')).toBeVisible()
  await third.look('02-not-secured')
  await submit(third)
  await sealAndSubmit(bidders[0], projectPath, '17000000')
  await expect(bidders[0].page.getByText('保证金已落实（信用承诺（免收））')).toBeVisible()
  await bidders[0].look('02-secured')
  await sealAndSubmit(bidders[1], projectPath, '17250000')
})

test('the bank file places the money, and what names no account waits on the work list', async () => {
  const at = `${legalText(await serverNow(base))}:00`
  const csv = [
    'reference,direction,amount,currency,received_at,payer_name,payer_account,virtual_account,remittance',
    `E2E-${account}-1,CREDIT,373000.00,CNY,${at},投标人,622200003333,${account},投标保证金`,
    `E2E-${account}-2,CREDIT,373000.00,CNY,${at},某某商贸有限公司,622200009999,,往来款`,
    '',
  ].join('\n')
  const { page } = venue
  await page.goto('/bank')
  await venue.choose(page.getByLabel('文件格式'), 'CSV')
  await page.locator('input[type="file"]').setInputFiles({ name: '到账.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  await expect(page.getByText(/已导入 到账\.csv：新增待处理 1 笔/)).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: '某某商贸有限公司' }).getByText('没有写明专用账号').first()).toBeVisible()
  await venue.look('04-work-list')
  await page.getByRole('button', { name: '手工录入一笔' }).click()
  await venue.look('05-by-hand')
  await page.getByRole('dialog').getByRole('button', { name: '取消' }).click()
  await bidders[2].page.goto(`${projectPath}/bid`)
  await expect(bidders[2].page.getByText('保证金已落实（基本账户转账）')).toBeVisible()
  await depositsOf(agent)
  await expect(agent.page.getByText('投标截止前不可见')).toBeVisible()
})

test('the third withdraws its bid, and its deposit falls due; the fourth bids without a deposit', async () => {
  const { page } = bidders[2]
  await page.getByRole('button', { name: '撤回投标' }).click()
  const name = page.getByLabel('请输入本单位全称以确认')
  await name.fill((await name.getAttribute('placeholder'))!)
  await page.getByRole('dialog').getByRole('button', { name: '撤回投标' }).click()
  await expect(page.getByText('投标已撤回').first()).toBeVisible()
  await depositsOf(bidders[2])
  await expect(page.getByText('应退还').first()).toBeVisible()
  await expect(page.getByText(/D05/).first()).toBeVisible()
  await bidders[2].look('03-due-after-withdrawal')
  await sealAndSubmit(bidders[3], projectPath, '17600000')
})

test('at the deadline host and supervisor see the deposit behind each bid, a bidder does not', async () => {
  await moveClock(base, new Date(deadline.getTime() + 1_000))
  await agent.page.goto(`${projectPath}/opening`)
  const list = agent.page.getByRole('region', { name: '投标保证金' })
  await expect(list.getByRole('row')).toHaveCount(4, { timeout: 60_000 })
  await expect(list.getByText('已落实', { exact: true })).toHaveCount(1)
  await expect(list.getByText('待核验', { exact: true })).toHaveCount(1)
  await expect(list.getByText('未落实，由评标委员会依招标文件处理')).toHaveCount(1)
  await agent.look('02-behind-each-bid')
  await supervisor.page.goto(`${projectPath}/opening`)
  await expect(supervisor.page.getByRole('region', { name: '投标保证金' }).getByRole('row')).toHaveCount(4, { timeout: 60_000 })
  await bidders[0].page.goto(`${projectPath}/opening`)
  await expect(bidders[0].page.getByText('收到 3 家')).toBeVisible({ timeout: 60_000 })
  await expect(bidders[0].page.getByRole('region', { name: '投标保证金' })).toHaveCount(0)
})

test('the agent takes the guarantee, the owner pays the withdrawn bidder back', async () => {
  await depositsOf(agent)
  await agent.page.getByRole('button', { name: '接受', exact: true }).click()
  await expect(agent.page.getByText('在管').first()).toBeVisible()
  await depositsOf(owner)
  const { page } = owner
  await page.getByRole('checkbox', { name: /^选择 / }).check()
  await owner.look('01-due')
  await page.getByRole('button', { name: /^确认退还所选/ }).click()
  await owner.confirm('确认退还')
  await expect(page.getByText('已退还').first()).toBeVisible()
  await depositsOf(bidders[2])
  await expect(bidders[2].page.getByText('已退还').first()).toBeVisible()
  await bidders[2].look('04-refunded')
})

test('the supervisor sees the sums, goes from each to its records, and takes them away', async () => {
  const { page } = supervisor
  await page.getByRole('link', { name: '保证金统计' }).first().click()
  await supervisor.look('01-figures')
  await page.getByRole('button', { name: /查看 \d+ 笔记录/ }).first().click()
  const records = page.locator('#records')
  await expect(records.getByRole('link', { name: TITLE }).last()).toBeVisible()
  await expect(records.getByText(DUE).first()).toBeVisible()
  await supervisor.look('02-records')
  const json = page.waitForEvent('download')
  await page.getByRole('link', { name: '导出 JSON' }).click()
  expect((await json).suggestedFilename()).toBe('deposit-figures.json')
  await records.getByRole('link', { name: TITLE }).last().click()
  await expect(page.getByText('已免收').first()).toBeVisible()
  await supervisor.look('03-deposits')
})

test('the owner keeps a deposit on evidence; its bidder reads it and objects, and gets it back', async () => {
  await moveClock(base, new Date(deadline.getTime() + 100 * 60_000))
  await agent.page.goto(`${projectPath}/opening`)
  await expect(agent.page.getByRole('radio', { name: '投标人原因（视为撤销）' })).toHaveCount(3, { timeout: 30_000 })
  for (const cause of await agent.page.getByRole('radio', { name: '投标人原因（视为撤销）' }).all()) await cause.check()
  for (const reason of await agent.page.getByPlaceholder('原因', { exact: true }).all()) await reason.fill('时限内没有解密')
  await agent.page.getByRole('button', { name: '结束解密并公布' }).click()
  await agent.confirm('结束解密并公布')
  await depositsOf(owner)
  const { page } = owner
  await page.getByRole('button', { name: '不予退还' }).click()
  const decision = page.getByRole('dialog')
  await owner.choose(decision.getByLabel('法定情形'), '投标截止后撤销投标文件（《招标投标法实施条例》第三十五条第二款）')
  await decision.getByLabel('事实与理由').fill('在投标有效期内撤销投标文件')
  await decision.getByRole('button', { name: '作出决定' }).click()
  await expect(decision.getByText('请填写').first()).toBeVisible()
  await decision.locator('input[type="file"]').setInputFiles(tenderDocument)
  await expect(decision.getByText(tenderDocument.name)).toBeVisible()
  await owner.look('02-retain')
  await decision.getByRole('button', { name: '作出决定' }).click()
  await expect(page.getByText('不予退还', { exact: true }).first()).toBeVisible()
  await depositsOf(bidders[1])
  await bidders[1].page.getByText('办理经过').click()
  const file = bidders[1].page.waitForEvent('download')
  await bidders[1].page.getByRole('link', { name: '证据文件' }).click()
  expect((await file).suggestedFilename()).toBe(tenderDocument.name)
  await bidders[1].look('02-retained')
  await bidders[1].page.getByRole('button', { name: '提出异议' }).click()
  await bidders[1].page.getByRole('dialog').getByRole('textbox').fill('平台故障，未能解密')
  await bidders[1].page.getByRole('dialog').getByRole('button', { name: '提出异议' }).click()
  await depositsOf(owner)
  await page.getByRole('button', { name: '处理异议' }).click()
  await page.getByRole('dialog').getByLabel('事实与理由').fill('异议成立')
  await page.getByRole('dialog').locator('input[type="file"]').setInputFiles(tenderDocument)
  await expect(page.getByRole('dialog').getByText(tenderDocument.name)).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: '作出决定' }).click()
  await depositsOf(bidders[1])
  await expect(bidders[1].page.getByText('在管').first()).toBeVisible()
})

import { expect, type Page } from '@playwright/test'
import type { Person } from './person'
import { legalDay, Program, serverNow } from './server'

/** What the cases of sealed bids share. */

export const PASSWORD = 'a password for the key file'

export const tenderDocument = {
  name: '招标文件.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'),
}

interface Listed {
  items: { id: string; name: string }[]
}

/** A draft with one lot, as a program makes it; the path of its pages. */
export async function draftSealed(base: string, code: string, title: string, methodId = 'e-f2-a'): Promise<string> {
  const program = await Program.of(base, 'agent')
  const find = async (name: string) => (await program.get<Listed>(`/organisations?q=${encodeURIComponent(name)}`)).items[0]!.id
  const now = await serverNow(base)
  const at = (days: number, hour: number) => legalDay(now, days, hour).toISOString()
  const { id, version } = await program.post<{ id: string; version: number }>('/projects', {
    code,
    title,
    regime: 'ENGINEERING',
    projectType: 'HOUSING_MUNICIPAL',
    procurementKind: 'WORKS',
    mustTenderByLaw: true,
    ownerId: await find('江城交通建设投资有限公司'),
    authorityId: await find('江城市招标投标监督管理办公室'),
    budget: '20000000',
    issueEnd: at(7, 17),
    bidDeadline: at(25, 9),
    openingTime: at(25, 9),
    openingPlace: '不见面开标大厅',
    bidValidityDays: 90,
  })
  const method = await program.get<object>(`/methods/${methodId}`)
  await program.post(`/projects/${id}/lots`, { name: '土建', ceilingPrice: '18650000', method }, version)
  await program.close()
  return `/projects/${id}`
}

/** Makes the key of a bidder or a holder; its file is downloaded. */
export async function makeKey(page: Page): Promise<void> {
  await page.getByLabel(/^密钥文件口令/).fill(PASSWORD)
  await page.getByLabel('再次输入口令').fill(PASSWORD)
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '生成密钥并下载密钥文件' }).click()])
  expect(file.suggestedFilename()).toMatch(/\.bid-key\.json$/)
}

/** Agent and supervisor are the holders of the remedy, and make their keys; `also` is what else the plan says. */
export async function announceRemedy(agent: Person, supervisor: Person, projectPath: string, also?: () => Promise<void>): Promise<void> {
  await agent.page.goto(`${projectPath}/opening-plan`)
  await agent.page.getByRole('checkbox', { name: '交易中心' }).uncheck()
  await also?.()
  await agent.page.getByRole('button', { name: '保存开标安排' }).click()
  await makeKey(agent.page)
  await expect(agent.page.getByText('尚未登记密钥：监督部门')).toBeVisible()
  await supervisor.page.goto(`${projectPath}/opening-plan`)
  await makeKey(supervisor.page)
  await expect(supervisor.page.getByText('全部保管方已登记密钥')).toBeVisible()
}

/** Adds the tender document, and publishes. */
export async function publish(agent: Person, projectPath: string): Promise<void> {
  const { page } = agent
  await page.goto(`${projectPath}/documents`)
  await page.locator('input[type="file"]').setInputFiles(tenderDocument)
  await expect(page.getByRole('link', { name: tenderDocument.name })).toBeVisible()
  await page.goto(projectPath)
  await page.getByRole('button', { name: '发布招标公告和招标文件' }).click()
  await agent.confirm('确认发布')
  await expect(page.getByText('招标中').first()).toBeVisible()
}

export async function registerBidder(person: Person, projectPath: string): Promise<void> {
  const { page } = person
  await page.goto(`${projectPath}/registration`)
  await page.getByLabel('联系人').fill('孙东岭')
  await page.getByLabel('联系电话').fill('0595-8700 0000')
  await page.getByRole('button', { name: '登记参加投标' }).click()
  await person.confirm('登记参加投标')
}

/** From the key to the receipt, with one small file in each envelope but the price's. */
export async function sealAndSubmit(person: Person, projectPath: string, price: string): Promise<void> {
  await person.page.goto(`${projectPath}/bid`)
  await makeKey(person.page)
  await seal(person, price)
  await submit(person)
}

/** From the key to the button that submits. */
export async function seal({ page }: Person, price: string): Promise<void> {
  await page.getByRole('region', { name: '技术文件' }).locator('input[type="file"]').setInputFiles({ name: '施工组织设计.pdf', mimeType: 'application/pdf', buffer: Buffer.from(`bid ${price}`) })
  await page.getByLabel('投标报价').fill(price)
  await page.getByLabel(/^工期/).fill('270')
  await page.getByRole('checkbox', { name: /指纹与招标公告核对/ }).check()
  await page.getByRole('checkbox', { name: /同意上述采集/ }).check()
  await page.getByRole('button', { name: '封装并上传' }).click()
  await expect(page.getByText('全部 2 个信封已上传，可以提交。')).toBeVisible({ timeout: 60_000 })
}

export async function submit({ page }: Person): Promise<void> {
  await page.getByRole('button', { name: '提交投标' }).click()
  const name = page.getByLabel('请输入本单位全称以确认')
  await name.fill((await name.getAttribute('placeholder'))!)
  await page.getByRole('dialog').getByRole('button', { name: '提交投标' }).click()
  await expect(page.getByRole('heading', { name: '投标回执' })).toBeVisible()
}

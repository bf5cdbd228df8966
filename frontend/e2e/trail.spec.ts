import { execFileSync } from 'node:child_process'
import { expect, test } from '@playwright/test'
import { Person } from './person'
import { Program } from './server'

// The trail of the tender that was played before.
let projectPath = ''

test.beforeAll(async () => {
  const supervisor = await Program.of(test.info().project.use.baseURL!, 'supervisor')
  const { items } = await supervisor.get<{ items: { id: string; phase: string }[] }>('/projects?limit=200')
  const played = items.find((project) => !['DRAFT', 'PUBLISHED', 'FAILED'].includes(project.phase))
  expect(played, 'a tender past its opening').toBeDefined()
  projectPath = `/projects/${played!.id}`
})

test('the supervisor searches the trail, opens an entry, verifies it and takes an excerpt away', async ({ browser }) => {
  const supervisor = await Person.at(browser, 'trail')
  const { page } = supervisor
  await supervisor.logIn('supervisor')
  await page.goto(`${projectPath}/audit`)
  const list = page.getByRole('listbox', { name: '审计轨迹' })
  await expect(list.getByRole('option').first()).toContainText('#')
  await supervisor.look('01-trail')

  await page.getByRole('searchbox', { name: '搜索审计轨迹' }).fill('唱标')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/q=/)
  await expect(page.getByText(/找到 \d+ 条/)).toBeVisible()
  await expect(list.getByRole('option').filter({ hasText: '唱标' }).first()).toBeVisible()
  await expect(list.getByRole('option').first()).toHaveAttribute('aria-posinset', '1')

  await supervisor.choose(page.getByRole('combobox', { name: '办理身份' }), '招标代理')
  await expect(page).toHaveURL(/role=tender_agent/)
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
  await list.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const detail = page.getByRole('complementary', { name: '记录详情' })
  await expect(detail).toContainText('招标代理')
  await detail.getByRole('button', { name: '在浏览器中核验' }).click()
  await expect(detail.getByTestId('verdict')).toContainText('由公开瓦片重算到')
  await expect(detail.getByRole('img', { name: /从条目到根的路径/ })).toBeVisible()
  await supervisor.look('02-entry')

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: '导出摘录与证明' }).click()
  const file = await (await download).path()
  expect(execFileSync('unzip', ['-Z1', file], { encoding: 'utf8' })).toContain('log/checkpoint')
  await page.getByRole('button', { name: '核验所见' }).click()
  await expect(page.getByText(/所见 \d+ 条全部一致/)).toBeVisible()

  await page.getByRole('button', { name: '清除筛选' }).click()
  await page.getByRole('searchbox', { name: '搜索审计轨迹' }).fill('没有这样的词')
  await page.keyboard.press('Enter')
  await expect(page.getByText('没有符合条件的记录')).toBeVisible()
  await supervisor.look('03-nothing-found')
  await supervisor.leave()
})

test('a change is shown beside what was set before', async ({ browser }) => {
  const supervisor = await Person.at(browser, 'trail')
  const { page } = supervisor
  await supervisor.logIn('supervisor')
  await page.goto(`${projectPath}/audit?kind=project.update`)
  const list = page.getByRole('listbox', { name: '审计轨迹' })
  await list.getByRole('option').first().click()
  const detail = page.getByRole('complementary', { name: '记录详情' })
  await expect(detail.getByRole('heading', { name: '与前一版本比较' })).toBeVisible()
  await expect(detail.getByRole('row').nth(1)).toContainText('投标截止时间')
  await supervisor.look('04-what-changed')
  for (const [width, height] of [
    [1024, 768],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height })
    await page.goto(`${projectPath}/audit`)
    await expect(list.getByRole('option').first()).toContainText('#')
    await supervisor.look(`05-trail-${width}`)
    await list.getByRole('option').nth(2).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await supervisor.look(`06-entry-${width}`)
    await page.keyboard.press('Escape')
  }
  await supervisor.leave()
})

test('the health of the log shows its witnesses and its self-check', async ({ browser }) => {
  const supervisor = await Person.at(browser, 'trail')
  const { page } = supervisor
  await supervisor.logIn('supervisor')
  await page.goto('/log')
  await expect(page.getByText('跟上日志').first()).toBeVisible()
  await expect(page.getByRole('heading', { name: '日志自检' })).toBeVisible()
  await page.getByRole('button', { name: '在浏览器中核验全部' }).click()
  await expect(page.getByText(/全部 [\d,]+ 条核验通过/)).toBeVisible()
  await expect(page.getByText(/见证人 \S+ 已共同签署/)).toBeVisible()
  await supervisor.look('07-log')
  await page.getByRole('button', { name: /English/ }).first().click()
  await page.goto(`${projectPath}/audit`)
  await expect(page.getByRole('listbox', { name: 'Audit trail' }).getByRole('option').first()).toContainText('#')
  await supervisor.look('08-trail-in-english')
  await supervisor.leave()
})

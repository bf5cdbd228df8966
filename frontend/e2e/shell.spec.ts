import { expect, test } from '@playwright/test'
import { Person } from './person'

test('a visitor is led back after the login; language and logout work', async ({ browser }) => {
  const person = await Person.at(browser, 'visitor')
  const { page } = person
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await person.look('landing')
  await person.logIn('agent', '/methods')
  await expect(page).toHaveURL(/\/methods$/)
  await person.look('methods')
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByRole('heading', { name: 'Scoring methods' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Scoring methods' })).toBeVisible()
  await person.look('methods-in-english')
  await expect(page.getByText('REHEARSAL', { exact: true })).toBeVisible()
  await page.locator('.gp-user').click()
  await page.getByRole('menuitem', { name: 'Log out' }).click()
  await expect(page.getByRole('heading', { name: 'Evaluations that anyone can recompute' })).toBeVisible()
  expect((await page.request.get('/api/v1/me')).status()).toBe(401)
  await person.leave()
})

test('the administrator finds organisations, rule sets and calendars, and is told what is wrong with a rule set', async ({ browser }) => {
  const admin = await Person.at(browser, 'admin')
  const { page } = admin
  await admin.logIn('admin')
  await admin.look('organisations')
  await page.getByRole('link', { name: '规则集' }).click()
  await admin.look('rule-sets')
  await page.getByRole('button', { name: '载入新版本' }).click()
  await page.getByLabel('粘贴 JSON').fill('{"schema":"gongping.rule-set/1"}')
  await page.getByRole('button', { name: '载入', exact: true }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await admin.look('rule-set-refused')
  await page.getByRole('button', { name: '取消' }).click()
  await page.getByRole('link', { name: '节假日历' }).click()
  await admin.look('calendars')
  await admin.leave()
})

for (const account of ['expert1', 'auditor'] as const) {
  test(`${account} is told what will appear`, async ({ browser }) => {
    const person = await Person.at(browser, account)
    await person.logIn(account)
    await person.look('home')
    await person.leave()
  })
}

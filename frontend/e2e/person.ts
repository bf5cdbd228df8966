import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, type Browser, type Locator, type Page } from '@playwright/test'
import type { Account } from './server'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Violation {
  id: string
  impact: string
  nodes: { html: string }[]
}

/** A person before the screen. Every page they look at is checked with axe and kept as a picture. */
export class Person {
  readonly violations: string[] = []

  private constructor(
    readonly page: Page,
    private readonly name: string,
  ) {}

  static async at(browser: Browser, name: string): Promise<Person> {
    const page = await (await browser.newContext()).newPage()
    const person = new Person(page, name)
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) person.violations.push(`${page.url()}: ${message.text()} (${JSON.stringify(message.location())})`)
    })
    page.on('pageerror', (error) => person.violations.push(String(error)))
    return person
  }

  static async loggedIn(browser: Browser, name: string, account: Account): Promise<Person> {
    const person = await Person.at(browser, name)
    await person.logIn(account)
    return person
  }

  /** Logs in through the identity provider's own page. */
  async logIn(account: Account, path = '/'): Promise<void> {
    await this.page.goto(path)
    await this.page.getByRole('main').getByRole('link', { name: '登录' }).click()
    await this.page.locator('#username').fill(account)
    await this.page.locator('#password').fill(`${account}-demo`)
    await this.page.locator('#kc-login').click()
    await expect(this.page.locator('.gp-user')).toBeVisible()
  }

  /** Looks at the page as it is: no serious violation of WCAG 2.2 AA; a picture is kept. */
  async look(picture: string): Promise<void> {
    await expect(this.page.locator('[aria-busy="true"]')).toHaveCount(0)
    await this.page.screenshot({ path: `test-results/${this.name}-${picture}.png`, fullPage: true, animations: 'disabled' })
    // The page's content security policy forbids a script from elsewhere; the debugger's channel is not the page.
    const channel = await this.page.context().newCDPSession(this.page)
    await channel.send('Runtime.evaluate', { expression: axe })
    const { result } = await channel.send('Runtime.evaluate', {
      expression: `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then((r) => JSON.stringify(r.violations))`,
      awaitPromise: true,
      returnByValue: true,
    })
    const found = JSON.parse(result.value as string) as Violation[]
    const serious = found.filter((v) => v.impact === 'serious' || v.impact === 'critical')
    expect(serious.map((v) => `${v.id}: ${v.nodes[0]?.html}`), picture).toEqual([])
    expect(this.violations, picture).toEqual([])
    await channel.detach()
  }

  async tab(name: string): Promise<void> {
    await this.page.locator('.gp-tabs').getByRole('link', { name, exact: true }).click()
  }

  /** Picks an option of a select, typing to find it where the list is long. */
  async choose(field: Locator, option: string, typed?: string): Promise<void> {
    await field.click()
    if (typed !== undefined) await field.fill(typed)
    await this.page.locator('.ant-select-dropdown:visible').getByTitle(option).first().click()
  }

  async fillDate(field: Locator, text: string): Promise<void> {
    await field.click()
    await field.fill(text)
    await field.press('Enter')
    await field.press('Escape')
  }

  /** Confirms what cannot be taken back, giving a reason for each warning. */
  async confirm(act: string): Promise<void> {
    const dialog = this.page.getByRole('dialog').filter({ has: this.page.getByText('确认后将发生') })
    await dialog.getByRole('button', { name: act }).click()
    // A warning known only to the server comes back with its refusal and asks for its reason.
    const reasons = dialog.getByRole('textbox', { name: /^说明理由/ })
    await expect(async () => {
      if (await dialog.isHidden()) return
      for (const reason of await reasons.all()) await reason.fill('演练记录，理由从略')
      if ((await reasons.count()) > 0) await dialog.getByRole('button', { name: act }).click()
      await expect(dialog).toBeHidden({ timeout: 5_000 })
    }).toPass({ timeout: 20_000 })
  }

  async leave(): Promise<void> {
    await this.page.context().close()
  }
}

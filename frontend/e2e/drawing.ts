import { expect, type Page } from '@playwright/test'

/** What a party does in the draw room, as its person does it. */
export type Act = 'start' | 'commit' | 'deposit' | 'openCheck' | 'confirmCheck' | 'reveal' | 'final' | 'order' | 'openEscrow' | 'confirmEscrow'

export const KEY_PASSWORD = 'draw-key-password'

function dialog(page: Page) {
  return page.getByRole('dialog')
}

/** Makes keys in this browser, with the file under a password, and registers them; answers the file. */
export async function makeKeys(page: Page): Promise<string> {
  await page.getByTestId('act-keys').first().click()
  const [password, again] = [page.locator('#draw-password'), page.locator('#draw-password-again')]
  await password.fill(KEY_PASSWORD)
  await again.fill(KEY_PASSWORD)
  const saved = page.waitForEvent('download')
  await dialog(page).locator('.ant-btn-primary').click()
  const path = await (await saved).path()
  await expect(page.getByTestId('act-keys')).toHaveCount(0)
  await expect(page.locator('.draw-keys:not(.lost)').first()).toBeVisible()
  return path
}

/** Waits for its turn, reads what happens, and does it. */
export async function act(page: Page, name: Act, look?: () => Promise<void>): Promise<void> {
  await page.getByTestId(`act-${name}`).click({ timeout: 60_000 })
  const confirm = dialog(page).locator('.ant-modal-footer .ant-btn-primary')
  // The browser checks the sealed beginning by itself before it lets a deposit go.
  await expect(confirm).toBeEnabled({ timeout: 60_000 })
  await look?.()
  await confirm.click()
  await expect(dialog(page)).toHaveCount(0, { timeout: 30_000 })
}

/** Recomputes the draw that the page shows; every check must hold. */
export async function recompute(page: Page): Promise<void> {
  await page.getByRole('button', { name: /在浏览器中复算/ }).first().click()
  await expect(page.locator('.draw-verdict.good')).toBeVisible({ timeout: 60_000 })
  await expect(page.locator('[data-check][data-state="holds"]')).toHaveCount(23)
  await expect(page.locator('.draw-check-list li').last()).toHaveClass(/holds/)
}

// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest'

async function languageOf(languages: string[], chosen?: string): Promise<string> {
  vi.resetModules()
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(languages)
  localStorage.clear()
  if (chosen !== undefined) localStorage.setItem('gongping.language', chosen)
  const { initialLanguage } = await import('.')
  return initialLanguage()
}

afterEach(() => vi.restoreAllMocks())

it('is the one chosen before, else the first of the browser that there is, else Chinese', async () => {
  expect(await languageOf(['en-GB', 'zh-CN'])).toBe('en')
  expect(await languageOf(['zh-CN', 'en'])).toBe('zh')
  expect(await languageOf(['de', 'en-US'])).toBe('en')
  expect(await languageOf(['de'])).toBe('zh')
  expect(await languageOf(['en'], 'zh')).toBe('zh')
})

import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'

// A running rehearsal server, or the launcher that starts one over a state of its own.
const url = process.env['GONGPING_URL'] ?? 'http://localhost:8095'
const launcher = process.env['GONGPING'] ?? '../gongping'
const chromium = process.env['CHROMIUM_PATH'] ?? process.env['GONGPING_CHROMIUM'] ?? '/usr/bin/chromium'

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  timeout: 300_000,
  expect: { timeout: 15_000 },
  // One clock for all: the cases follow one another.
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  reporter: [['list']],
  use: {
    baseURL: url,
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
    // A person's click never meets a menu that still moves; a program's does.
    contextOptions: { reducedMotion: 'reduce' },
    timezoneId: 'America/New_York',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: existsSync(chromium) ? chromium : undefined,
      args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
  webServer:
    process.env['GONGPING_URL'] === undefined
      ? {
          command: `${launcher} demo --fresh --rehearsal --port ${new URL(url).port} --state ../target/e2e-state`,
          // Announced once accounts can log in; the HTTP port answers earlier.
          wait: { stdout: /Ctrl-C/ },
          stdout: 'pipe',
          timeout: 600_000,
          gracefulShutdown: { signal: 'SIGINT', timeout: 30_000 },
        }
      : undefined,
})

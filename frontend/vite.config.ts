import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const server = process.env['GONGPING_SERVER'] ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [react()],
  // The server's content security policy allows nothing inline: no data: URLs, no inline scripts.
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 800 },
  server: { proxy: { '/api': server, '/auth': server, '/tus': server, '/ws': { target: server, ws: true } } },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
})

// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { App } from 'antd'
import { act, createElement } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { DrawPlan, DrawRequestView, Project } from '../../api/types'
import { setLanguage } from '../../i18n'
import { PlanDesk } from './PlanDesk'

const project = { id: '0b0c2f1e-5d0c-4d8b-9a58-1e2d3c4b5a69', regime: 'ENGINEERING' } as Project

const plan: DrawPlan = {
  regime: 'ENGINEERING',
  size: 5,
  ownerRepresentatives: 1,
  complex: false,
  socialEffect: false,
  maxPerEmployer: 1,
  minRatio: 3,
  minCapRatio: 2,
  evaluationAt: '2026-12-24T01:00:00Z',
  expectedHours: 4,
  timeouts: { commit: 1800, deposit: 1800, reveal: 1800, final: 1800, answer: 3600 },
  needs: [
    { id: 'road', specialties: ['A05'], regions: ['330200'], seats: 2, venue: 'main' },
    { id: 'cost', specialties: ['B01'], regions: [], seats: 2, venue: 'venue2' },
  ],
  libraries: [],
  venues: [
    { id: 'main', main: true, name: '江城主场', city: '330200', quota: 3 },
    { id: 'venue2', main: false, name: '副场', quota: 2 },
  ],
  offers: [],
  avoided: [],
}

let root: Root
let page: HTMLElement
let sent: { plan?: DrawPlan }[]

beforeEach(() => {
  setLanguage('zh')
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  sent = []
  vi.stubGlobal('fetch', (url: string, init?: { body?: string }) => {
    if (url.endsWith('/draw/plan/check')) sent.push(JSON.parse(init?.body ?? '') as { plan?: DrawPlan })
    return Promise.resolve(new Response(JSON.stringify({ title: 'not asked here', status: 400, code: 'test', items: [] }), { status: 400 }))
  })
  page = document.body.appendChild(document.createElement('div'))
  root = createRoot(page)
})

/** Does something to the page, and waits until it has been drawn anew. */
async function doing(work: () => void) {
  await act(async () => {
    work()
    await new Promise((done) => setTimeout(done, 0))
  })
}

afterEach(async () => {
  await doing(() => root.unmount())
  page.remove()
  vi.unstubAllGlobals()
})

async function show(saved: DrawPlan) {
  const request = { state: 'DRAFT', version: 1, plan: saved, verdicts: [] } as unknown as DrawRequestView
  const desk = createElement(PlanDesk, { project, request, checked: undefined, onChecked: () => undefined })
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  await doing(() => root.render(createElement(App, null, createElement(QueryClientProvider, { client }, desk))))
}

async function press(name: string) {
  const button = [...page.querySelectorAll('button')].find((each) => each.textContent?.includes(name))
  expect(button, name).toBeDefined()
  await doing(() => button!.click())
}

/** What stands beside fields as wrong. */
function said() {
  return [...page.querySelectorAll('.ant-form-item-explain-error')].map((each) => each.textContent)
}

/** The n-th input under a label, as a person sees it. */
function field(label: string, n: number): HTMLInputElement {
  const items = [...page.querySelectorAll('.ant-form-item')].filter((item) => item.querySelector('label')?.textContent === label)
  return items[n]!.querySelector('input')!
}

async function type(input: HTMLInputElement, text: string) {
  await doing(() => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(input, text)
    input.dispatchEvent(new Event('input', { bubbles: true }))
  })
}

async function tags(input: HTMLInputElement, all: string[]) {
  await type(input, `${all.join(' ')} `)
}

// A whole form of Ant Design takes seconds to draw on a busy machine.
const patience = 60_000

test('cities on offer are typed into the form and stand in the plan that is sent; what is missing is said at its field', { timeout: patience }, async () => {
  await show(plan)
  await press('增加候选城市')
  await press('核对规则与人数')
  expect(sent).toEqual([])
  await vi.waitFor(async () => {
    await doing(() => undefined)
    expect(said()).toEqual(['行政区划代码为 6 位数字', '请填写', '请填写空闲工位编号'])
  }, 20_000)
  await type(field('城市代码', 2), '350100')
  await type(field('城市或场所名称', 0), '福州')
  await tags(field('空闲工位编号（回车分隔）', 0), ['f1', 'f2'])
  await press('增加候选城市')
  await type(field('城市代码', 3), '360100')
  await type(field('城市或场所名称', 1), '南昌')
  await tags(field('空闲工位编号（回车分隔）', 1), ['n1', 'n2', 'n3'])
  await press('核对规则与人数')
  expect(sent).toEqual([
    {
      plan: {
        ...plan,
        offers: [
          { city: '350100', name: '福州', seats: ['f1', 'f2'] },
          { city: '360100', name: '南昌', seats: ['n1', 'n2', 'n3'] },
        ],
      },
    },
  ])
})

test('a plan with cities on offer leaves the form as it came', { timeout: patience }, async () => {
  const saved = { ...plan, offers: [{ city: '350100', name: '福州', seats: ['f1', 'f2'] }, { city: '360100', name: '南昌', seats: ['n1'] }] }
  await show(saved)
  expect([field('城市代码', 2).value, field('城市代码', 3).value]).toEqual(['350100', '360100'])
  // One of them has too few seats, so that the other one is sure to be drawn.
  expect(page.textContent).toContain('城市抽取没有随机性')
  await press('核对规则与人数')
  expect(sent).toEqual([{ plan: saved }])
})

import { expect, test } from '@playwright/test'
import { Person } from './person'
import { announceRemedy, draftSealed, publish, registerBidder, sealAndSubmit } from './sealing'
import { moveClock, Program, serverNow, type Account } from './server'

/** Two bids where the rule asks for three: nothing is opened, the host declares the lot failed, and everybody is told. */
test('with too few bids the hall says so, and the host declares the lot failed', async ({ browser }) => {
  test.setTimeout(240_000)
  const base = test.info().project.use.baseURL!
  const code = `FEW-${(await serverNow(base)).getTime().toString(36).toUpperCase()}`
  const projectPath = await draftSealed(base, code, '东港码头岸电工程（施工）')
  const logIn = (account: Account) => Person.loggedIn(browser, `few-${account}`, account)
  const [agent, supervisor] = [await logIn('agent'), await logIn('supervisor')]
  const bidders = [await logIn('bidder1'), await logIn('bidder2')]
  await announceRemedy(agent, supervisor, projectPath)
  await publish(agent, projectPath)
  for (const [i, bidder] of bidders.entries()) {
    await registerBidder(bidder, projectPath)
    await sealAndSubmit(bidder, projectPath, `${17_000_000 + i}`)
  }
  const program = await Program.of(base, 'agent')
  const deadline = new Date((await program.get<{ bidDeadline: string }>(projectPath)).bidDeadline)
  await program.close()

  await agent.page.goto(`${projectPath}/opening`)
  await moveClock(base, new Date(deadline.getTime() + 1_000))
  await expect(agent.page.getByText('不足法定家数，不开标')).toBeVisible({ timeout: 60_000 })
  await expect(agent.page.getByText('收到投标 2 家').first()).toBeVisible()
  await agent.look('01-too-few')
  await agent.page.goto(projectPath)
  await expect(agent.page.getByText('条件均已满足')).toHaveCount(0)
  await expect(agent.page.getByText(/T09/).first()).toBeVisible()
  await agent.look('02-next')
  await supervisor.page.goto(`${projectPath}/opening`)
  await expect(supervisor.page.getByText('由招标代理宣布流标。')).toBeVisible({ timeout: 60_000 })
  await agent.page.goto(`${projectPath}/opening`)
  await agent.page.getByRole('button', { name: '宣布流标' }).click()
  await agent.confirm('宣布流标')
  await expect(agent.page.getByText('本标段招标失败')).toBeVisible({ timeout: 60_000 })
  await agent.look('03-failed')
  await bidders[0]!.page.goto(`${projectPath}/opening`)
  await expect(bidders[0]!.page.getByText('没有开标，任何信封都没有开启。原因见公告。')).toBeVisible({ timeout: 60_000 })
  await bidders[0]!.look('01-failed')
  for (const person of [agent, supervisor, ...bidders]) await person.leave()
})

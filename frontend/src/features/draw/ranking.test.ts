import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { codesOf, framesOf, rankingsOf, walked } from './ranking'
import type { Bundle, StratumResult } from './verify/bundle'

const { draws } = JSON.parse(gunzipSync(readFileSync(join(import.meta.dirname, 'verify/samples/draws.json.gz'))).toString('utf8')) as {
  draws: { name: string; code: string; transcript: Bundle }[]
}
const good = draws.filter(({ code, transcript }) => code === '' && transcript.rules.params === undefined)

describe('the ranking that is shown', () => {
  it.each(good)('of $name is the one that was drawn', ({ transcript }) => {
    const rankings = rankingsOf(transcript, 10_000)
    const result = transcript.result as unknown as StratumResult[]
    rankings.forEach((ranking, i) => {
      const of = (outcome: string) => ranking.rows.filter((row) => row.outcome === outcome)
      expect(of('SELECTED').map(({ pid, key, leaf }) => ({ pid, key, leaf }))).toEqual(result[i]?.selected)
      expect(of('ALTERNATE').map(({ pid }) => pid)).toEqual(result[i]?.alternates)
      expect(ranking.rows.filter(({ outcome }) => outcome === 'ALREADY' || outcome === 'EMPLOYER_CAP').map(({ pid, outcome }) => [pid, outcome])).toEqual(result[i]?.skipped)
      expect(ranking.rows.map(({ key }) => key)).toEqual(ranking.rows.map(({ key }) => key).sort())
      expect(of('SELECTED')).toHaveLength(ranking.seats)
      expect(ranking.rows[walked(ranking.rows) - 1]?.outcome).toBe('SELECTED')
      expect(framesOf(ranking)).toBe(walked(ranking.rows) + 3)
    })
  })

  it('gives no code to two people', () => {
    const codes = codesOf(['abcd1', 'abcd2', 'ef001'])
    expect([...codes.values()]).toEqual(['E-ABCD1', 'E-ABCD2', 'E-EF001'])
  })
})

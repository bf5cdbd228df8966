import { describe, expect, it } from 'vitest'
import { allStrings } from '.'

// Every module of strings registers itself when it is loaded.
import.meta.glob('../**/strings.ts', { eager: true })
import.meta.glob('./terms.ts', { eager: true })

const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort()

describe('the strings', () => {
  it('were found', () => expect(Object.keys(allStrings).length).toBeGreaterThan(5))

  it.each(Object.keys(allStrings))('of %s exist in both languages, with the same figures in them', (namespace) => {
    const { zh, en } = allStrings[namespace]!
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort())
    for (const key of Object.keys(zh)) {
      expect(zh[key], `${namespace}: ${key}`).not.toBe('')
      expect(en[key], `${namespace}: ${key}`).not.toBe('')
      expect(placeholders(en[key]!), `${namespace}: ${key}`).toEqual(placeholders(zh[key]!))
      expect(/[\u4e00-\u9fff]/.test(en[key]!.replace(/（[^）]*）|\([^)]*\)|「[^」]*」|中文|公评/g, '')), `${namespace}: ${key} is Chinese`).toBe(false)
    }
  })
})

import type { Replacement, StratumResult } from './bundle'
import type { Draw } from './draw'
import { need } from './failed'
import { milliseconds } from './shapes'

const CODE = 'E_REPLACE'

/** The causes for which a member may be replaced (§5.2). */
const REASONS = ['DECLINED', 'NO_ANSWER', 'LATE_CONFLICT', 'ABSENT', 'INCAPACITATED', 'REMOVED_BY_S']
const NEEDS_EVIDENCE = ['LATE_CONFLICT', 'REMOVED_BY_S']
const ACCEPTED = 'ACCEPTED'

/** What the list of alternates says must have happened. */
interface Walk {
  called: string[]
  skipped: [string, string][]
  seated: string | undefined
}

/** Check 21: each vacancy was filled by walking the alternates in order, nobody passed over without a reason. */
export function checkReplacements(draw: Draw) {
  const replacements = draw.bundle.replacements ?? []
  if (replacements.length === 0) return
  need(!draw.ofParameters, CODE, 'a draw of parameters has no replacements')
  const result = draw.bundle.result as unknown as StratumResult[]
  const seated = new Map(result.map(({ stratum, selected }) => [stratum, selected.map(({ pid }) => pid)]))
  const alternates = new Map(result.map((row) => [row.stratum, row.alternates]))
  const called = new Set([...seated.values()].flat())
  const employers = employersByPid(draw)
  let last = Math.max(0, ...draw.steps('RESULT').map(({ index }) => index))
  replacements.forEach((replacement, i) => {
    const { no, stratum, vacated, index } = replacement
    const where = `replacement ${i + 1}:`
    need(no === i + 1 && index > last, CODE, `${where} not in the order of the log`)
    last = index
    checkReason(replacement, where)
    const seats = seated.get(stratum) ?? []
    const place = seats.indexOf(vacated)
    need(place >= 0, CODE, `${where} who leaves has no seat`)
    const others = [...seated.values()].flat().filter((pid) => pid !== vacated)
    const cap = draw.rules.max_per_employer
    const walk = walkAlternates(alternates.get(stratum) ?? [], replacement, others, called, employers, cap)
    compare(replacement, walk, where)
    if (walk.seated === undefined) seats.splice(place, 1)
    else seats[place] = walk.seated
  })
}

function checkReason({ reason, evidence, calls }: Replacement, where: string) {
  need(REASONS.includes(reason), CODE, `${where} no reason that the rules know`)
  need(evidence !== undefined || !NEEDS_EVIDENCE.includes(reason), CODE, `${where} no evidence`)
  const times = calls.map(({ t }) => milliseconds(t) ?? 0)
  const inOrder = times.every((time, i) => i === 0 || (times[i - 1] ?? 0) <= time)
  need(inOrder, CODE, `${where} calls are not in order of time`)
}

function walkAlternates(
  alternates: string[],
  { calls }: Replacement,
  others: string[],
  called: Set<string>,
  employers: Map<string, string>,
  cap: number,
): Walk {
  const walk: Walk = { called: [], skipped: [], seated: undefined }
  for (const pid of alternates) {
    const colleagues = others.filter((other) => employers.get(other) === employers.get(pid)).length
    if (others.includes(pid)) walk.skipped.push([pid, 'ALREADY'])
    else if (called.has(pid)) walk.skipped.push([pid, 'CALLED'])
    else if (colleagues >= cap) walk.skipped.push([pid, 'EMPLOYER_CAP'])
    else {
      const answer = calls[walk.called.length]
      called.add(pid)
      walk.called.push(pid)
      if (answer?.outcome === ACCEPTED) return { ...walk, seated: pid }
    }
  }
  return walk
}

function compare({ calls, skipped, seated }: Replacement, walk: Walk, where: string) {
  const text = (pairs: [string, string][]) => pairs.map((pair) => pair.join(' ')).join(',')
  const sameCalls = calls.map(({ pid }) => pid).join() === walk.called.join()
  need(sameCalls, CODE, `${where} other people were called, or in another order`)
  need(text(skipped) === text(walk.skipped), CODE, `${where} other people were skipped, or for another reason`)
  need(seated === walk.seated, CODE, `${where} somebody else was seated`)
}

function employersByPid(draw: Draw): Map<string, string> {
  if (draw.bundle.pool !== undefined) return new Map(draw.bundle.pool.map(({ pid, em }) => [pid, em]))
  return new Map([...draw.pidOf].map(([leaf, pid]) => [pid, draw.employerOf.get(leaf) ?? '']))
}

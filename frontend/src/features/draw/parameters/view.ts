import type { ParameterDrawView } from '../../../api/types'
import type { DrawView } from '../view'

export type ParameterView = ParameterDrawView

/** The draw of parameters as the parts that every draw has see it: it has no plan, no pool and no second attempt. */
export function asDraw(view: ParameterView): DrawView {
  const { current } = view
  return {
    tender: view.tender,
    lotId: view.lotId,
    request: { state: 'APPROVED', version: 0, verdicts: [] },
    keys: view.keys,
    ...(view.vrfKey !== undefined && { vrfKey: view.vrfKey }),
    ...(view.usableFrom !== undefined && { usableFrom: view.usableFrom }),
    myParties: view.myParties,
    attempts: current === undefined ? [] : [{ attempt: current.attempt, drawId: current.drawId, state: current.state }],
    orders: [],
    // The values stand elsewhere: where a committee is drawn, the result is a ranking.
    ...(current !== undefined && { current: { ...current, result: undefined, poolCount: 0, excluded: [], strata: [] } }),
  }
}

/** One parameter, or the digits of one figure, which are drawn one by one. */
export interface Figure {
  names: string[]
  isDigits: boolean
}

/** Parameters in the order in which they are drawn; digits that follow one another stand together. */
export function figuresOf(parameters: { name: string; isDigit: boolean }[]): Figure[] {
  const figures: Figure[] = []
  for (const { name, isDigit } of parameters) {
    const last = figures.at(-1)
    if (isDigit && last?.isDigits === true) last.names.push(name)
    else figures.push({ names: [name], isDigits: isDigit })
  }
  return figures.map((figure) => ({ ...figure, isDigits: figure.names.length > 1 && figure.isDigits }))
}

import type { Lot } from '../../api/types'
import { list, text } from '../scoring/json'

export interface ScorePart {
  name: string
  nameZh: string
  fullMarks: string | undefined
}

/** The parts of the method whose scores the committee gives; the price score is computed. */
export function partsOf(lot: Lot): ScorePart[] {
  return list(lot.method, 'parts')
    .filter((p) => text(p, 'kind') !== 'PRICE')
    .map((p) => ({ name: text(p, 'name') ?? '', nameZh: text(p, 'nameZh') ?? text(p, 'name') ?? '', fullMarks: text(p, 'fullMarks') }))
}

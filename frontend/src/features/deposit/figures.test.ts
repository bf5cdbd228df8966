import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { FiguresTable } from './FiguresTable'
import type { DepositFigures } from './types'

const figure = { key: 'total', waived: '200000.00', waivedRecords: 1, released: '100000.00', releasedRecords: 2, interest: '56.39', fee: '8.70', bidders: 1, meanRefundDays: '2.5' }
const none = { key: '2026-02', waived: '0.00', waivedRecords: 0, released: '0.00', releasedRecords: 0, interest: '0.00', fee: '0.00', bidders: 0 }
const data: DepositFigures = { by: 'MONTH', total: figure, items: [{ ...figure, key: '2026-03' }, none], definitions: [] }

describe('a figure', () => {
  it('opens its records, whichever it is, and nothing where there are none', () => {
    const rows = renderToStaticMarkup(createElement(FiguresTable, { by: 'MONTH', figures: data, onShow: () => undefined })).split('<tr')
    const opening = rows.map((row) => row.split('<button').length - 1)
    expect(opening.slice(-3)).toEqual([5, 0, 5])
  })
})

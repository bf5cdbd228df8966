import { Decimal } from 'decimal.js'
import type { Summary } from '../envelope/format'
import { isPrice } from '../envelope/manifest'

/** The opening summary as it is typed. */
export interface SummaryDraft {
  price?: string
  periodDays?: string
  projectManager?: string
  firmSize?: Summary['firmSize']
  /** In percent. */
  smallFirmShare?: string
}

export function isPeriod(text: string | undefined): boolean {
  return text === undefined || text === '' || (/^[1-9]\d{0,4}$/.test(text) && Number(text) <= 36_500)
}

export function isPercent(text: string | undefined): boolean {
  return text === undefined || text === '' || (/^\d{1,3}(\.\d{1,4})?$/.test(text) && Number(text) <= 100)
}

export function isAbove(price: string | undefined, ceiling: string | undefined): boolean {
  return price !== undefined && ceiling !== undefined && isPrice(price) && new Decimal(price).gt(ceiling)
}

/** The summary of an envelope; nothing while something is missing or wrong. */
export function summaryOf({ price, periodDays, projectManager, firmSize, smallFirmShare }: SummaryDraft): Summary | undefined {
  if (price === undefined || !isPrice(price) || !isPeriod(periodDays) || !isPercent(smallFirmShare)) return undefined
  const manager = projectManager?.trim().normalize('NFC')
  return {
    price,
    ...(periodDays && { periodDays: Number(periodDays) }),
    ...(manager && { projectManager: manager }),
    ...(firmSize && { firmSize }),
    ...(smallFirmShare && { smallFirmShare: new Decimal(smallFirmShare).div(100).toFixed() }),
  }
}

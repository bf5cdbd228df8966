import { isCreditCode } from '../../ui/creditCode'

export interface ReceivedRow {
  bidderName: string
  creditCode: string
}

export type RowFault = 'name' | 'code' | 'duplicate'

export const emptyRow: ReceivedRow = { bidderName: '', creditCode: '' }

export function isBlank(row: ReceivedRow): boolean {
  return row.bidderName.trim() === '' && row.creditCode.trim() === ''
}

/** Rows of a spreadsheet or a list, as pasted: name and code in either order, parted by tab, comma or space. */
export function parsePasted(text: string): ReceivedRow[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const cells = line.split(/\t|,|，|\s{2,}| /).map((cell) => cell.trim()).filter((cell) => cell !== '')
      const code = cells.find((cell) => /^[0-9A-HJ-NP-RT-UW-Y]{18}$/.test(cell.toUpperCase()))
      const name = cells.filter((cell) => cell !== code && !/^\d{1,3}$/.test(cell)).join(' ')
      return { bidderName: name, creditCode: code?.toUpperCase() ?? '' }
    })
}

export function faultOf(row: ReceivedRow, all: ReceivedRow[]): RowFault | undefined {
  if (isBlank(row)) return undefined
  if (row.bidderName.trim() === '' || row.bidderName.length > 200) return 'name'
  if (!isCreditCode(row.creditCode)) return 'code'
  return all.filter((other) => other.creditCode === row.creditCode).length > 1 ? 'duplicate' : undefined
}

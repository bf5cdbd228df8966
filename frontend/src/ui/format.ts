import type { Language } from '../i18n'

/** Legal time of the product; the time zone of the browser plays no part. */
export const legalZone = 'Asia/Shanghai'

type Style = 'dateTime' | 'full' | 'date' | 'short' | 'shortTime' | 'time' | 'weekday' | 'big'

interface Parts {
  year: string
  month: string
  day: string
  weekday: string
  hour: string
  minute: string
  second: string
}

const formatters = new Map<Language, Intl.DateTimeFormat>()

function partsOf(instant: number, language: Language): Parts {
  let formatter = formatters.get(language)
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
      timeZone: legalZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    })
    formatters.set(language, formatter)
  }
  return Object.fromEntries(formatter.formatToParts(instant).map((part) => [part.type, part.value])) as unknown as Parts
}

const englishMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** An instant in legal time. */
export function formatInstant(instant: string | number, language: Language, style: Style = 'dateTime'): string {
  const at = typeof instant === 'number' ? instant : Date.parse(instant)
  if (Number.isNaN(at)) return String(instant)
  const p = partsOf(at, language)
  switch (style) {
    case 'dateTime':
      return `${p.year}-${p.month}-${p.day} ${p.hour}:${p.minute}`
    case 'full':
      return `${p.year}-${p.month}-${p.day} ${p.hour}:${p.minute}:${p.second}`
    case 'date':
      return `${p.year}-${p.month}-${p.day}`
    case 'short':
      return `${p.month}-${p.day}`
    case 'shortTime':
      return `${p.month}-${p.day} ${p.hour}:${p.minute}`
    case 'time':
      return `${p.hour}:${p.minute}:${p.second}`
    case 'weekday':
      return p.weekday
    case 'big': {
      const month = Number(p.month)
      return language === 'zh' ? `${month} 月 ${Number(p.day)} 日` : `${Number(p.day)} ${englishMonths[month - 1]}`
    }
  }
}

/** The end of a period: midnight belongs to the day that it ends, as the law counts days. */
export function formatEnd(instant: string, language: Language): string {
  const p = partsOf(Date.parse(instant), language)
  if (p.hour !== '00' || p.minute !== '00' || p.second !== '00') return formatInstant(instant, language, 'shortTime')
  return `${formatInstant(Date.parse(instant) - 1, language, 'short')} 24:00`
}

/** `17713500.00` → `17,713,500.00`; the digits stay as they are. */
export function formatAmount(amount: string | undefined): string {
  if (amount === undefined) return '—'
  const match = /^(-?)(\d+)(\..*)?$/.exec(amount)
  if (!match) return amount
  return `${match[1] === '-' ? '−' : ''}${match[2]!.replace(/\B(?=(\d{3})+$)/g, ',')}${match[3] ?? ''}`
}

/** Pads money to whole fen for reading, never cutting a digit. */
export function formatYuan(amount: string | undefined): string {
  if (amount === undefined) return '—'
  const [whole, fraction = ''] = amount.split('.')
  return formatAmount(`${whole}.${fraction.padEnd(2, '0')}`)
}

export interface Remaining {
  days: number
  clock: string
}

/** What is left until `at`, by the server's second; null when it is past. */
export function remaining(at: string, serverSecond: number): Remaining | null {
  const left = Math.floor(Date.parse(at) / 1000) - serverSecond
  if (left <= 0) return null
  const two = (n: number) => String(n).padStart(2, '0')
  return {
    days: Math.floor(left / 86_400),
    clock: `${two(Math.floor((left % 86_400) / 3600))}:${two(Math.floor((left % 3600) / 60))}:${two(left % 60)}`,
  }
}

export type Unit = 's' | 'min' | 'h' | 'd'

/** A length of time as one number and one unit, cut to the whole; what is negative counts as none. */
export function duration(seconds: number): { n: number; unit: Unit } {
  const whole = Math.max(0, Math.floor(seconds))
  if (whole < 60) return { n: whole, unit: 's' }
  if (whole < 3600) return { n: Math.floor(whole / 60), unit: 'min' }
  if (whole < 172_800) return { n: Math.floor(whole / 3600), unit: 'h' }
  return { n: Math.floor(whole / 86_400), unit: 'd' }
}

export function formatBytes(size: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB']
  let value = size
  let unit = 0
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024
    unit++
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`
}

export function shortDigest(digest: string): string {
  return digest.length <= 12 ? digest : `${digest.slice(0, 8)}…${digest.slice(-4)}`
}

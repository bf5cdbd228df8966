import type { usePoolStrings } from './strings'

type T = ReturnType<typeof usePoolStrings>
type Key = Parameters<T>[0]

/** What people call the members of a record; one that has no name yet shows its own. */
const names: Record<string, Key> = {
  poolNo: 'poolNo',
  library: 'library',
  identity: 'identityNo',
  name: 'name',
  phone: 'phone',
  email: 'email',
  account: 'account',
  region: 'region',
  specialties: 'specialties',
  employer: 'employerCode',
  employerName: 'employer',
  fieldSince: 'fieldSince',
  title: 'titleWord',
  titleLevel: 'level',
  sanctioned: 'sanctioned',
  employments: 'work',
  qualifications: 'qualifications',
  relations: 'relations',
  startsAt: 'startsAt',
  endsAt: 'endsAt',
  reason: 'reason',
  decidedBy: 'decidedBy',
  documentNo: 'documentNo',
  documentSha256: 'document',
  liftedReason: 'reason',
  liftedBy: 'decidedBy',
  liftedSha256: 'document',
  state: 'state',
  kind: 'performance.kind',
  score: 'score',
  remark: 'remark',
  notedBy: 'notedBy',
  notedOn: 'notedOn',
  duplicateOf: 'DUPLICATE',
}

const words = new Set<string>(['SENIOR', 'ASSOCIATE_SENIOR', 'EQUIVALENT', 'INTERMEDIATE', 'OTHER', 'EMPLOYEE', 'DIRECTOR', 'SUPERVISOR', 'SHAREHOLDER', 'CONTROLLER', 'ADVISER', 'SPOUSE', 'PARENT', 'CHILD', 'SIBLING', 'OTHER_RELATIVE', 'INTEREST', 'APPRAISAL', 'TRAINING', 'COMMENDATION', 'BREACH', 'RETIRED'])

export function memberName(member: string, t: T): string {
  const key = names[member]
  return key === undefined ? member : t(key)
}

/** A value of the history as one line of text. */
export function shownValue(value: unknown, t: T): string {
  if (value === undefined || value === null) return '—'
  if (typeof value === 'boolean') return value ? '✓' : '—'
  if (Array.isArray(value)) return value.map((each) => shownValue(each, t)).join('；') || '—'
  if (typeof value === 'object') {
    return Object.values(value)
      .map((each) => shownValue(each, t))
      .join(' · ')
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return words.has(text) ? t(text as Key) : text
}

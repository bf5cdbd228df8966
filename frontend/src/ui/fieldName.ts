import { useUi } from './strings'

const USUAL = ['name', 'code', 'reason', 'password', 'email', 'phone', 'city', 'seats', 'price', 'documentId', 'evidence', 'place', 'present', 'half', 'creditCode', 'evaluationAt', 'poolNo'] as const
type Usual = (typeof USUAL)[number]

/** The last name of a JSON pointer: of an element of a list, the name of the list. */
export function lastName(pointer: string): string {
  return pointer.split('/').filter((part) => part !== '' && part !== '#' && !/^[0-9]+$/.test(part)).at(-1) ?? ''
}

/** What people call a field that a finding of the server points to; nothing where there is no name for it. */
export function useFieldName(): (pointer: string) => string | undefined {
  const t = useUi()
  return (pointer) => {
    const name = lastName(pointer)
    return (USUAL as readonly string[]).includes(name) ? t(`fieldName.${name as Usual}`) : undefined
  }
}

import type { useHallStrings } from './strings'

const known = ['commit', 'box', 'receipt', 'chunk', 'plain', 'file-digest', 'share', 'no-key-file', 'password', 'device'] as const

/** Why a bid did not open, as people say it; a rare code stands as it is. */
export function faultInWords(t: ReturnType<typeof useHallStrings>, code: string): string {
  const word = known.find((each) => each === code)
  if (word !== undefined) return t(`fault.${word}`)
  return code.startsWith('missing-') ? t('fault.missing') : t('fault.other', { code })
}

import i18next from 'i18next'
import { useMemo } from 'react'
import { initReactI18next, useTranslation } from 'react-i18next'

export type Language = 'zh' | 'en'

const stored = 'gongping.language'

/** As chosen before; else the first language of the browser that there is; else Chinese. */
export function initialLanguage(): Language {
  if (typeof localStorage === 'undefined') return 'zh'
  const wanted = [localStorage.getItem(stored) ?? '', ...navigator.languages].map((tag) => tag.slice(0, 2).toLowerCase())
  return wanted.find((tag) => tag === 'en' || tag === 'zh') === 'en' ? 'en' : 'zh'
}

void i18next.use(initReactI18next).init({
  lng: initialLanguage(),
  fallbackLng: 'zh',
  resources: {},
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
  initAsync: false,
})

export function setLanguage(language: Language): void {
  localStorage.setItem(stored, language)
  void i18next.changeLanguage(language)
}

export function useLanguage(): Language {
  return useTranslation().i18n.language === 'en' ? 'en' : 'zh'
}

export type Translate<K extends string> = (key: K, values?: Record<string, string | number>) => string

/** Every set of strings by its namespace, so that a test can hold the languages against one another. */
export const allStrings: Record<string, { zh: Record<string, string>; en: Record<string, string> }> = {}

/** Registers the strings of a feature; both languages must have the same keys. */
export function defineStrings<Z extends Record<string, string>>(
  namespace: string,
  zh: Z,
  en: Record<keyof Z & string, string>,
): () => Translate<keyof Z & string> {
  allStrings[namespace] = { zh, en }
  i18next.addResourceBundle('zh', namespace, zh)
  i18next.addResourceBundle('en', namespace, en)
  return () => useTranslation(namespace).t
}

/** Picks the language of a pair as the API gives it, e.g. `messageZh` and `messageEn`. */
export function usePick(): (zh: string | undefined, en: string | undefined) => string {
  const language = useLanguage()
  return useMemo(() => (zh, en) => (language === 'en' ? (en ?? zh) : (zh ?? en)) ?? '', [language])
}

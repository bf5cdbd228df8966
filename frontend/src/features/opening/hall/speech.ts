import { useCallback, useEffect, useState } from 'react'

/** Reads lines aloud by the browser's own voice, one after the other. */
export function useSpeech(language: 'zh' | 'en') {
  const synthesis = (globalThis as { speechSynthesis?: SpeechSynthesis }).speechSynthesis
  const [speaking, setSpeaking] = useState<number>()
  useEffect(() => () => synthesis?.cancel(), [synthesis])
  const stop = useCallback(() => {
    synthesis?.cancel()
    setSpeaking(undefined)
  }, [synthesis])
  const speak = useCallback(
    (lines: { at: number; text: string }[]) => {
      if (synthesis === undefined) return
      synthesis.cancel()
      lines.forEach(({ at, text }, i) => {
        const utterance = new SpeechSynthesisUtterance(text)
        utterance.lang = language === 'zh' ? 'zh-CN' : 'en-GB'
        utterance.rate = 0.9
        utterance.onstart = () => setSpeaking(at)
        utterance.onerror = () => setSpeaking(undefined)
        if (i === lines.length - 1) utterance.onend = () => setSpeaking(undefined)
        synthesis.speak(utterance)
      })
    },
    [synthesis, language],
  )
  return { canSpeak: synthesis !== undefined, speaking, speak, stop }
}

/** Head and tail of a fingerprint; the whole of it belongs into the tooltip. */
export function short(hex: string): string {
  return hex.length <= 12 ? hex : `${hex.slice(0, 6)}…${hex.slice(-4)}`
}

/** Offers a text as a file to keep. */
export function saveFile(name: string, text: string | Uint8Array, type = 'application/json'): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([typeof text === 'string' ? text : Uint8Array.from(text)], { type }))
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}

/** The public page of an attempt, by its draw id `tender/attempt`. */
export function publicPath(drawId: string): string {
  const at = drawId.lastIndexOf('/')
  return `/public/draws/${encodeURIComponent(drawId.slice(0, at))}/${drawId.slice(at + 1)}`
}

/** A pseudonym as people can say it; the whole of it belongs into the tooltip. */
export function codeOf(pid: string): string {
  return `E-${pid.slice(0, 4).toUpperCase()}`
}

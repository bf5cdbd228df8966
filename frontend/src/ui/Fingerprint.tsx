/** A fingerprint in groups of four, as people compare it. */
export function Fingerprint({ hex }: { hex: string }) {
  return <code className="mono fingerprint">{hex.match(/.{1,4}/g)?.join(' ')}</code>
}

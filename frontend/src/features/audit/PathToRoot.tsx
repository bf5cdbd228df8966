import type { PathStep } from './verify/merkle'
import { useAuditStrings } from './strings'

const row = 44
const box = { width: 92, height: 24 }
/** From the path to the hashes beside it. */
const aside = 108
const width = 2 * aside + box.width + 2
const middle = width / 2

/** The way from one entry to the signed root: at each level the hash it is joined with, on the side where it stands. */
export function PathToRoot({ leaf, path, root }: { leaf: string; path: PathStep[]; root: string }) {
  const t = useAuditStrings()
  const height = (path.length + 1) * row
  const y = (level: number) => height - row - level * row + 10
  const short = (hash: string) => `${hash.slice(0, 8)}…`
  const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return (
    <figure className="path-to-root">
      {/* Where even this does not fit, it is moved along by the keyboard too. */}
      <div className="path-box" role="group" tabIndex={0} aria-label={t('path.box')}>
        <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={t('path.label', { n: path.length })}>
          {path.map((step, level) => {
            const x = step.side === 'left' ? middle - aside : middle + aside
            return (
              <g key={level}>
                <path d={`M${middle} ${y(level)}V${y(level + 1) + box.height}`} stroke="var(--gp-primary-600)" strokeWidth="2" fill="none" />
                <path d={`M${x} ${y(level)}V${y(level) - 8}H${middle}`} stroke="var(--gp-line-strong, #9aa7b8)" fill="none" />
                <rect x={x - box.width / 2} y={y(level)} {...box} rx="4" fill="#fff" stroke="var(--gp-line-strong, #9aa7b8)" />
                <text x={x} y={y(level) + 16} textAnchor="middle" className="path-hash">
                  {short(hex(step.hash))}
                </text>
              </g>
            )
          })}
          {[leaf, ...path.map(() => ''), root].map((text, level, all) => {
            if (level > path.length) return null
            const isEnd = level === 0 || level === path.length
            return (
              <g key={level}>
                <rect x={middle - box.width / 2} y={y(level)} {...box} rx="4" fill={isEnd ? 'var(--gp-primary-600)' : '#e8eef7'} />
                <text x={middle} y={y(level) + 16} textAnchor="middle" className={isEnd ? 'path-hash on' : 'path-hash'}>
                  {level === 0 ? short(text) : level === path.length ? short(all.at(-1) ?? '') : ''}
                </text>
              </g>
            )
          })}
        </svg>
      </div>
      <figcaption className="s12 muted">{t('path.caption')}</figcaption>
    </figure>
  )
}

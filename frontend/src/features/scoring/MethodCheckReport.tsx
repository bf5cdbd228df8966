import { Alert } from 'antd'
import type { MethodCheck } from '../../api/types'
import { usePick } from '../../i18n'
import { Icon } from '../../ui/Icon'
import { shownFigure } from './story'
import { list, text } from './json'
import { useScoring } from './strings'
import './scoring.css'

function Samples({ samples }: { samples: MethodCheck['samples'] }) {
  const t = useScoring()
  if (samples.length === 0) return null
  const widest = Math.max(...samples.map((s) => list(s, 'rows').length))
  return (
    <div className="scroll-x">
      <table className="t">
        <caption className="vh">{t('method.samples')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('method.sampleN')}</th>
            <th scope="col" className="num">
              {t('ladder.benchmark')}
            </th>
            {Array.from({ length: widest }, (_, i) => (
              <th key={i} scope="col" className="num">
                {text(list(samples.at(-1), 'rows')[i], 'bid') ?? i + 1}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {samples.map((sample, n) => {
            const rows = list(sample, 'rows')
            const benchmark = text(sample, 'benchmark')
            return (
              <tr key={n}>
                <th scope="row">{n + 1}</th>
                <td className="num">{benchmark === undefined ? (text(sample, 'state') ?? '—') : shownFigure(benchmark)}</td>
                {Array.from({ length: widest }, (_, i) => (
                  <td key={i} className="num" title={text(rows[i], 'price')}>
                    {text(rows[i], 'score') ?? text(rows[i], 'reviewPrice') ?? ''}
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** What the validator finds in a method, with rule and article, and its sample of 1 to 7 bids. */
export function MethodCheckReport({ check }: { check: MethodCheck }) {
  const t = useScoring()
  const pick = usePick()
  const errors = check.findings.filter((f) => f.severity === 'ERROR')
  return (
    <div className="stack tight" data-testid="method-check">
      <Alert
        type={check.valid ? 'success' : 'error'}
        showIcon
        title={check.valid ? t('method.valid') : t('method.invalid', { n: errors.length })}
        description={check.findings.length > errors.length ? t('method.warnings', { n: check.findings.length - errors.length }) : undefined}
      />
      {check.findings.length > 0 && (
        <ul>
          {check.findings.map((f, i) => (
            <li key={i} className="finding">
              <span className={f.severity === 'ERROR' ? 'differ' : 'warm'}>
                <Icon name={f.severity === 'ERROR' ? 'stop' : 'warning'} />
              </span>
              <div>
                <code className="mono">{f.pointer === '' ? '/' : f.pointer}</code>　{pick(f.messageZh, f.messageEn)}
                {(f.ruleId ?? f.article) && (
                  <div className="s12 muted">
                    {f.ruleId} · {f.article}
                  </div>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
      {check.samples.length > 0 && (
        <>
          <h3>{t('method.samples')}</h3>
          <Samples samples={check.samples} />
        </>
      )}
    </div>
  )
}

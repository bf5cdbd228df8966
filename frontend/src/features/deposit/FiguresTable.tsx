import { formatYuan } from '../../ui/format'
import { Panel } from '../../ui/Panel'
import type { FiguresBy } from './queries'
import { useDepositStrings } from './strings'
import type { DepositFigure, DepositFigures, DepositRecord } from './types'

/** Figures by one dimension; each amount opens the records that it is the sum of. */
export function FiguresTable({ by, figures, onShow }: { by: FiguresBy; figures: DepositFigures; onShow: (kind: DepositRecord['kind'], key: string | undefined) => void }) {
  const t = useDepositStrings()
  const count = (figure: DepositFigure, kind: DepositRecord['kind']) => (kind === 'WAIVED' ? figure.waivedRecords : figure.releasedRecords)
  const opening = (figure: DepositFigure, kind: DepositRecord['kind'], name: 'waived' | 'bidders' | 'released' | 'interest' | 'fee', shown: string) => {
    const n = count(figure, kind)
    if (n === 0) return shown
    return (
      <button type="button" className="dep-figure" title={t('fig.show', { n })} aria-label={`${t(`fig.${name}`)} ${shown} ${t('fig.show', { n })}`} onClick={() => onShow(kind, figure.key === 'total' ? undefined : figure.key)}>
        {shown}
      </button>
    )
  }
  const cell = (figure: DepositFigure, kind: DepositRecord['kind']) => (
    <td className="num">
      {kind === 'WAIVED' ? opening(figure, kind, 'waived', formatYuan(figure.waived)) : opening(figure, kind, 'released', formatYuan(figure.released))}
      <div className="s12 muted">{t('fig.records', { n: count(figure, kind) })}</div>
    </td>
  )
  const row = (figure: DepositFigure, name: string) => (
    <tr key={figure.key}>
      <th scope="row">{name}</th>
      {cell(figure, 'WAIVED')}
      <td className="num">{opening(figure, 'WAIVED', 'bidders', String(figure.bidders))}</td>
      {cell(figure, 'RELEASED')}
      <td className="num">{opening(figure, 'RELEASED', 'interest', formatYuan(figure.interest))}</td>
      <td className="num">{opening(figure, 'RELEASED', 'fee', formatYuan(figure.fee))}</td>
      <td className="num">{figure.meanRefundDays ?? '—'}</td>
    </tr>
  )
  return (
    <Panel flush title={t(`fig.${by}`)}>
      <div className="scroll-x">
        <table className="t">
          <thead>
            <tr>
              <th scope="col">{t(`fig.of.${by}`)}</th>
              {(['waived', 'bidders', 'released', 'interest', 'fee', 'days'] as const).map((name) => (
                <th key={name} scope="col" className="num">
                  {t(`fig.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {figures.items.map((figure) => row(figure, figure.key === 'none' ? t('fig.none') : figure.key))}
            {row(figures.total, t('fig.sum'))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

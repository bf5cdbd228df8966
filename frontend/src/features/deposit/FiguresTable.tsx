import { formatYuan } from '../../ui/format'
import { Panel } from '../../ui/Panel'
import type { FiguresBy } from './queries'
import { useDepositStrings } from './strings'
import type { DepositFigure, DepositFigures, DepositRecord } from './types'

/** Figures by one dimension; each amount opens the records that it is the sum of. */
export function FiguresTable({ by, figures, onShow }: { by: FiguresBy; figures: DepositFigures; onShow: (kind: DepositRecord['kind'], key: string | undefined) => void }) {
  const t = useDepositStrings()
  const cell = (figure: DepositFigure, kind: DepositRecord['kind']) => {
    const amount = kind === 'WAIVED' ? figure.waived : figure.released
    const n = kind === 'WAIVED' ? figure.waivedRecords : figure.releasedRecords
    return (
      <td className="num">
        {n === 0 ? (
          formatYuan(amount)
        ) : (
          <button type="button" className="dep-figure" title={t('fig.show', { n })} aria-label={`${formatYuan(amount)} ${t('fig.show', { n })}`} onClick={() => onShow(kind, figure.key === 'total' ? undefined : figure.key)}>
            {formatYuan(amount)}
          </button>
        )}
        <div className="s12 muted">{t('fig.records', { n })}</div>
      </td>
    )
  }
  const row = (figure: DepositFigure, name: string) => (
    <tr key={figure.key}>
      <th scope="row">{name}</th>
      {cell(figure, 'WAIVED')}
      <td className="num">{figure.bidders}</td>
      {cell(figure, 'RELEASED')}
      <td className="num">{formatYuan(figure.interest)}</td>
      <td className="num">{formatYuan(figure.fee)}</td>
      <td className="num">{figure.meanRefundDays ?? '—'}</td>
    </tr>
  )
  return (
    <Panel flush title={t(`fig.${by}`)}>
      <div className="scroll-x">
        <table className="t">
          <thead>
            <tr>
              <th scope="col">{t(`fig.${by}`)}</th>
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

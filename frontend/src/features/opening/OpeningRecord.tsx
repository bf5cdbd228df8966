import { Button } from 'antd'
import type { Opening } from '../../api/types'
import { useTerms } from '../../i18n/terms'
import { formatYuan } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { Facts, Panel } from '../../ui/Panel'
import { When } from '../../ui/When'
import { useOpeningStrings } from './strings'

/** The record of an opening, read only. */
export function OpeningRecord({ opening, withSize }: { opening: Opening; withSize: boolean }) {
  const t = useOpeningStrings()
  const terms = useTerms()
  return (
    <Panel
      flush
      title={t('record.title')}
      actions={
        <Button size="small" className="no-print" icon={<Icon name="print" small />} onClick={() => window.print()}>
          {t('record.print')}
        </Button>
      }
    >
      <div className="bd">
        <Facts
          wide
          items={[
            [t('record.started'), <When key="s" at={opening.startedAt} />],
            [t('record.ended'), <When key="e" at={opening.endedAt} />],
            [t('record.count'), t('record.countValue', { n: opening.bids.length })],
            ...(opening.ceilingPrice ? [['', t('read.ceiling', { amount: formatYuan(opening.ceilingPrice) })] as [string, string]] : []),
          ]}
        />
      </div>
      <div className="scroll-x">
        <table className="t">
          <thead>
            <tr>
              <th scope="col">{t('read.no')}</th>
              <th scope="col">{t('read.bidder')}</th>
              <th scope="col" className="num">
                {t('read.price')}
              </th>
              <th scope="col" className="num">
                {t('read.period')}
              </th>
              <th scope="col">{t('read.manager')}</th>
              {withSize && <th scope="col">{t('read.size')}</th>}
              <th scope="col">{t('read.outcome')}</th>
            </tr>
          </thead>
          <tbody>
            {opening.bids.map((b) => (
              <tr key={b.id} className={b.state.startsWith('NOT_OPENED') ? 'attention' : ''}>
                <td>{b.no}</td>
                <th scope="row">{b.bidderName}</th>
                <td className="num b">{formatYuan(b.price)}</td>
                <td className="num">{b.periodDays ?? '—'}</td>
                <td>{b.projectManager ?? '—'}</td>
                {withSize && <td>{b.firmSize ? terms(`firmSize.${b.firmSize}` as 'firmSize.LARGE') : '—'}</td>}
                <td>
                  {b.state === 'OPENED' && <Icon name="check" small />} {t(`outcome.${b.state}`)}
                  {b.reason && <div className="s12 muted">{b.reason}</div>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

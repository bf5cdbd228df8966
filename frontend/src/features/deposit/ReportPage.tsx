import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useParams } from 'react-router'
import { api, apiUrl } from '../../api/client'
import { PageHead } from '../../shell/PageHead'
import { usePick } from '../../i18n'
import { formatYuan } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { Loaded } from '../../ui/Loaded'
import { Facts, Panel } from '../../ui/Panel'
import { When } from '../../ui/When'
import { useDepositStrings } from './strings'
import type { DepositFigure, DepositRecord } from './types'

interface ReportDocument {
  total: DepositFigure
  byREGION: DepositFigure[]
  byPOLICY: DepositFigure[]
  definitions: { term: string; zh: string; en: string }[]
  records: DepositRecord[]
}

function Group({ title, figures }: { title: string; figures: DepositFigure[] }) {
  const t = useDepositStrings()
  return (
    <Panel flush title={title}>
      <div className="scroll-x">
        <table className="t">
          <thead>
            <tr>
              <th scope="col">{title}</th>
              <th scope="col" className="num">
                {t('fig.waived')}
              </th>
              <th scope="col" className="num">
                {t('fig.released')}
              </th>
            </tr>
          </thead>
          <tbody>
            {figures.map((figure) => (
              <tr key={figure.key}>
                <th scope="row">{figure.key === 'none' ? t('fig.none') : figure.key}</th>
                <td className="num">
                  {formatYuan(figure.waived)} <span className="s12 muted">{t('fig.records', { n: figure.waivedRecords })}</span>
                </td>
                <td className="num">
                  {formatYuan(figure.released)} <span className="s12 muted">{t('fig.records', { n: figure.releasedRecords })}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

/** A frozen report, to read and to print. */
export default function ReportPage() {
  const t = useDepositStrings()
  const pick = usePick()
  const { reportId = '' } = useParams()
  const report = useQuery({
    queryKey: ['deposit-reports', 'one', reportId],
    queryFn: ({ signal }) => api.get('/deposits/reports/{depositReportId}', { path: { depositReportId: reportId }, signal }),
    staleTime: Infinity,
  })
  return (
    <Loaded query={report}>
      {(data) => {
        const document = data.document as unknown as ReportDocument
        const total = document.total
        return (
          <>
            <PageHead
              title={t('rep.title', { kind: t(`rep.${data.kind}`) })}
              actions={
                <span className="row no-print">
                  <Button icon={<Icon name="print" small />} onClick={() => window.print()}>
                    {t('fig.print')}
                  </Button>
                  <Button icon={<Icon name="download" small />} href={apiUrl('/deposits/reports/{depositReportId}/pdf', { depositReportId: data.id })} target="_blank">
                    {t('rep.pdf')}
                  </Button>
                </span>
              }
            />
            <div className="stack">
              <Panel>
                <Facts
                  items={[
                    [t('rep.period'), `${data.from} – ${data.to}`],
                    [t('rep.frozen'), <When key="f" at={data.frozenAt} style="full" />],
                    [t('rep.digest'), <span key="d" className="mono s13">{data.sha256}</span>],
                    [t('fig.waived'), <b key="w" className="num">{formatYuan(total.waived)}</b>],
                    [t('fig.bidders'), total.bidders],
                    [t('fig.released'), <b key="r" className="num">{formatYuan(total.released)}</b>],
                    [t('fig.interest'), formatYuan(total.interest)],
                    [t('fig.fee'), formatYuan(total.fee)],
                    [t('fig.days'), total.meanRefundDays ?? '—'],
                  ]}
                />
              </Panel>
              <Group title={t('fig.REGION')} figures={document.byREGION} />
              <Group title={t('fig.POLICY')} figures={document.byPOLICY} />
              <Panel flush title={t('fig.list')}>
                <div className="scroll-x">
                  <table className="t">
                    <tbody>
                      {document.records.map((r) => (
                        <tr key={r.key}>
                          <th scope="row">
                            {r.projectTitle}
                            <div className="s12 muted">{r.projectCode}</div>
                          </th>
                          <td>{r.bidderName}</td>
                          <td>{t(r.kind === 'WAIVED' ? 'fig.waived' : 'fig.released')}</td>
                          <td className="num nowrap">{r.day}</td>
                          <td className="num">{formatYuan(r.amount)}</td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </div>
              </Panel>
              <Panel title={t('fig.definitions')}>
                <ul className="bullets s13">
                  {document.definitions.map((d) => (
                    <li key={d.term}>{pick(d.zh, d.en)}</li>
                  ))}
                </ul>
              </Panel>
            </div>
          </>
        )
      }}
    </Loaded>
  )
}

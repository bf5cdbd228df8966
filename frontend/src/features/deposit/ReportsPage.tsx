import { useQuery } from '@tanstack/react-query'
import { App, Button, Form, Select } from 'antd'
import { Link } from 'react-router'
import { api, apiUrl } from '../../api/client'
import { useWrite } from '../../api/useWrite'
import { PageHead } from '../../shell/PageHead'
import { useActing } from '../../shell/roles'
import { DayPicker } from '../../ui/DayPicker'
import { shortDigest } from '../../ui/format'
import { Empty, Loaded } from '../../ui/Loaded'
import { Panel } from '../../ui/Panel'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { useUi } from '../../ui/strings'
import { When } from '../../ui/When'
import { depositKeys } from './queries'
import { useDepositStrings } from './strings'
import type { DepositReportKind } from './types'

const kinds: DepositReportKind[] = ['TEN_DAY', 'MONTH', 'QUARTER']

interface Values {
  kind: DepositReportKind
  day: string
}

function Freeze() {
  const t = useDepositStrings()
  const ui = useUi()
  const { message } = App.useApp()
  const freeze = useWrite({
    send: (body: Values, key) => api.post('/deposits/reports', { body, key }),
    stale: () => [depositKeys.reports],
    done: () => void message.success(t('rep.done')),
  })
  return (
    <Panel title={t('rep.freeze')}>
      <Form<Values> layout="vertical" requiredMark={false} initialValues={{ kind: 'TEN_DAY' }} onFinish={(values) => freeze.mutate(values)}>
        <div className="form-grid">
          <Form.Item name="kind" label={t('rep.kind')}>
            <Select options={kinds.map((value) => ({ value, label: t(`rep.${value}`) }))} />
          </Form.Item>
          <Form.Item name="day" label={t('rep.day')} rules={[{ required: true, message: ui('invalid.required') }]}>
            <DayPicker />
          </Form.Item>
        </div>
        {freeze.error && <ProblemNotice error={freeze.error} />}
        <Button type="primary" htmlType="submit" loading={freeze.isPending}>
          {t('rep.freeze')}
        </Button>
      </Form>
    </Panel>
  )
}

/** Frozen reports: ten-day bulletins, monthly dispatches, quarterly summaries. */
export default function ReportsPage() {
  const t = useDepositStrings()
  const { role } = useActing()
  const reports = useQuery({ queryKey: depositKeys.reports, queryFn: ({ signal }) => api.get('/deposits/reports', { query: { limit: 200 }, signal }) })
  return (
    <>
      <PageHead title={t('fig.reports')} actions={<Link to="/deposits/figures">{t('fig.title')}</Link>} />
      <div className="stack">
        {(role === 'venue_operator' || role === 'platform_administrator') && <Freeze />}
        <Loaded query={reports}>
          {(data) =>
            data.items.length === 0 ? (
              <section className="card">
                <Empty icon="doc" title={t('rep.none')} text={t('rep.noneText')} />
              </section>
            ) : (
              <Panel flush>
                <div className="scroll-x">
                  <table className="t">
                    <thead>
                      <tr>
                        <th scope="col">{t('rep.kind')}</th>
                        <th scope="col">{t('rep.period')}</th>
                        <th scope="col">{t('rep.frozen')}</th>
                        <th scope="col">{t('rep.digest')}</th>
                        <th scope="col">
                          <span className="vh">{t('rep.pdf')}</span>
                        </th>
                      </tr>
                    </thead>
                    <tbody>
                      {data.items.map((r) => (
                        <tr key={r.id}>
                          <th scope="row">
                            <Link to={`/deposits/reports/${r.id}`}>{t(`rep.${r.kind}`)}</Link>
                          </th>
                          <td className="nowrap">
                            {r.from} – {r.to}
                          </td>
                          <td>
                            <When at={r.frozenAt} />
                          </td>
                          <td className="mono s12">{shortDigest(r.sha256)}</td>
                          <td>
                            <a href={apiUrl('/deposits/reports/{depositReportId}/pdf', { depositReportId: r.id })} target="_blank" rel="noreferrer">
                              {t('rep.pdf')}
                            </a>
                          </td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </div>
              </Panel>
            )
          }
        </Loaded>
      </div>
    </>
  )
}

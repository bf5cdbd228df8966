import { Table } from 'antd'
import { Link, useParams } from 'react-router'
import { PageHead } from '../../shell/PageHead'
import { useTitle } from '../../shell/ServerTime'
import { Loaded } from '../../ui/Loaded'
import { Panel } from '../../ui/Panel'
import { Tag } from '../../ui/Tag'
import { codeOf } from './code'
import { useRoster, type Roster } from './queries'
import { useCallingStrings } from './strings'
import './calling.css'

type Member = Roster['members'][number]

/** The members by name, for those who may know; opening this page goes on record. */
export default function RosterPage() {
  const t = useCallingStrings()
  const { projectId = '' } = useParams()
  const roster = useRoster(projectId)
  useTitle(t('roster.title'))
  return (
    <>
      <PageHead title={t('roster.title')} />
      <Loaded query={roster} rows={6}>
        {({ drawId, open, members }) => (
          <Panel
            flush
            title={<span className="mono">{drawId}</span>}
            actions={
              <span className="row">
                <Tag tone={open ? 'ok' : 'warm'} icon={open ? 'eye' : 'lock'}>
                  {open ? t('roster.open') : t('roster.forSignIn')}
                </Tag>
                <Tag icon="record">{t('roster.look')}</Tag>
              </span>
            }
            footer={
              <span className="s13 muted">
                {t('roster.proof')} · <Link to={`/public/draws/${drawId}`}>{t('roster.proofLink')}</Link>
              </span>
            }
          >
            <Table<Member>
              rowKey="seat"
              size="middle"
              pagination={false}
              dataSource={members}
              scroll={{ x: 'max-content' }}
              columns={[
                { title: t('roster.seat'), dataIndex: 'seat', render: (seat: number, { stratum }) => `${seat} · ${stratum}` },
                { title: t('roster.name'), dataIndex: 'name', render: (name: string) => <b>{name}</b> },
                { title: t('roster.poolNo'), dataIndex: 'poolNo', render: (poolNo: string) => <span className="mono">{poolNo}</span> },
                { title: t('roster.employer'), dataIndex: 'employer', render: (employer?: string) => employer ?? '—' },
                { title: t('roster.titleOf'), dataIndex: 'title' },
                { title: t('roster.phone'), dataIndex: 'phone' },
                {
                  title: t('roster.code'),
                  dataIndex: 'pid',
                  render: (pid: string) => (
                    <span className="mono" title={pid}>
                      {codeOf(pid)}
                    </span>
                  ),
                },
              ]}
            />
          </Panel>
        )}
      </Loaded>
    </>
  )
}

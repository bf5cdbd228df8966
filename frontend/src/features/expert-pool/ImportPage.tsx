import { Alert, Button, Switch } from 'antd'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { api } from '../../api/client'
import type { ExpertImport } from '../../api/types'
import { useWrite } from '../../api/useWrite'
import { useLanguage, usePick } from '../../i18n'
import { PageHead } from '../../shell/PageHead'
import { useActing } from '../../shell/roles'
import { ConfirmAct } from '../../ui/ConfirmAct'
import { formatBytes, formatInstant, shortDigest } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { Empty, Loaded } from '../../ui/Loaded'
import { Panel } from '../../ui/Panel'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { Tag } from '../../ui/Tag'
import { ImportSteps } from './NewImportPage'
import './pool.css'
import { poolKeys, useImport } from './queries'
import { usePoolStrings } from './strings'
import { csvFile, save } from './templates'

type Listed = NonNullable<ExpertImport['problems']>[number]

function useReport(file: ExpertImport) {
  const t = usePoolStrings()
  const pick = usePick()
  const place = (problem: Listed) => problem.column || t(problem.line === 0 ? 'report.file' : 'report.row')
  const download = () =>
    save(
      csvFile([
        [t('report.line'), t('report.column'), t('state'), t('report.what'), t('report.todo')],
        ...(file.problems ?? []).map((p) => [String(p.line), place(p), t(p.severity === 'ERROR' ? 'report.errors' : 'report.warnings'), pick(p.zh, p.en), pick(p.whatToDoZh, p.whatToDoEn)]),
      ]),
      `${file.fileName}.report.csv`,
    )
  return { place, download }
}

function ProblemTable({ file }: { file: ExpertImport }) {
  const t = usePoolStrings()
  const pick = usePick()
  const [onlyErrors, setOnlyErrors] = useState(false)
  const { place, download } = useReport(file)
  const problems = file.problems ?? []
  const shown = onlyErrors ? problems.filter((p) => p.severity === 'ERROR') : problems
  const unlisted = file.errors + file.warnings - problems.length
  if (problems.length === 0) {
    return (
      <Panel flush>
        <Empty icon="check" title={t('report.none')} text={t('report.noneText')} />
      </Panel>
    )
  }
  return (
    <Panel
      flush
      title={t('upload.step2')}
      actions={
        <span className="row no-print">
          {file.errors > 0 && file.warnings > 0 && (
            <label className="row s13">
              <Switch size="small" checked={onlyErrors} onChange={setOnlyErrors} /> {t('report.onlyErrors')}
            </label>
          )}
          <Button size="small" icon={<Icon name="download" small />} onClick={download}>
            {t('report.download')}
          </Button>
        </span>
      }
      footer={unlisted > 0 && t('report.more', { n: unlisted })}
    >
      <div className="scroll-x pool-problems">
        <table className="t">
          <thead>
            <tr>
              <th scope="col" className="num">
                {t('report.line')}
              </th>
              <th scope="col">{t('report.column')}</th>
              <th scope="col">{t('report.what')}</th>
              <th scope="col">{t('report.todo')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((p, i) => (
              <tr key={i}>
                <td className="num">{p.line === 0 ? '—' : p.line}</td>
                <th scope="row" className="nowrap">
                  {place(p)}
                </th>
                <td>
                  <span className="row top">
                    <Tag tone={p.severity === 'ERROR' ? 'red' : 'yellow'} icon={p.severity === 'ERROR' ? 'close' : 'warning'}>
                      {t(p.severity === 'ERROR' ? 'report.errors' : 'report.warnings')}
                    </Tag>
                    {pick(p.zh, p.en)}
                  </span>
                </td>
                <td className="muted">{pick(p.whatToDoZh, p.whatToDoEn)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

const looks = { CHECKED: 'info', REFUSED: 'error', CONFIRMED: 'success', DISCARDED: 'warning' } as const

function Verdict({ file }: { file: ExpertImport }) {
  const t = usePoolStrings()
  const language = useLanguage()
  const figures = (['rows', 'created', 'changed', 'unchanged', 'errors', 'warnings'] as const).map((key) => [key, file[key]] as const)
  const text = t(`report.${file.state}Text`, { who: file.confirmedBy ?? '', at: file.confirmedAt ? formatInstant(file.confirmedAt, language) : '' })
  return (
    <>
      <Alert type={looks[file.state]} showIcon title={t(`report.${file.state}`)} description={text} />
      <Panel>
        <div className="pool-report">
          {figures.map(([key, value]) => (
            <div key={key}>
              <b className={key === 'errors' && value > 0 ? 'num differ' : 'num'}>{value}</b>
              <span className="s13 muted">{t(`report.${key}`)}</span>
            </div>
          ))}
        </div>
        <p className="s12 muted" style={{ marginTop: 12 }}>
          {t(file.kind)} · {file.format} · {formatBytes(file.size)} · {t('library')} {file.library} · SHA-256 <span className="mono" title={file.sha256}>{shortDigest(file.sha256)}</span> · {file.uploadedBy} · {formatInstant(file.uploadedAt, language)}
        </p>
      </Panel>
    </>
  )
}

function Acts({ file }: { file: ExpertImport }) {
  const t = usePoolStrings()
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  const stale = () => [poolKeys.all, ['specialties']]
  const confirm = useWrite({ send: (importId: string, key) => api.post('/expert-imports/{importId}/confirmation', { path: { importId }, key }), stale, done: () => setAsking(false) })
  const discard = useWrite({ send: (importId: string, key) => api.post('/expert-imports/{importId}/discarding', { path: { importId }, key }), stale })
  return (
    <div className="stack no-print">
      <div className="row">
        {file.state === 'CHECKED' && (
          <>
            <Button type="primary" onClick={() => setAsking(true)}>
              {t('confirm')}
            </Button>
            <Button loading={discard.isPending} onClick={() => discard.mutate(file.id)}>
              {t('discard')}
            </Button>
          </>
        )}
        {file.state === 'REFUSED' && (
          <Button type="primary" icon={<Icon name="upload" small />} onClick={() => void navigate('/expert-imports/new')}>
            {t('again')}
          </Button>
        )}
        {file.state === 'CONFIRMED' && <Button onClick={() => void navigate('/experts')}>{t('toList')}</Button>}
      </div>
      {discard.error && <ProblemNotice error={discard.error} />}
      <ConfirmAct open={asking} title={t('confirmTitle')} happens={[t('confirm1', { created: file.created, changed: file.changed }), t('confirm2')]} act={t('confirm')} busy={confirm.isPending} error={confirm.error} onCancel={() => setAsking(false)} onConfirm={() => confirm.mutate(file.id)} />
    </div>
  )
}

export default function ImportPage() {
  const t = usePoolStrings()
  const { role } = useActing()
  const { importId = '' } = useParams()
  const file = useImport(importId)
  return (
    <>
      <PageHead title={file.data?.fileName ?? t('upload.title')} />
      <Loaded query={file} rows={8}>
        {(data) => (
          <div className="stack">
            <ImportSteps at={data.state === 'CONFIRMED' ? 2 : 1} />
            <Verdict file={data} />
            {role === 'expert_pool_operator' && <Acts file={data} />}
            <ProblemTable file={data} />
          </div>
        )}
      </Loaded>
    </>
  )
}

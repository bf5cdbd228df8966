import { Alert, Button, Form, Input, Progress, Select, Steps, Upload } from 'antd'
import { useCallback, useState } from 'react'
import { useNavigate } from 'react-router'
import type { ExpertImport, ExpertImportKind } from '../../api/types'
import { PageHead } from '../../shell/PageHead'
import { Icon } from '../../ui/Icon'
import { Panel } from '../../ui/Panel'
import { ProblemNotice } from '../../ui/ProblemNotice'
import './pool.css'
import { usePoolStrings } from './strings'
import { saveTemplate } from './templates'
import { useImportUpload } from './useImportUpload'

const kinds: ExpertImportKind[] = ['EXPERTS', 'AFFILIATIONS', 'SPECIALTIES']

/** Where an import is on its way from the file to the pool. */
export function ImportSteps({ at }: { at: 0 | 1 | 2 }) {
  const t = usePoolStrings()
  return <Steps className="no-print pool-steps" current={at} items={[{ title: t('upload.step1') }, { title: t('upload.step2') }, { title: t('upload.step3') }]} />
}

export default function NewImportPage() {
  const t = usePoolStrings()
  const navigate = useNavigate()
  const [kind, setKind] = useState<ExpertImportKind>('EXPERTS')
  const [library, setLibrary] = useState('LOCAL')
  const [source, setSource] = useState('')
  const done = useCallback((file: ExpertImport) => void navigate(`/expert-imports/${file.id}`, { replace: true }), [navigate])
  const { sending, start } = useImportUpload(done)
  const busy = sending !== undefined && sending.error === undefined
  const ready = kind !== 'SPECIALTIES' || source.trim() !== ''
  return (
    <>
      <PageHead title={t('upload.title')} />
      <ImportSteps at={0} />
      <Panel>
        <Form layout="vertical" className="pool-upload">
          <div className="form-grid">
            <Form.Item label={t('upload.kind')} htmlFor="import-kind">
              <Select id="import-kind" value={kind} onChange={setKind} disabled={busy} options={kinds.map((value) => ({ value, label: t(value) }))} />
            </Form.Item>
            {kind === 'EXPERTS' && (
              <Form.Item label={t('upload.library')} htmlFor="import-library">
                <Input id="import-library" value={library} maxLength={32} disabled={busy} onChange={(e) => setLibrary(e.target.value)} />
              </Form.Item>
            )}
            {kind === 'SPECIALTIES' && (
              <Form.Item label={t('upload.source')} htmlFor="import-source" required>
                <Input id="import-source" value={source} maxLength={200} disabled={busy} onChange={(e) => setSource(e.target.value)} />
              </Form.Item>
            )}
          </div>
          <Upload.Dragger
            accept=".csv,.xlsx"
            disabled={busy || !ready}
            showUploadList={false}
            beforeUpload={(file) => {
              start(file, { kind, library: kind === 'EXPERTS' ? library : undefined, source: source.trim() || undefined })
              return false
            }}
          >
            <p>
              <Icon name="upload" />　{t('upload.choose')}
            </p>
            <p className="s12 muted">{t('upload.hint')}</p>
          </Upload.Dragger>
          <div className="row" style={{ marginTop: 16 }}>
            <Button size="small" icon={<Icon name="download" small />} onClick={() => saveTemplate(kind)}>
              {t('upload.template')}
            </Button>
          </div>
          {busy && (
            <div aria-live="polite" style={{ marginTop: 16 }}>
              <Progress percent={sending.percent} status="active" aria-label={sending.name} />
              <Alert type="info" showIcon title={sending.percent === 100 ? t('upload.checking') : t('upload.sending', { percent: sending.percent })} />
            </div>
          )}
          {sending?.error && <ProblemNotice error={sending.error} />}
        </Form>
      </Panel>
    </>
  )
}

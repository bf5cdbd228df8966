import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Segmented, Select, Upload } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { apiUrl } from '../../api/client'
import { postFile } from '../../api/postFile'
import { PageHead } from '../../shell/PageHead'
import { Icon } from '../../ui/Icon'
import { Panel } from '../../ui/Panel'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { BankEntries } from './BankEntries'
import { HandEntry } from './HandEntry'
import { depositKeys } from './queries'
import { useDepositStrings } from './strings'
import type { BankImport } from './types'
import './deposit.css'

type Format = 'CAMT_053' | 'CAMT_054' | 'CSV'
const formats: { value: Format; label: string }[] = [
  { value: 'CAMT_053', label: 'ISO 20022 camt.053' },
  { value: 'CAMT_054', label: 'ISO 20022 camt.054' },
  { value: 'CSV', label: 'CSV' },
]

function ImportPanel() {
  const t = useDepositStrings()
  const client = useQueryClient()
  const [format, setFormat] = useState<Format>('CAMT_053')
  const [busy, setBusy] = useState(false)
  const [done, setDone] = useState<BankImport>()
  const [trouble, setTrouble] = useState<unknown>()
  const start = async (file: File) => {
    setBusy(true)
    setDone(undefined)
    setTrouble(undefined)
    try {
      setDone(await postFile<BankImport>(apiUrl('/deposits/bank-statements', {}, { name: file.name, format }), file))
      await client.invalidateQueries({ queryKey: depositKeys.bank })
    } catch (cause) {
      setTrouble(cause)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Panel title={t('bank.import')}>
      <div className="stack">
        <div className="row">
          <label htmlFor="bank-format">{t('bank.format')}</label>
          <Select id="bank-format" style={{ width: 240 }} value={format} options={formats} disabled={busy} onChange={setFormat} />
        </div>
        <Upload.Dragger
          accept={format === 'CSV' ? '.csv' : '.xml'}
          disabled={busy}
          showUploadList={false}
          beforeUpload={(file) => {
            void start(file)
            return false
          }}
        >
          <p>
            <Icon name="upload" />　{t('bank.drop')}
          </p>
          <p className="s12 muted">{t('bank.hint')}</p>
        </Upload.Dragger>
        <div aria-live="polite">
          {done && <Alert type="success" showIcon title={t('bank.done', { name: done.statement.name, open: done.open.length, duplicates: done.duplicates.length, passed: done.passedOver })} />}
          {trouble !== undefined && <ProblemNotice error={trouble} />}
        </div>
        <p className="s13 muted">{t('bank.secret')}</p>
      </div>
    </Panel>
  )
}

/** The trading centre's bank: files in, and the work list of what nobody could place. */
export default function BankPage() {
  const t = useDepositStrings()
  const [search, setSearch] = useSearchParams()
  const [entering, setEntering] = useState(false)
  const view = search.get('view') === 'SETTLED' ? 'SETTLED' : 'OPEN'
  return (
    <>
      <PageHead title={t('bank.title')} actions={<Button onClick={() => setEntering(true)}>{t('hand.open')}</Button>} />
      <div className="stack">
        <ImportPanel />
        <Panel
          flush
          title={t(view === 'OPEN' ? 'bank.open' : 'bank.settled')}
          actions={
            <Segmented
              value={view}
              onChange={(value) => setSearch(value === 'OPEN' ? {} : { view: value }, { replace: true })}
              options={[
                { value: 'OPEN', label: t('bank.open') },
                { value: 'SETTLED', label: t('bank.settled') },
              ]}
            />
          }
        >
          <BankEntries key={view} view={view} />
        </Panel>
      </div>
      {entering && <HandEntry onClose={() => setEntering(false)} />}
    </>
  )
}

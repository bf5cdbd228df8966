import { Button, Progress } from 'antd'
import { formatBytes, shortDigest } from '../../../ui/format'
import { Icon } from '../../../ui/Icon'
import { ProblemNotice } from '../../../ui/ProblemNotice'
import { sealedFile } from '../envelope/sealedFiles'
import type { SealedRecord } from '../envelope/store'
import { useDesk } from './strings'
import type { TransferState } from './useTransfers'

/** Offers the sealed file itself, from the disk it lies on. */
async function saveCopy(record: SealedRecord): Promise<void> {
  const file = await sealedFile(record.path)
  if (file === undefined) return
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = `${record.kind}-${record.sha256.slice(0, 8)}.envelope`
  link.click()
  // The browser still reads from it while it saves.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

interface RowProps {
  record: SealedRecord
  transfer: TransferState
  onStart: () => void
  onPause: () => void
}

function TransferRow({ record, transfer, onStart, onPause }: RowProps) {
  const t = useDesk()
  const kind = t(`kind.${record.kind}`)
  const { state, sent, error } = transfer
  const broken = state === 'running' && transfer.broken === true
  const percent = Math.floor((100 * sent) / record.size)
  return (
    <li className="desk-transfer">
      <div className="row between wrap">
        <span>
          <b>{kind}</b> <span className="mono muted" title={record.sha256}>
            {shortDigest(record.sha256)}
          </span>
        </span>
        <span className={`s13 ${state === 'done' ? 'agree' : state === 'failed' || state === 'gone' ? 'differ' : broken ? 'warm' : 'muted'}`} role="status">
          {state === 'done' && <Icon name="check" small />} {state === 'gone' ? t('upload.failed') : t(broken ? 'upload.broken' : `upload.${state}`)}　{formatBytes(sent)} / {formatBytes(record.size)}
        </span>
      </div>
      <Progress
        percent={percent}
        size="small"
        status={state === 'done' ? 'success' : state === 'failed' || state === 'gone' ? 'exception' : 'normal'}
        aria-label={t('upload.progressOf', { kind })}
      />
      {state === 'gone' && <p className="field-error">{t('upload.gone')}</p>}
      {state === 'failed' && error !== undefined && <ProblemNotice error={error} />}
      <div className="actions">
        {state === 'running' && (
          <Button size="small" aria-label={t('upload.pauseOf', { kind })} onClick={onPause}>
            {t('upload.pause')}
          </Button>
        )}
        {(state === 'paused' || state === 'failed') && (
          <Button size="small" type="primary" aria-label={t('upload.resumeOf', { kind })} onClick={onStart}>
            {t('upload.resume')}
          </Button>
        )}
        {state !== 'gone' && (
          <Button size="small" type="link" aria-label={t('upload.copyOf', { kind })} icon={<Icon name="download" small />} onClick={() => void saveCopy(record)}>
            {t('upload.copy')}
          </Button>
        )}
      </div>
    </li>
  )
}

export function TransferRows({ records, stateOf, start, pause }: { records: SealedRecord[]; stateOf: (record: SealedRecord) => TransferState; start: (record: SealedRecord) => Promise<void>; pause: (record: SealedRecord) => Promise<void> }) {
  return (
    <ul className="stack tight">
      {records.map((record) => (
        <TransferRow key={record.path} record={record} transfer={stateOf(record)} onStart={() => void start(record)} onPause={() => void pause(record)} />
      ))}
    </ul>
  )
}

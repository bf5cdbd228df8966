import { App, Button } from 'antd'
import { apiUrl } from '../../../api/client'
import type { BidSubmission, Project } from '../../../api/types'
import { useLanguage } from '../../../i18n'
import { formatBytes, formatInstant } from '../../../ui/format'
import { Icon } from '../../../ui/Icon'
import { Facts, Panel } from '../../../ui/Panel'
import { useUi } from '../../../ui/strings'
import type { SealedRecord } from '../envelope/store'
import { useDesk } from './strings'

type Envelope = BidSubmission['envelopes'][number]

function Digest({ label, value }: { label: string; value: string }) {
  const t = useDesk()
  const ui = useUi()
  const { message } = App.useApp()
  const copy = () => void navigator.clipboard.writeText(value).then(() => message.success(ui('copied')))
  return (
    <div className="desk-digest">
      <span className="s12 muted">{label}</span>
      <code className="mono">{value}</code>
      <button type="button" className="text-button no-print" aria-label={t('receipt.copyOf', { what: label })} onClick={copy}>
        {t('receipt.copy')}
      </button>
    </div>
  )
}

function EnvelopeLines({ envelope, record }: { envelope: Envelope; record: SealedRecord | undefined }) {
  const t = useDesk()
  const same = record?.sha256 === envelope.sha256
  return (
    <li className="desk-received">
      <div className="row between wrap">
        <h3>{t(`kind.${envelope.kind}`)}</h3>
        <span className="s13 muted">{formatBytes(envelope.size)}</span>
      </div>
      <Digest label={t('receipt.sha256')} value={envelope.sha256} />
      {record !== undefined && (
        <p className={same ? 's13 agree' : 's13 differ'} role={same ? undefined : 'alert'}>
          <Icon name={same ? 'check' : 'warning'} small /> {t(same ? 'receipt.matches' : 'receipt.differs')}
        </p>
      )}
      <details>
        <summary className="s13">
          {t('receipt.commit')} · {t('receipt.plain')} · {t('receipt.envelopeId')}
        </summary>
        <Digest label={t('receipt.commit')} value={envelope.commit} />
        <Digest label={t('receipt.plain')} value={envelope.plain} />
        <Digest label={t('receipt.envelopeId')} value={envelope.envelopeId} />
      </details>
    </li>
  )
}

/** Whether the script that sealed is one that the log names. */
function ScriptLine({ script }: { script: NonNullable<BidSubmission['script']> }) {
  const t = useDesk()
  const known = script.entryId !== undefined
  return (
    <div className="stack tight">
      <Digest label={t('receipt.script')} value={script.sha256} />
      <p className={known ? 's13 agree' : 's13 differ'} role={known ? undefined : 'alert'}>
        <Icon name={known ? 'check' : 'warning'} small /> {known ? t('receipt.scriptKnown', { entry: script.entryId! }) : t('receipt.scriptUnknown')}
      </p>
    </div>
  )
}

export function receiptUrl(projectId: string, submissionId: string): string {
  return apiUrl('/projects/{projectId}/submissions/{submissionId}/receipt', { projectId, submissionId })
}

/** What the server has received, for the bidder to keep and to compare. */
export function Receipt({ project, submission, records }: { project: Project; submission: BidSubmission; records: SealedRecord[] }) {
  const t = useDesk()
  const language = useLanguage()
  const milliseconds = /\.(\d{3})/.exec(submission.receivedAt)?.[1]
  return (
    <Panel
      title={t('receipt.title')}
      actions={
        <Button href={receiptUrl(project.id, submission.id)} icon={<Icon name="download" small />} className="no-print">
          {t('receipt.pdf')}
        </Button>
      }
    >
      <div className="stack">
        <p>{t('receipt.lead')}</p>
        <Facts
          items={[
            [
              t('receipt.at'),
              <time key="at" dateTime={submission.receivedAt} className="b">
                {formatInstant(submission.receivedAt, language, 'full')}
                {milliseconds && `.${milliseconds}`}
              </time>,
            ],
            [t('receipt.no'), t('receipt.nth', { n: submission.no })],
            [
              t('receipt.id'),
              <code key="id" className="mono">
                {submission.id}
              </code>,
            ],
          ]}
        />
        <ul className="stack tight">
          {submission.envelopes.map((envelope) => (
            <EnvelopeLines key={envelope.kind} envelope={envelope} record={records.find(({ kind, submissionId }) => kind === envelope.kind && submissionId === submission.id)} />
          ))}
        </ul>
        {submission.script !== undefined && <ScriptLine script={submission.script} />}
      </div>
    </Panel>
  )
}

/** Submissions that count no more, with their receipts. */
export function EarlierSubmissions({ project, submissions }: { project: Project; submissions: BidSubmission[] }) {
  const t = useDesk()
  const language = useLanguage()
  if (submissions.length === 0) return null
  return (
    <Panel title={t('receipt.before')}>
      <ul className="stack tight">
        {submissions.map((submission) => (
          <li key={submission.id} className="row wrap between">
            <span>
              {t('receipt.nth', { n: submission.no })}　{formatInstant(submission.receivedAt, language, 'full')}
              <span className="s13 muted">
                　{submission.withdrawnAt === undefined ? t('receipt.replaced') : t('receipt.ended', { at: formatInstant(submission.withdrawnAt, language, 'full') })}
              </span>
            </span>
            <a href={receiptUrl(project.id, submission.id)}>
              {t('receipt.pdf')}
              <span className="vh"> {t('receipt.nth', { n: submission.no })}</span>
            </a>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

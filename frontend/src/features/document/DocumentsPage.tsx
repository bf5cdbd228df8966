import { useQuery } from '@tanstack/react-query'
import { Button, Progress, Select, Upload } from 'antd'
import { useState } from 'react'
import { api, apiUrl } from '../../api/client'
import type { DocumentKind, Project, ProjectDocument } from '../../api/types'
import { useWrite } from '../../api/useWrite'
import { useTerms } from '../../i18n/terms'
import { ConfirmAct } from '../../ui/ConfirmAct'
import { formatBytes, shortDigest } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { Empty, Loaded } from '../../ui/Loaded'
import { Panel } from '../../ui/Panel'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { When } from '../../ui/When'
import { isOnSide, projectKeys, useThisProject } from '../tender/queries'
import { useDocumentStrings } from './strings'
import { useUpload, type Transfer } from './useUpload'

const kinds: DocumentKind[] = ['TENDER_NOTICE', 'TENDER_DOCUMENT', 'ADDENDUM', 'OPENING_RECORD', 'EVALUATION_REPORT', 'CONTRACT', 'OTHER']

export function useDocuments(projectId: string) {
  return useQuery({
    queryKey: [...projectKeys.one(projectId), 'documents'],
    queryFn: ({ signal }) => api.get('/projects/{projectId}/documents', { path: { projectId }, signal }),
  })
}

function TransferLine({ transfer, onRetry }: { transfer: Transfer; onRetry: () => void }) {
  const t = useDocumentStrings()
  const percent = transfer.file.size === 0 ? 100 : Math.floor((transfer.sent / transfer.file.size) * 100)
  return (
    <li className="stack tight">
      <div className="row between wrap">
        <b>{transfer.file.name}</b>
        <span className="s13 muted">
          {formatBytes(transfer.sent)} / {formatBytes(transfer.file.size)}
        </span>
      </div>
      <Progress percent={percent} status={transfer.error ? 'exception' : transfer.stored ? 'success' : 'active'} aria-label={`${t('uploading')} ${transfer.file.name}`} />
      {transfer.stored && <p className="s13 agree">{t('done', { digest: shortDigest(transfer.stored.sha256) })}</p>}
      {transfer.error && <ProblemNotice error={transfer.error} onRetry={onRetry} />}
      {!transfer.stored && !transfer.error && (
        <div>
          <Button size="small" onClick={transfer.cancel}>
            {t('cancel')}
          </Button>
        </div>
      )}
    </li>
  )
}

function Uploader({ project }: { project: Project }) {
  const t = useDocumentStrings()
  const terms = useTerms()
  const [kind, setKind] = useState<DocumentKind>(project.phase === 'DRAFT' ? 'TENDER_DOCUMENT' : 'OTHER')
  const { transfers, start } = useUpload(project.id)
  return (
    <Panel title={t('upload')}>
      <div className="stack">
        <div className="row wrap">
          <label htmlFor="document-kind">{t('kind')}</label>
          <Select id="document-kind" value={kind} onChange={setKind} style={{ width: 200 }} options={kinds.map((k) => ({ value: k, label: terms(`documentKind.${k}`) }))} />
        </div>
        <Upload.Dragger
          multiple
          showUploadList={false}
          beforeUpload={(file) => {
            start(file, kind)
            return false
          }}
        >
          <p>
            <Icon name="upload" />　{t('choose')}
          </p>
          <p className="s12 muted">{t('chooseHint')}</p>
        </Upload.Dragger>
        {transfers.length > 0 && (
          <ul className="stack" aria-live="polite">
            {transfers.map((x) => (
              <TransferLine key={x.key} transfer={x} onRetry={() => start(x.file, x.kind, x.key)} />
            ))}
          </ul>
        )}
      </div>
    </Panel>
  )
}

function RemoveDocument({ project, document, onClose }: { project: Project; document: ProjectDocument; onClose: () => void }) {
  const t = useDocumentStrings()
  const remove = useWrite({
    send: (documentId: string, key) => api.delete('/projects/{projectId}/documents/{documentId}', { path: { projectId: project.id, documentId }, key }),
    stale: () => [projectKeys.one(project.id)],
    done: onClose,
  })
  return (
    <ConfirmAct
      open
      title={t('removeTitle')}
      happens={[t('remove1', { name: document.name })]}
      act={t('remove')}
      busy={remove.isPending}
      error={remove.error}
      onCancel={onClose}
      onConfirm={() => remove.mutate(document.id)}
    />
  )
}

function DocumentTable({ project, items, onRemove }: { project: Project; items: ProjectDocument[]; onRemove?: (d: ProjectDocument) => void }) {
  const t = useDocumentStrings()
  const terms = useTerms()
  return (
    <div className="scroll-x">
      <table className="t">
        <thead>
          <tr>
            <th scope="col">{t('name')}</th>
            <th scope="col">{t('kind')}</th>
            <th scope="col">{t('type')}</th>
            <th scope="col" className="num">
              {t('size')}
            </th>
            <th scope="col">{t('digest')}</th>
            <th scope="col">{t('at')}</th>
            {onRemove && <th scope="col" />}
          </tr>
        </thead>
        <tbody>
          {items.map((d) => (
            <tr key={d.id}>
              <th scope="row">
                <a href={apiUrl('/projects/{projectId}/documents/{documentId}', { projectId: project.id, documentId: d.id })} download={d.name}>
                  {d.name}
                </a>
              </th>
              <td>{terms(`documentKind.${d.kind}`)}</td>
              <td className="s12 muted">{d.mediaType}</td>
              <td className="num">{formatBytes(d.size)}</td>
              <td>
                <span className="mono" title={`${t('copyDigest')} ${d.sha256}`}>
                  {shortDigest(d.sha256)}
                </span>
              </td>
              <td>
                <When at={d.uploadedAt} />
              </td>
              {onRemove && (
                <td className="num">
                  <Button size="small" type="link" onClick={() => onRemove(d)}>
                    {t('remove')}
                  </Button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

export default function DocumentsPage() {
  const t = useDocumentStrings()
  const project = useThisProject()
  const documents = useDocuments(project.id)
  const [removing, setRemoving] = useState<ProjectDocument>()
  const isAgent = isOnSide(project, 'tender_agent')
  return (
    <div className="stack">
      {isAgent && <Uploader project={project} />}
      <Loaded query={documents}>
        {({ items }) => (
          <Panel flush title={t('title')}>
            {items.length === 0 ? (
              <Empty title={t('empty')} text={t('emptyText')} />
            ) : (
              <DocumentTable project={project} items={items} onRemove={isAgent && project.phase === 'DRAFT' ? setRemoving : undefined} />
            )}
          </Panel>
        )}
      </Loaded>
      {removing && <RemoveDocument project={project} document={removing} onClose={() => setRemoving(undefined)} />}
    </div>
  )
}

import { Alert, Button, Input, Upload } from 'antd'
import { useState } from 'react'
import type { ApiError } from '../../api/problem'
import { ConfirmAct } from '../../ui/ConfirmAct'
import { Icon } from '../../ui/Icon'
import { useRule } from './strings'

export type JsonObject = Record<string, never>

interface LoadDocumentProps {
  title: string
  busy: boolean
  error: ApiError | null
  /** What loading means, where it is neither a rule set nor a calendar. */
  happens?: string[]
  onClose: () => void
  onLoad: (document: JsonObject) => void
}

/** The place in the document as people who write JSON name it, e.g. `policies[2].basis.titleZh`. */
function placeOf(pointer: string): string | undefined {
  const path = pointer.replace(/^#?\/(body\/)?/, '')
  return path === '' ? undefined : path.replace(/\/(\d+)(?=\/|$)/g, '[$1]').replaceAll('/', '.')
}

/** Takes a JSON document, pasted or from a file; the server's findings point into it. */
export function LoadDocument({ title, busy, error, happens, onClose, onLoad }: LoadDocumentProps) {
  const t = useRule()
  const [source, setSource] = useState('')
  let document: JsonObject | undefined
  let why: string | undefined
  try {
    const parsed: unknown = source.trim() === '' ? undefined : JSON.parse(source)
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) document = parsed as JsonObject
    else if (parsed !== undefined) why = t('load.notObject')
  } catch (cause) {
    why = cause instanceof Error ? cause.message : String(cause)
  }
  return (
    <ConfirmAct
      open
      title={title}
      happens={happens ?? [t('load.1'), t('load.2'), t('load.3')]}
      act={t('load.act')}
      busy={busy}
      error={error}
      fieldName={placeOf}
      disabled={document === undefined}
      onCancel={onClose}
      onConfirm={() => document && onLoad(document)}
    >
      <div className="stack tight">
        <label htmlFor="load-json">{t('load.json')}</label>
        <Input.TextArea id="load-json" className="mono" spellCheck={false} value={source} rows={6} onChange={(e) => setSource(e.target.value)} />
        <Upload
          accept="application/json,.json"
          showUploadList={false}
          beforeUpload={(file) => {
            void file.text().then(setSource)
            return false
          }}
        >
          <Button size="small" icon={<Icon name="upload" small />}>
            {t('load.file')}
          </Button>
        </Upload>
        {why && <Alert type="error" showIcon title={t('load.notJson', { why })} />}
      </div>
    </ConfirmAct>
  )
}

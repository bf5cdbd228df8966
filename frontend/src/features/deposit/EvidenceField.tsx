import { Button, Upload } from 'antd'
import { useState } from 'react'
import { apiUrl } from '../../api/client'
import { postFile } from '../../api/postFile'
import { ApiError } from '../../api/problem'
import { Icon } from '../../ui/Icon'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { useDepositStrings } from './strings'
import type { DepositEvidence } from './types'

export interface DepositPlace {
  projectId: string
  lotId: string
  depositId: string
}

async function digestOf(file: File): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Adds the file; its digest. One that is there already is referred to. */
async function add(place: DepositPlace, file: File): Promise<string> {
  try {
    return (await postFile<DepositEvidence>(apiUrl('/projects/{projectId}/lots/{lotId}/deposits/{depositId}/evidence', place, { name: file.name }), file)).sha256
  } catch (error) {
    if (error instanceof ApiError && error.problem.code === 'same-evidence') return digestOf(file)
    throw error
  }
}

/** The document to which a decision refers; stored when it is chosen. Its value is the digest. */
export function EvidenceField({ place, id, value, onChange }: { place: DepositPlace; id?: string; value?: string; onChange?: (sha256: string) => void }) {
  const t = useDepositStrings()
  const [name, setName] = useState('')
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const start = async (file: File) => {
    setBusy(true)
    setTrouble(undefined)
    try {
      onChange?.(await add(place, file))
      setName(file.name)
    } catch (error) {
      setTrouble(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="stack tight">
      <Upload
        id={id}
        showUploadList={false}
        disabled={busy}
        beforeUpload={(file) => {
          void start(file)
          return false
        }}
      >
        <Button loading={busy} icon={<Icon name="upload" small />}>
          {t(value ? 'evidence.other' : 'evidence.choose')}
        </Button>
      </Upload>
      {value && (
        <p className="s13 agree">
          <Icon name="check" small /> {name} <span className="mono muted">{value.slice(0, 16)}…</span>
        </p>
      )}
      {trouble !== undefined && <ProblemNotice error={trouble} />}
    </div>
  )
}

/** Where a document of evidence can be had. */
export function EvidenceLink({ place, sha256 }: { place: DepositPlace; sha256: string }) {
  const t = useDepositStrings()
  return (
    <a href={apiUrl('/projects/{projectId}/lots/{lotId}/deposits/{depositId}/evidence/{digest}', { ...place, digest: sha256 })} download title={sha256}>
      {t('evidence.file')}
    </a>
  )
}

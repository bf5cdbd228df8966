import { Button, Upload } from 'antd'
import { useState } from 'react'
import { shortDigest } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { usePoolStrings } from './strings'

async function sha256(file: File): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** A form field whose value is the SHA-256 of a chosen file; the file stays where it is. */
export function DocumentDigest({ value, onChange, id }: { value?: string; onChange?: (digest: string) => void; id?: string }) {
  const t = usePoolStrings()
  const [name, setName] = useState('')
  return (
    <div className="stack tight">
      <Upload
        showUploadList={false}
        beforeUpload={(file) => {
          void sha256(file).then((digest) => {
            setName(file.name)
            onChange?.(digest)
          })
          return false
        }}
      >
        <Button id={id} icon={<Icon name="doc" small />}>
          {t('documentChoose')}
        </Button>
      </Upload>
      {value && (
        <p className="s13 agree" aria-live="polite">
          {name} · SHA-256 <span className="mono">{shortDigest(value)}</span>
        </p>
      )}
    </div>
  )
}

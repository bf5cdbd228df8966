import { Button, Upload } from 'antd'
import { useState, type ReactNode } from 'react'
import { useLanguage } from '../../../i18n'
import { formatBytes, formatInstant } from '../../../ui/format'
import { Icon } from '../../../ui/Icon'
import { MOST_FILES, type EnvelopeKind } from '../envelope/format'
import { isFileName } from '../envelope/manifest'
import type { SealedRecord } from '../envelope/store'
import { useDesk } from './strings'

interface Props {
  kind: EnvelopeKind
  files: File[]
  onFiles: (files: File[]) => void
  /** What this browser has sealed for the kind, when it stands. */
  sealed: SealedRecord | undefined
  /** Whether other files are being chosen although an envelope is there. */
  anew: boolean
  onAnew: (anew: boolean) => void
  busy: boolean
  children?: ReactNode
}

/** Takes files into a list; what cannot stand in an envelope is left out and named. */
function taken(before: File[], added: File[]): { files: File[]; dup: string[]; bad: string[]; empty: string[] } {
  const names = new Set(before.map(({ name }) => name.normalize('NFC')))
  const [files, dup, bad, empty]: [File[], string[], string[], string[]] = [[...before], [], [], []]
  for (const file of added) {
    const name = file.name.normalize('NFC')
    if (names.has(name)) dup.push(name)
    else if (file.size === 0) empty.push(name)
    else if (!isFileName(name) || files.length >= MOST_FILES) bad.push(name)
    else files.push(file)
    names.add(name)
  }
  return { files, dup, bad, empty }
}

function Chosen({ files, withSummary, onRemove }: { withSummary?: boolean; files: { name: string; size: number }[]; onRemove?: (at: number) => void }) {
  const t = useDesk()
  return (
    <ul className="desk-files">
      {withSummary && (
        <li>
          <Icon name="list" small />
          <span className="grow">{t('summary.title')}</span>
        </li>
      )}
      {files.map(({ name, size }, at) => (
        <li key={name}>
          <Icon name="doc" small />
          <span className="grow name">{name}</span>
          <span className="s12 muted nowrap">{formatBytes(size)}</span>
          {onRemove && (
            <button type="button" className="desk-remove" aria-label={t('files.remove', { name })} onClick={() => onRemove(at)}>
              <Icon name="close" small />
            </button>
          )}
        </li>
      ))}
    </ul>
  )
}

/** One envelope while it is filled: its files, and what was sealed before. */
export function EnvelopeCard({ kind, files, onFiles, sealed, anew, onAnew, busy, children }: Props) {
  const t = useDesk()
  const language = useLanguage()
  const [left, setLeft] = useState<{ dup: string[]; bad: string[]; empty: string[] }>({ dup: [], bad: [], empty: [] })
  const add = (added: File[]) => {
    const { files: all, ...rest } = taken(files, added)
    setLeft(rest)
    onFiles(all)
  }
  const whole = files.reduce((sum, { size }) => sum + size, 0)
  const fixed = sealed !== undefined && !anew
  return (
    <section className="desk-envelope" aria-label={t(`kind.${kind}`)}>
      <div className="row between wrap">
        <h3>{t(`kind.${kind}`)}</h3>
        {fixed ? (
          <span className="s12 agree">
            <Icon name="lock" small /> {t('files.sealed', { at: formatInstant(sealed.sealedAt, language, 'full') })}
          </span>
        ) : (
          files.length > 0 && <span className="s12 muted">{t('files.total', { n: files.length, size: formatBytes(whole) })}</span>
        )}
      </div>
      {fixed ? (
        <>
          <Chosen files={sealed.files} withSummary={kind === 'price'} />
          <div>
            <Button size="small" disabled={busy} onClick={() => onAnew(true)}>
              {t('files.again')}
            </Button>
          </div>
        </>
      ) : (
        <>
          {children}
          <Upload.Dragger
            multiple
            disabled={busy}
            showUploadList={false}
            beforeUpload={(file, list) => {
              if (file === list[0]) add(list)
              return false
            }}
          >
            <span className="desk-drop">
              <Icon name="upload" />
              <span>
                <span className="vh">{t('files.dropOf', { kind: t(`kind.${kind}`) })}　</span>
                {t('files.drop')}
              </span>
              <span className="s12 muted">
                {t('files.hint')}
                {kind === 'price' && `　${t('files.optional')}`}
              </span>
            </span>
          </Upload.Dragger>
          {files.length > 0 && <Chosen files={files} onRemove={busy ? undefined : (at) => onFiles(files.filter((_, i) => i !== at))} />}
          {sealed !== undefined && (
            <div>
              <Button size="small" disabled={busy} onClick={() => onAnew(false)}>
                {t('files.keep')}
              </Button>
            </div>
          )}
        </>
      )}
      {!fixed && left.dup.length + left.bad.length + left.empty.length > 0 && (
        <p className="field-error" role="alert">
          {left.dup.length > 0 && t('files.dup', { names: left.dup.join('、') })} {left.bad.length > 0 && t('files.badName', { names: left.bad.join('、') })} {left.empty.length > 0 && t('files.empty', { names: left.empty.join('、') })}
        </p>
      )}
    </section>
  )
}

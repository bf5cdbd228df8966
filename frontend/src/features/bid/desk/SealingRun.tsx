import { Button, Progress } from 'antd'
import { formatBytes } from '../../../ui/format'
import { Icon } from '../../../ui/Icon'
import type { SealRun, SealTrouble } from './useSealing'
import { useDesk } from './strings'

const said = ['changed', 'unreadable', 'too-large', 'room', 'no-storage', 'manifest'] as const

/** How far one file is: half for its digest, half for its encryption. */
function percentOf({ files, progress }: SealRun, at: number): number {
  if (progress === undefined) return 0
  const half = files[at]!.size === 0 ? 1 : progress.done / files[at]!.size
  const done = at < progress.file ? 1 : at > progress.file ? 0 : half
  return Math.floor(100 * (progress.pass === 1 ? done / 2 : 0.5 + done / 2))
}

export function SealingRun({ run, onCancel }: { run: SealRun; onCancel: () => void }) {
  const t = useDesk()
  const { progress } = run
  const stateOf = (at: number) => {
    if (progress === undefined || (progress.pass === 1 && at > progress.file)) return t('seal.waiting')
    if (progress.pass === 2 && at < progress.file) return t('seal.done')
    return t(progress.pass === 1 ? 'seal.pass1' : 'seal.pass2')
  }
  return (
    <div className="stack tight">
      <p className="b" role="status">
        {t('seal.running', { kind: t(`kind.${run.kind}`) })}
      </p>
      <ul className="stack tight">
        {run.files.map((file, at) => (
          <li key={file.name}>
            <div className="row between">
              <span className="name">{file.name}</span>
              <span className="s12 muted nowrap">
                {formatBytes(file.size)}　{stateOf(at)}
              </span>
            </div>
            <Progress percent={percentOf(run, at)} size="small" aria-label={t('seal.progressOf', { name: file.name })} />
          </li>
        ))}
      </ul>
      <div>
        <Button onClick={onCancel}>{t('seal.cancel')}</Button>
      </div>
    </div>
  )
}

export function SealingTrouble({ trouble }: { trouble: SealTrouble }) {
  const t = useDesk()
  const known = said.find((reason) => reason === trouble.reason)
  return (
    <div className="trouble" role="alert">
      <Icon name="stop" />
      <div className="stack tight">
        <b>{t('trouble.title', { kind: t(`kind.${trouble.kind}`) })}</b>
        <p>{t(`trouble.${known ?? 'other'}`, { file: trouble.file ?? '' })}</p>
        {known === undefined && <p className="s12 muted">{trouble.detail}</p>}
      </div>
    </div>
  )
}

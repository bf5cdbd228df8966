import { useState } from 'react'
import { Icon } from './Icon'
import { useUi } from './strings'

interface FilePickProps {
  id: string
  /** What is asked for; says the same to a screen reader as to the eye. */
  label: string
  accept?: string
  onChoose: (file: File | undefined) => void
}

/** Chooses one file, in the words of the page and not of the browser. */
export function FilePick({ id, label, accept, onChoose }: FilePickProps) {
  const t = useUi()
  const [name, setName] = useState<string>()
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      <div className="file-pick">
        <input
          id={id}
          type="file"
          accept={accept}
          onChange={(event) => {
            const file = event.target.files?.[0]
            setName(file?.name)
            onChoose(file)
          }}
        />
        <span className="file-pick-act" aria-hidden="true">
          <Icon name="upload" small /> {t('file.choose')}
        </span>
        <span className={name === undefined ? 'faint s13' : 's13 name'}>{name ?? t('file.none')}</span>
      </div>
    </div>
  )
}

import { Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { ConfirmAct } from '../../../ui/ConfirmAct'
import { useDesk } from './strings'

interface Props {
  title: string
  happens: ReactNode[]
  act: string
  organisation: string
  busy: boolean
  error: unknown
  children?: ReactNode
  onCancel: () => void
  onConfirm: () => void
}

/** Asks for the full name of the bidder before what is done in its name. */
export function ConfirmByName({ organisation, children, onConfirm, ...rest }: Props) {
  const t = useDesk()
  const [name, setName] = useState('')
  return (
    <ConfirmAct open irrevocable={false} disabled={name.trim().normalize('NFKC') !== organisation.normalize('NFKC')} onConfirm={() => onConfirm()} {...rest}>
      {children}
      <div>
        <label htmlFor="bid-confirm-name">{t('submit.name')}</label>
        <Input id="bid-confirm-name" autoComplete="off" placeholder={organisation} value={name} onChange={(e) => setName(e.target.value)} />
      </div>
    </ConfirmAct>
  )
}

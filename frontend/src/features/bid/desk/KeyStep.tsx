import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Input } from 'antd'
import { useState } from 'react'
import { KeyFileRefused, LEAST_PASSWORD } from '../../../crypto/passwordBox'
import { FilePick } from '../../../ui/FilePick'
import { Fingerprint } from '../../../ui/Fingerprint'
import { Icon } from '../../../ui/Icon'
import { saveFile } from '../../draw/format'
import { fingerprintOf, keyFileName, makeBidKey, openBidKeyFile, parseBidKeyFile, type BidKeyFile } from '../envelope/bidKey'
import { keepBidKey, type KeptKey } from '../envelope/store'
import { deskKeys } from './queries'
import { useDesk } from './strings'

interface Props {
  tender: string
  creditCode: string
  /** Goes on with the key that this browser now keeps. */
  onKept?: (kept: KeptKey) => void
}

function saveKeyFile(file: BidKeyFile): void {
  saveFile(keyFileName(file), JSON.stringify(file, null, 1))
}

function useKeep({ tender, creditCode, onKept }: Props) {
  const client = useQueryClient()
  return async (kept: KeptKey) => {
    await keepBidKey(kept)
    await client.invalidateQueries({ queryKey: deskKeys.keys(tender, creditCode) })
    onKept?.(kept)
  }
}

/** Makes a key, downloads its file, and keeps it in this browser. */
export function MakeKey(props: Props) {
  const t = useDesk()
  const keep = useKeep(props)
  const { message } = App.useApp()
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState(false)
  const differs = again !== '' && again !== password
  const ready = password.length >= LEAST_PASSWORD && again === password
  const make = async () => {
    setBusy(true)
    setFailed(false)
    try {
      const { key, file } = await makeBidKey(props.tender, props.creditCode, password)
      saveKeyFile(file)
      await keep({ key, file, madeAt: Date.now() })
      void message.success(t('key.made'))
    } catch {
      setFailed(true)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      className="stack tight desk-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) void make()
      }}
    >
      <div>
        <label htmlFor="bid-password">{t('key.password', { n: LEAST_PASSWORD })}</label>
        <Input.Password id="bid-password" autoComplete="new-password" maxLength={200} value={password} onChange={(e) => setPassword(e.target.value)} />
      </div>
      <div>
        <label htmlFor="bid-password-again">{t('key.again')}</label>
        <Input.Password id="bid-password-again" autoComplete="new-password" maxLength={200} value={again} status={differs ? 'error' : undefined} onChange={(e) => setAgain(e.target.value)} />
        {differs && <p className="field-error">{t('key.differs')}</p>}
      </div>
      <div>
        <Button type="primary" htmlType="submit" loading={busy} disabled={!ready} icon={<Icon name="lock" small />}>
          {t('key.make')}
        </Button>
      </div>
      {failed && (
        <p className="field-error" role="alert">
          {t('key.refused.none')}
        </p>
      )}
    </form>
  )
}

/** Takes the key of a file into this browser. */
export function RestoreKey(props: Props) {
  const t = useDesk()
  const keep = useKeep(props)
  const { message } = App.useApp()
  const [file, setFile] = useState<BidKeyFile>()
  const [password, setPassword] = useState('')
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<KeyFileRefused['reason'] | 'none'>()
  const choose = async (chosen: File | undefined) => {
    setRefused(undefined)
    try {
      setFile(chosen && parseBidKeyFile(await chosen.text()))
    } catch {
      setFile(undefined)
      setRefused('form')
    }
  }
  const restore = async () => {
    setBusy(true)
    setRefused(undefined)
    try {
      const key = await openBidKeyFile(file!, password, props.tender, props.creditCode)
      await keep({ key, file: file!, madeAt: Date.now() })
      void message.success(t('key.restored'))
    } catch (error) {
      setRefused(error instanceof KeyFileRefused ? error.reason : 'none')
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      className="stack tight desk-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (file !== undefined && password !== '') void restore()
      }}
    >
      <FilePick id="bid-key-file" label={t('key.restoreFile')} accept=".json,application/json" onChoose={(chosen) => void choose(chosen)} />
      <div>
        <label htmlFor="bid-key-password">{t('key.restorePassword')}</label>
        <Input.Password id="bid-key-password" autoComplete="current-password" maxLength={200} value={password} onChange={(e) => setPassword(e.target.value)} />
      </div>
      <div>
        <Button htmlType="submit" loading={busy} disabled={file === undefined || password === ''}>
          {t('key.restore')}
        </Button>
      </div>
      {refused !== undefined && (
        <p className="field-error" role="alert">
          {t(`key.refused.${refused}`, { tender: props.tender })}
        </p>
      )}
    </form>
  )
}

/** The key that is here. */
export function KeyHere({ kept }: { kept: KeptKey }) {
  const t = useDesk()
  return (
    <div className="row wrap between">
      <div>
        <p className="agree b">
          <Icon name="check" small /> {t('key.here')}
        </p>
        <p className="s12 muted">{t('key.fingerprint')}</p>
        <Fingerprint hex={fingerprintOf(kept.key.key)} />
      </div>
      {kept.file !== undefined && (
        <Button icon={<Icon name="download" small />} onClick={() => saveKeyFile(kept.file!)}>
          {t('key.file')}
        </Button>
      )}
    </div>
  )
}

/** Makes the key of an organisation for a tender, or takes it from its file. */
export function NewKey(props: Props) {
  const t = useDesk()
  const [restoring, setRestoring] = useState(false)
  return (
    <div className="stack tight">
      <p>{t('key.lead')}</p>
      <ul className="bullets s13">
        <li>{t('key.1', { tender: props.tender })}</li>
        <li>{t('key.2')}</li>
        <li className="warm">{t('key.3')}</li>
      </ul>
      <MakeKey {...props} />
      <div>
        <button type="button" className="text-button" aria-expanded={restoring} onClick={() => setRestoring(!restoring)}>
          {t('key.have')}
        </button>
      </div>
      {restoring && <RestoreKey {...props} />}
    </div>
  )
}

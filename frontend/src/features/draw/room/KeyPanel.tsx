import { App, Button, Checkbox, Input, Modal } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { bytesToHex } from '@noble/hashes/utils.js'
import { useRef, useState } from 'react'
import { api } from '../../../api/client'
import { base64 } from '../../audit/verify/bytes'
import { Icon } from '../../../ui/Icon'
import { ProblemNotice } from '../../../ui/ProblemNotice'
import { saveFile } from '../format'
import { KeyFileRefused, LEAST_PASSWORD } from '../../../crypto/passwordBox'
import { isOf, openKeyFile, parseKeyFile, writeKeyFile, type KeyFile } from '../party/keyFile'
import { keyProof, makeKeys, makeKeysWithHalves } from '../party/keys'
import { keepContribution, keepKeys, keptContribution, type KeptKeys } from '../party/store'
import { fromBase64 } from '../../audit/verify/bytes'
import { useDrawWrite } from '../queries'
import { useDrawStrings, usePartyName, usePartyTrouble } from '../strings'
import type { DrawView } from '../view'

interface KeyProps {
  projectId: string
  view: DrawView
  party: string
}

function fileName({ tender, party, signingKey }: Pick<KeyFile, 'tender' | 'party' | 'signingKey'>): string {
  return `${tender}-${party}-${signingKey.slice(0, 8)}.draw-key.json`
}

/** The file as it is now, with every contribution that this browser keeps for the party. */
async function withContributions(file: KeyFile, view: DrawView): Promise<KeyFile> {
  const contributions = { ...file.contributions }
  for (const { drawId } of view.attempts) {
    const kept = await keptContribution(drawId, file.party)
    if (kept !== undefined) contributions[drawId] = base64(kept.sealed)
  }
  return { ...file, contributions }
}

/** Makes keys in this browser, registers their public halves, and offers the file under a password. */
export function MakeKeys({ projectId, view, party, open, onClose }: KeyProps & { open: boolean; onClose: () => void }) {
  const t = useDrawStrings()
  const name = usePartyName()
  const trouble = usePartyTrouble()
  const client = useQueryClient()
  const { message } = App.useApp()
  const [withFile, setWithFile] = useState(true)
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const rotates = view.keys.some((each) => each.party === party)
  const made = useRef<KeptKeys | undefined>(undefined)
  const register = useDrawWrite(
    projectId,
    async (_: string, key: string) => {
      // Made once: a repeat after a lost answer must register the same keys.
      made.current ??= await make()
      const { keys } = made.current
      const body = { signingKey: bytesToHex(keys.signingKey), sealingKey: bytesToHex(keys.sealingKey), proof: base64(await keyProof(keys)) }
      return api.put('/projects/{projectId}/draw/keys/{party}', { path: { projectId, party: party as never }, body, key })
    },
    () => {
      made.current = undefined
      setPassword('')
      setAgain('')
      void client.invalidateQueries({ queryKey: ['draw-keys'] })
      void message.success(t('keys.made'))
      onClose()
    },
  )
  const make = async (): Promise<KeptKeys> => {
    if (!withFile) {
      const keys = await makeKeys(view.tender, party)
      await keepKeys({ keys })
      return { keys }
    }
    const { keys, halves } = await makeKeysWithHalves(view.tender, party)
    const file = await writeKeyFile(keys, halves, password)
    await keepKeys({ keys, file })
    saveFile(fileName(file), JSON.stringify(file, null, 1))
    return { keys, file }
  }
  const short = withFile && password.length < LEAST_PASSWORD
  const differs = withFile && again !== '' && again !== password
  const ready = !withFile || (!short && again === password)
  return (
    <Modal
      open={open}
      title={t('keys.title', { party: name(party) })}
      width={640}
      okText={t('keys.make')}
      cancelText={t('cancel')}
      confirmLoading={register.isPending}
      okButtonProps={{ disabled: !ready }}
      onOk={() => register.mutate(party)}
      onCancel={onClose}
      mask={{ closable: false }}
      destroyOnHidden
    >
      <div className="stack">
        <ul className="bullets">
          <li>{t('keys.1')}</li>
          <li>{t('keys.2', { tender: view.tender })}</li>
          <li>{t('keys.3')}</li>
          {rotates && <li className="warm">{t('keys.rotates')}</li>}
        </ul>
        <Checkbox checked={withFile} onChange={(e) => setWithFile(e.target.checked)}>
          {t('keys.withFile')}
        </Checkbox>
        {withFile ? (
          <>
            <div>
              <label htmlFor="draw-password">{t('keys.password', { n: LEAST_PASSWORD })}</label>
              <Input.Password id="draw-password" autoComplete="new-password" value={password} maxLength={200} onChange={(e) => setPassword(e.target.value)} />
            </div>
            <div>
              <label htmlFor="draw-password-again">{t('keys.again')}</label>
              <Input.Password id="draw-password-again" autoComplete="new-password" value={again} maxLength={200} status={differs ? 'error' : undefined} onChange={(e) => setAgain(e.target.value)} />
              {differs && <p className="field-error">{t('keys.differs')}</p>}
            </div>
            <p className="s13 warm">
              <Icon name="warning" small /> {t('keys.loseFile')}
            </p>
          </>
        ) : (
          <p className="s13 warm" role="alert">
            <Icon name="warning" small /> {t('keys.noFile')}
          </p>
        )}
        {register.error && <ProblemNotice error={trouble(register.error)} />}
      </div>
    </Modal>
  )
}

/** Takes the keys of a file into this browser. */
function Restore({ view, party, open, onClose }: Omit<KeyProps, 'projectId'> & { open: boolean; onClose: () => void }) {
  const t = useDrawStrings()
  const client = useQueryClient()
  const { message } = App.useApp()
  const [file, setFile] = useState<KeyFile | undefined>()
  const [password, setPassword] = useState('')
  const [refused, setRefused] = useState<string | undefined>()
  const [busy, setBusy] = useState(false)
  const choose = async (chosen: File | undefined) => {
    setRefused(undefined)
    try {
      setFile(chosen && parseKeyFile(await chosen.text()))
    } catch (error) {
      setFile(undefined)
      setRefused(error instanceof KeyFileRefused ? error.reason : 'form')
    }
  }
  const restore = async () => {
    setBusy(true)
    try {
      const keys = await openKeyFile(file!, password, view.tender, party)
      await keepKeys({ keys, file: file! })
      for (const { drawId } of view.attempts) {
        const sealed = fromBase64(file!.contributions[drawId] ?? '-')
        const commit = view.current?.drawId === drawId ? view.current.parties.find((each) => each.party === party)?.commit : undefined
        if (sealed !== undefined && commit !== undefined && (await keptContribution(drawId, party)) === undefined) await keepContribution(drawId, party, { sealed, commit })
      }
      await client.invalidateQueries({ queryKey: ['draw-keys'] })
      void message.success(t('restore.done'))
      setPassword('')
      onClose()
    } catch (error) {
      setRefused(error instanceof KeyFileRefused ? error.reason : 'form')
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal open={open} title={t('restore.title')} okText={t('restore.act')} cancelText={t('cancel')} okButtonProps={{ disabled: file === undefined || password === '' }} confirmLoading={busy} onOk={() => void restore()} onCancel={onClose} destroyOnHidden>
      <div className="stack">
        <p>{t('restore.text')}</p>
        <label>
          <span className="vh">{t('restore.file')}</span>
          <input type="file" accept=".json,application/json" aria-label={t('restore.file')} onChange={(e) => void choose(e.target.files?.[0])} />
        </label>
        <div>
          <label htmlFor="restore-password">{t('restore.password')}</label>
          <Input.Password id="restore-password" autoComplete="current-password" value={password} onChange={(e) => setPassword(e.target.value)} onPressEnter={() => file !== undefined && void restore()} />
        </div>
        {refused !== undefined && (
          <p className="field-error" role="alert">
            {t(refused === 'password' ? 'restore.password.wrong' : refused === 'other' ? 'restore.other' : 'restore.form')}
          </p>
        )}
      </div>
    </Modal>
  )
}

/** Where this party's keys are: in this browser, in a file, or not here. */
export function KeyState({ projectId, view, party, kept }: KeyProps & { kept: KeptKeys | null | undefined }) {
  const t = useDrawStrings()
  const [dialog, setDialog] = useState<'make' | 'restore' | undefined>()
  const registered = view.keys.find((each) => each.party === party)
  if (registered === undefined || kept === undefined) return null
  const download = async (file: KeyFile) => {
    const whole = await withContributions(file, view)
    saveFile(fileName(whole), JSON.stringify(whole, null, 1))
  }
  return (
    <div className={`draw-keys ${kept === null ? 'lost' : ''}`}>
      <Icon name={kept === null ? 'warning' : 'lock'} small />
      <span className="grow">
        {kept === null ? t('key.notHere') : t('key.here')} <code className="mono">{registered.signingKey.slice(0, 16)}</code>
      </span>
      {kept === null ? (
        <>
          <Button size="small" type="primary" onClick={() => setDialog('restore')}>
            {t('restore.open')}
          </Button>
          <Button size="small" onClick={() => setDialog('make')}>
            {t('keys.new')}
          </Button>
        </>
      ) : kept.file !== undefined && isOf(kept.file, kept.keys) ? (
        <Button size="small" icon={<Icon name="download" small />} onClick={() => void download(kept.file!)}>
          {t('key.file')}
        </Button>
      ) : (
        <span className="s12 warm">{t('key.noFile')}</span>
      )}
      <MakeKeys projectId={projectId} view={view} party={party} open={dialog === 'make'} onClose={() => setDialog(undefined)} />
      <Restore view={view} party={party} open={dialog === 'restore'} onClose={() => setDialog(undefined)} />
    </div>
  )
}

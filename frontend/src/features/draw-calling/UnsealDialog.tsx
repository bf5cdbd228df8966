import { App, Input, Radio } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client'
import { useLanguage } from '../../i18n'
import { ConfirmAct } from '../../ui/ConfirmAct'
import { formatInstant } from '../../ui/format'
import { useBoardWrite, type Board, type OpenHalf } from './queries'
import { useCallingStrings } from './strings'
import { ownHalf } from './UnlockPanel'

type Purpose = 'SIGN_IN' | 'PUBLISH'

interface Unsealing {
  purpose: Purpose
  place: string
  persons: string[]
}

/** An officer gives the own half so that the roster opens, at the moment that the law permits. */
export function UnsealDialog({ projectId, board, openHalf, onClose }: { projectId: string; board: Board; openHalf?: OpenHalf | undefined; onClose: () => void }) {
  const t = useCallingStrings()
  const language = useLanguage()
  const { message } = App.useApp()
  const [purpose, setPurpose] = useState<Purpose>('SIGN_IN')
  const [place, setPlace] = useState('')
  const [present, setPresent] = useState('')
  const persons = present
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, 20)
  const unseal = useBoardWrite(
    projectId,
    async (input: Unsealing, key: string) => {
      const half = await ownHalf(board, openHalf, t('unlock.failed'))
      return api.post('/projects/{projectId}/draw/unseal', { path: { projectId }, body: { ...input, half }, key })
    },
    () => {
      void message.success(t('unseal.done'))
      onClose()
    },
  )
  const { unsealing } = board
  const given = purpose === 'SIGN_IN' ? unsealing.signInHalves : unsealing.publishHalves
  return (
    <ConfirmAct
      open
      title={t('unseal.title')}
      happens={[t('unseal.1'), t('unseal.2'), t('unseal.3')]}
      act={t('unseal.act')}
      busy={unseal.isPending}
      error={unseal.error}
      disabled={place.trim() === '' || persons.length === 0 || openHalf === undefined}
      onCancel={onClose}
      onConfirm={() => unseal.mutate({ purpose, place: place.trim(), persons })}
    >
      <Radio.Group className="calling-purposes" value={purpose} onChange={(e) => setPurpose(e.target.value as Purpose)}>
        <Radio value="SIGN_IN">
          {t('unseal.signIn')}
          <small>
            {t('unseal.signInText')}
            {unsealing.signInFrom !== undefined && ` · ${t('unseal.signInFrom', { at: formatInstant(unsealing.signInFrom, language) })}`}
          </small>
        </Radio>
        <Radio value="PUBLISH" disabled={!unsealing.mayPublish}>
          {t('unseal.publish')}
          <small>{unsealing.mayPublish ? t('unseal.publishText') : `${t('unseal.publishText')} · ${t('unseal.publishNotYet')}`}</small>
        </Radio>
      </Radio.Group>
      {given.length > 0 && <p className="s13 agree">{t('unseal.given', { parties: given.map((each) => t(each === 'platform' ? 'party.platform' : 'party.supervisor')).join('、') })}</p>}
      <div>
        <label htmlFor="unseal-place">{t('unseal.place')}</label>
        <Input id="unseal-place" value={place} maxLength={200} onChange={(e) => setPlace(e.target.value)} />
      </div>
      <div>
        <label htmlFor="unseal-persons">{t('unseal.persons')}</label>
        <Input.TextArea id="unseal-persons" rows={3} value={present} maxLength={1200} onChange={(e) => setPresent(e.target.value)} />
        <p className="s12 muted">{t('unseal.personsText')}</p>
      </div>
      {openHalf === undefined && <p className="s13 warm">{t('unlock.noKey')}</p>}
    </ConfirmAct>
  )
}

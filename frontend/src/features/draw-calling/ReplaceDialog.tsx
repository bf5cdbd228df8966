import { App, Radio, Select } from 'antd'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { useState } from 'react'
import { api } from '../../api/client'
import { useServerSecond } from '../../api/clock'
import { useLanguage } from '../../i18n'
import { ConfirmAct } from '../../ui/ConfirmAct'
import { formatInstant } from '../../ui/format'
import { isShown, isTooEarly } from './causes'
import { codeOf } from './code'
import { useBoardWrite, type Board, type LeaveReason } from './queries'
import { useCallingStrings } from './strings'

interface Leaving {
  pid: string
  reason: LeaveReason
  evidence?: string
}

/** A confirmed member leaves for a lawful cause; the document that shows it stays on this machine, its digest goes on record. */
export function ReplaceDialog({ projectId, board, onClose }: { projectId: string; board: Board; onClose: () => void }) {
  const t = useCallingStrings()
  const language = useLanguage()
  const second = useServerSecond()
  const { message } = App.useApp()
  const [pid, setPid] = useState<string | undefined>()
  const [reason, setReason] = useState<LeaveReason | undefined>()
  const [evidence, setEvidence] = useState<string | undefined>()
  const replace = useBoardWrite(
    projectId,
    (body: Leaving, key: string) => api.post('/projects/{projectId}/draw/replacements', { path: { projectId }, body, key }),
    () => {
      void message.success(t('replace.done'))
      onClose()
    },
  )
  const members = board.seats.filter(({ state }) => state === 'CONFIRMED')
  const seat = members.find((each) => each.pid === pid)
  const cause = board.leaving.find((each) => each.reason === reason)
  const ready = seat !== undefined && cause !== undefined && isShown(cause, evidence, second)
  return (
    <ConfirmAct
      open
      title={t('replace.title')}
      happens={[...(seat === undefined ? [] : [t('replace.1', { code: codeOf(seat.pid), n: seat.no })]), t('replace.2'), t('replace.3')]}
      act={t('replace.act')}
      busy={replace.isPending}
      error={replace.error}
      disabled={!ready}
      onCancel={onClose}
      onConfirm={() => ready && replace.mutate({ pid: seat.pid, reason: cause.reason, ...(evidence !== undefined && { evidence }) })}
    >
      <div>
        <label htmlFor="replace-seat">{t('replace.seat')}</label>
        <Select
          id="replace-seat"
          className="calling-wide"
          placeholder={t('replace.choose')}
          value={pid}
          onChange={setPid}
          options={members.map((each) => ({ value: each.pid, label: `${each.no} · ${codeOf(each.pid)} · ${each.stratum}` }))}
        />
      </div>
      <fieldset className="calling-fieldset">
        <legend>{t('replace.reason')}</legend>
        <Radio.Group
          value={reason}
          onChange={(e) => {
            setReason(e.target.value as LeaveReason)
            // A document shows one cause, not another.
            setEvidence(undefined)
          }}
          options={board.leaving.map((each) => ({
            value: each.reason,
            disabled: isTooEarly(each, second),
            label:
              each.from !== undefined && isTooEarly(each, second)
                ? t('replace.notBefore', { cause: t(`reason.${each.reason}`), at: formatInstant(each.from, language) })
                : t(`reason.${each.reason}`),
          }))}
        />
      </fieldset>
      {cause?.evidence === true && (
        <div key={cause.reason}>
          <label>
            {t('replace.evidence')}{' '}
            <input
              type="file"
              onChange={(e) => {
                const file = e.target.files?.[0]
                if (file === undefined) setEvidence(undefined)
                else void file.arrayBuffer().then((bytes) => setEvidence(bytesToHex(sha256(new Uint8Array(bytes)))))
              }}
            />
          </label>
          <p className="s12 muted">{t('replace.evidenceText')}</p>
          {evidence !== undefined && (
            <p className="s12">
              {t('replace.hash')} <code className="mono">{evidence}</code>
            </p>
          )}
          {evidence === undefined && <p className="s12 warm">{t('replace.evidenceNeeded')}</p>}
        </div>
      )}
    </ConfirmAct>
  )
}

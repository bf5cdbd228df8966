import { Button, Input, Radio } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client'
import { useServerSecond } from '../../../api/clock'
import type { FirstStageInput, OpeningHall } from '../../../api/types'
import { useLanguage } from '../../../i18n'
import { ConfirmAct } from '../../../ui/ConfirmAct'
import { formatInstant } from '../../../ui/format'
import { InstantPicker } from '../../../ui/InstantPicker'
import { useHallWrite, type Place } from './queries'
import { useHallStrings } from './strings'

/** Ends the first sitting: the prices stay sealed while the first stage is evaluated. */
export function Adjourn({ place }: { place: Place }) {
  const t = useHallStrings()
  const [asked, setAsked] = useState(false)
  const adjourn = useHallWrite(
    place,
    (_: string, key) => api.post('/projects/{projectId}/lots/{lotId}/opening/adjournment', { path: { ...place }, key }),
    () => setAsked(false),
  )
  return (
    <div className="stack tight">
      <p>{t('first.adjournLead')}</p>
      <div>
        <Button type="primary" onClick={() => setAsked(true)}>
          {t('first.adjourn')}
        </Button>
      </div>
      {asked && (
        <ConfirmAct
          open
          title={t('first.adjourn')}
          happens={[t('first.adjourn1'), t('first.adjourn2')]}
          act={t('first.adjourn')}
          busy={adjourn.isPending}
          error={adjourn.error}
          onCancel={() => {
            adjourn.reset()
            setAsked(false)
          }}
          onConfirm={() => adjourn.mutate('adjourn')}
        />
      )}
    </div>
  )
}

type Finding = { passed?: boolean; reason: string }

/** The outcome of the first stage as the committee reported it, and when the prices are opened. */
export function FirstStage({ place, hall }: { place: Place; hall: OpeningHall }) {
  const t = useHallStrings()
  const language = useLanguage()
  const second = useServerSecond()
  const [findings, setFindings] = useState<Record<string, Finding>>({})
  const [resumesAt, setResumesAt] = useState<string>()
  const [asked, setAsked] = useState(false)
  const due = hall.bids.filter(({ state }) => state === 'RECEIVED')
  const of = (bidId: string): Finding => findings[bidId] ?? { reason: '' }
  const set = (bidId: string, part: Partial<Finding>) => setFindings({ ...findings, [bidId]: { ...of(bidId), ...part } })
  const isLate = resumesAt !== undefined && Date.parse(resumesAt) <= second * 1000
  const complete =
    resumesAt !== undefined && !isLate && due.every(({ bidId }) => of(bidId).passed === true || (of(bidId).passed === false && of(bidId).reason.trim() !== ''))
  const lock = useHallWrite(
    place,
    (body: FirstStageInput, key) => api.post('/projects/{projectId}/lots/{lotId}/opening/first-stage', { path: { ...place }, body, key }),
    () => setAsked(false),
  )
  const failed = due.filter(({ bidId }) => of(bidId).passed === false)
  return (
    <div className="stack tight">
      <p>{t('first.lead')}</p>
      <ul className="stack tight">
        {due.map(({ bidId, no, bidderName }) => (
          <li key={bidId} className="hall-finding">
            <b>
              {no}　{bidderName}
            </b>
            <Radio.Group
              aria-label={t('first.of', { name: bidderName })}
              value={of(bidId).passed}
              options={[
                { value: true, label: t('first.passed') },
                { value: false, label: t('first.failed') },
              ]}
              onChange={(e) => set(bidId, { passed: e.target.value as boolean })}
            />
            {of(bidId).passed === false && (
              <Input.TextArea
                aria-label={t('first.reasonOf', { name: bidderName })}
                placeholder={t('first.reason')}
                rows={2}
                maxLength={1000}
                value={of(bidId).reason}
                onChange={(e) => set(bidId, { reason: e.target.value })}
              />
            )}
          </li>
        ))}
      </ul>
      <div className="desk-form">
        <label htmlFor="hall-resumes">{t('first.resumes')}</label>
        <InstantPicker id="hall-resumes" value={resumesAt} onChange={setResumesAt} />
        {isLate && <p className="field-error">{t('first.late')}</p>}
      </div>
      <div>
        <Button type="primary" disabled={!complete} onClick={() => setAsked(true)}>
          {t('first.lock')}
        </Button>
      </div>
      {asked && resumesAt !== undefined && (
        <ConfirmAct
          open
          title={t('first.lock')}
          happens={[
            t('first.lock1', { n: due.length - failed.length, at: formatInstant(resumesAt, language, 'full') }),
            ...failed.map(({ bidId, bidderName }) => t('first.lock2', { name: bidderName, reason: of(bidId).reason.trim() })),
            t('first.lock3'),
          ]}
          act={t('first.lock')}
          busy={lock.isPending}
          error={lock.error}
          onCancel={() => {
            lock.reset()
            setAsked(false)
          }}
          onConfirm={() =>
            lock.mutate({
              results: due.map(({ bidId }) => (of(bidId).passed === true ? { bidId, passed: true } : { bidId, passed: false, reason: of(bidId).reason.trim() })),
              resumesAt,
            })
          }
        />
      )}
    </div>
  )
}

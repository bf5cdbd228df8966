import { Button } from 'antd'
import { useState } from 'react'
import { useServerSecond } from '../../api/clock'
import type { Absence, Expert, Suspension } from '../../api/types'
import { shortDigest } from '../../ui/format'
import { Panel } from '../../ui/Panel'
import { Tag } from '../../ui/Tag'
import { When } from '../../ui/When'
import { AbsenceDialog, LiftDialog, RemoveAbsence, SuspendDialog } from './BarDialogs'
import { usePoolStrings } from './strings'

function SuspensionState({ suspension }: { suspension: Suspension }) {
  const t = usePoolStrings()
  const second = useServerSecond()
  if (suspension.liftedAt) return <Tag>{t('lifted')}</Tag>
  if (suspension.running)
    return (
      <Tag tone="red" icon="stop" strong>
        {t('running')}
      </Tag>
    )
  const begun = Date.parse(suspension.startsAt) <= second * 1000
  return <Tag>{t(begun ? 'over' : 'later')}</Tag>
}

function SuspensionRow({ suspension, onLift }: { suspension: Suspension; onLift?: () => void }) {
  const t = usePoolStrings()
  return (
    <li className="stack tight pool-bar">
      <div className="row wrap between">
        <span className="row wrap">
          <SuspensionState suspension={suspension} />
          <span className="s13">
            <When at={suspension.startsAt} /> – <When at={suspension.endsAt} fallback={t('endsAtHint')} />
          </span>
        </span>
        {onLift && !suspension.liftedAt && (
          <Button size="small" className="no-print" onClick={onLift}>
            {t('lift')}
          </Button>
        )}
      </div>
      <p>{suspension.reason}</p>
      <p className="s12 muted">
        {suspension.decidedBy} · {suspension.documentNo} · SHA-256 <span className="mono" title={suspension.documentSha256}>{shortDigest(suspension.documentSha256)}</span>
      </p>
      {suspension.liftedAt && (
        <p className="s13">
          {t('lifted')} <When at={suspension.liftedAt} /> · {suspension.liftedBy} · {suspension.liftedReason}
        </p>
      )}
    </li>
  )
}

/** What bars an expert for a time. The operator suspends and lifts; absences the expert may note too. */
export function BarsPanel({ expert, operates }: { expert: Expert; operates: boolean }) {
  const t = usePoolStrings()
  const [dialog, setDialog] = useState<'suspend' | 'absent'>()
  const [lifting, setLifting] = useState<Suspension>()
  const [removing, setRemoving] = useState<Absence>()
  const open = expert.state === 'ACTIVE'
  return (
    <Panel
      title={t('bars')}
      actions={
        open && (
          <span className="row no-print">
            <Button size="small" onClick={() => setDialog('absent')}>
              {t('absent')}
            </Button>
            {operates && (
              <Button size="small" danger onClick={() => setDialog('suspend')}>
                {t('suspend')}
              </Button>
            )}
          </span>
        )
      }
    >
      {expert.suspensions.length + expert.absences.length === 0 && <p className="muted">{t('bars.none')}</p>}
      <ul className="stack">
        {expert.suspensions.map((each) => (
          <SuspensionRow key={each.id} suspension={each} onLift={operates ? () => setLifting(each) : undefined} />
        ))}
        {expert.absences.map((each) => (
          <li key={each.id} className="row wrap between pool-bar">
            <span className="row wrap">
              <Tag tone="yellow" icon="clock">
                {t('UNAVAILABLE')}
              </Tag>
              <span className="s13">
                <When at={each.startsAt} /> – <When at={each.endsAt} /> {each.reason}
              </span>
            </span>
            {open && (
              <Button size="small" type="link" className="no-print" onClick={() => setRemoving(each)}>
                {t('absentRemove')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {dialog === 'suspend' && <SuspendDialog expert={expert} onClose={() => setDialog(undefined)} />}
      {dialog === 'absent' && <AbsenceDialog expert={expert} onClose={() => setDialog(undefined)} />}
      {lifting && <LiftDialog expert={expert} suspension={lifting} onClose={() => setLifting(undefined)} />}
      {removing && <RemoveAbsence expert={expert} absence={removing} onClose={() => setRemoving(undefined)} />}
    </Panel>
  )
}

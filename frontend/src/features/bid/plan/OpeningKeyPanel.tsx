import { useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client'
import type { OpeningHolder, OpeningPlan, Role } from '../../../api/types'
import { useWrite } from '../../../api/useWrite'
import { useLanguage } from '../../../i18n'
import { Fingerprint } from '../../../ui/Fingerprint'
import { formatInstant } from '../../../ui/format'
import { Icon } from '../../../ui/Icon'
import { Panel } from '../../../ui/Panel'
import { ProblemNotice } from '../../../ui/ProblemNotice'
import { deskKeys, useBidKeys } from '../desk/queries'
import { KeyHere, MakeKey, RestoreKey } from '../desk/KeyStep'
import { useDesk } from '../desk/strings'
import { fingerprintOf } from '../envelope/bidKey'
import type { KeptKey } from '../envelope/store'
import { usePlan } from './strings'

const holderOfRole: Partial<Record<Role, OpeningHolder>> = { tender_agent: 'agent', project_owner: 'owner', supervisor: 'supervisor', venue_operator: 'centre' }

/** Whom these roles stand for among the holders of the plan. */
export function holdersFor(plan: OpeningPlan, roles: Role[]): OpeningHolder[] {
  const mine = roles.map((role) => holderOfRole[role])
  return plan.remedy?.holders.map(({ holder }) => holder).filter((holder) => mine.includes(holder)) ?? []
}

interface Props {
  projectId: string
  tender: string
  plan: OpeningPlan
  holder: OpeningHolder
  creditCode: string | undefined
}

/** A holder makes its key in this browser, keeps its file, and registers the public half. */
export function OpeningKeyPanel({ projectId, tender, plan, holder, creditCode }: Props) {
  const t = usePlan()
  const desk = useDesk()
  return (
    <Panel title={t('key.title')} sub={desk(`holder.${holder}`)}>
      {creditCode === undefined ? (
        <Alert type="warning" showIcon title={t('key.noOrganisation')} />
      ) : (
        <HolderKey projectId={projectId} tender={tender} plan={plan} holder={holder} creditCode={creditCode} />
      )}
    </Panel>
  )
}

function HolderKey({ projectId, tender, plan, holder, creditCode }: Props & { creditCode: string }) {
  const t = usePlan()
  const language = useLanguage()
  const client = useQueryClient()
  const { message } = App.useApp()
  const [renewing, setRenewing] = useState(false)
  const keys = useBidKeys(tender, creditCode).data ?? []
  const registered = plan.remedy?.holders.find((each) => each.holder === holder)
  const here = keys.find(({ key }) => key.key === registered?.key)
  const register = useWrite({
    send: (key: string, idempotency) => api.post('/projects/{projectId}/opening-keys', { path: { projectId }, body: { holder, key }, key: idempotency }),
    done: (saved) => {
      client.setQueryData(deskKeys.plan(projectId), saved)
      setRenewing(false)
      void message.success(t('key.done'))
    },
  })
  const onKept = (kept: KeptKey) => register.mutate(kept.key.key)
  const make = (
    <>
      <ul className="bullets s13">
        <li>{t('key.1')}</li>
        <li>{t('key.2')}</li>
        <li>{t('key.3')}</li>
      </ul>
      <MakeKey tender={tender} creditCode={creditCode} onKept={onKept} />
    </>
  )
  return (
    <div className="stack">
      <p>{t('key.lead')}</p>
      {registered?.key !== undefined ? (
        <div className="stack tight">
          <p className="s13 muted">
            {t('key.fingerprint')}
            {registered.registeredAt && `　${t('key.registered', { at: formatInstant(registered.registeredAt, language, 'full') })}`}
          </p>
          {here !== undefined ? (
            <KeyHere kept={here} />
          ) : (
            <>
              <Fingerprint hex={fingerprintOf(registered.key)} />
              <p className="warm b">
                <Icon name="warning" small /> {t('key.notHere')}
              </p>
              <p className="s13">{t('key.notHereText')}</p>
              <RestoreKey tender={tender} creditCode={creditCode} />
              {!plan.fixed && <div>
                <button type="button" className="text-button" aria-expanded={renewing} onClick={() => setRenewing(!renewing)}>
                  {t('key.new')}
                </button>
              </div>}
              {renewing && !plan.fixed && (
                <>
                  <p className="s13 warm">{t('key.newText')}</p>
                  {make}
                </>
              )}
            </>
          )}
        </div>
      ) : plan.fixed ? (
        <Alert type="warning" showIcon title={t('key.tooLate')} />
      ) : keys[0] !== undefined ? (
        <div className="stack tight">
          <p>{t('key.registerLead')}</p>
          <Fingerprint hex={fingerprintOf(keys[0].key.key)} />
          <div>
            <Button type="primary" loading={register.isPending} onClick={() => onKept(keys[0]!)}>
              {t('key.register')}
            </Button>
          </div>
        </div>
      ) : (
        make
      )}
      {register.error && <ProblemNotice error={register.error} />}
    </div>
  )
}

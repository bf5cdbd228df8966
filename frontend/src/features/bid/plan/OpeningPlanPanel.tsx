import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Checkbox, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { api } from '../../../api/client'
import type { OpeningHolder, OpeningPlan, OpeningPlanInput, Project } from '../../../api/types'
import { useWrite } from '../../../api/useWrite'
import { useLanguage } from '../../../i18n'
import { Icon } from '../../../ui/Icon'
import { Empty, Loaded } from '../../../ui/Loaded'
import { Facts, Panel } from '../../../ui/Panel'
import { ProblemNotice } from '../../../ui/ProblemNotice'
import { isOnSide, useMembers } from '../../tender/queries'
import { deskKeys, useOpeningPlan } from '../desk/queries'
import { HolderKeys } from '../desk/RemedyPanel'
import { useDesk } from '../desk/strings'
import { envelopeKinds } from '../envelope/format'
import { usePlan } from './strings'
import '../desk/desk.css'

const holders: OpeningHolder[] = ['agent', 'owner', 'supervisor', 'centre']
const usual: OpeningPlanInput = { kinds: ['technical', 'price'], twoEnvelopes: false, decryptionMinutes: 60, confirmMinutes: 10, publicMayWatch: false, remedy: { k: 2, holders: ['agent', 'supervisor', 'centre'], minutes: 30 } }

function inputOf({ kinds, twoEnvelopes, decryptionMinutes, confirmMinutes, publicMayWatch, remedy }: OpeningPlan): OpeningPlanInput {
  return { kinds, twoEnvelopes, decryptionMinutes, confirmMinutes, publicMayWatch, ...(remedy && { remedy: { k: remedy.k, holders: remedy.holders.map(({ holder }) => holder), minutes: remedy.minutes } }) }
}

function PlanForm({ project, plan }: { project: Project; plan: OpeningPlan | null }) {
  const t = usePlan()
  const desk = useDesk()
  const client = useQueryClient()
  const { message } = App.useApp()
  const [input, setInput] = useState<OpeningPlanInput>(() => (plan === null ? usual : inputOf(plan)))
  const set = (part: Partial<OpeningPlanInput>) => setInput({ ...input, ...part })
  const save = useWrite({
    send: (body: OpeningPlanInput, key) => api.put('/projects/{projectId}/opening-plan', { path: { projectId: project.id }, version: plan?.version ?? 0, body, key }),
    done: (saved) => {
      client.setQueryData(deskKeys.plan(project.id), saved)
      void message.success(t('saved'))
    },
  })
  const { remedy } = input
  const mayBeTwo = input.kinds.length > 1 && input.kinds.includes('price')
  const two = mayBeTwo && input.twoEnvelopes === true
  const few = remedy !== undefined && remedy.holders.length < 2
  const setHolders = (chosen: OpeningHolder[]) => set({ remedy: { ...remedy!, k: Math.max(2, Math.min(remedy!.k, chosen.length)), holders: holders.filter((holder) => chosen.includes(holder)) } })
  return (
    <div className="stack">
      <fieldset className="desk-plain">
        <legend className="b">{t('kinds')}</legend>
        <p className="s13 muted">{t('kindsHint')}</p>
        <Checkbox.Group
          value={input.kinds}
          options={envelopeKinds.map((value) => ({ value, label: desk(`kind.${value}`) }))}
          onChange={(chosen) => set({ kinds: envelopeKinds.filter((kind) => chosen.includes(kind)) })}
        />
        {input.kinds.length === 0 && <p className="field-error">{t('kindsNeed')}</p>}
        {project.regime !== 'GOV_PROCUREMENT' && (
          <div>
            <Checkbox checked={two} disabled={!mayBeTwo} onChange={(e) => set({ twoEnvelopes: e.target.checked })}>
              {t('two')}
            </Checkbox>
            <p className="s13 muted">{t('twoHint')}</p>
          </div>
        )}
      </fieldset>
      <div className="desk-grid">
        <div>
          <label htmlFor="plan-decryption">{t('decryption')}</label>
          <InputNumber id="plan-decryption" min={5} max={240} precision={0} style={{ width: '100%' }} value={input.decryptionMinutes} onChange={(n) => set({ decryptionMinutes: n ?? 60 })} />
        </div>
        <div>
          <label htmlFor="plan-confirm">{t('confirm')}</label>
          <InputNumber id="plan-confirm" min={1} max={60} precision={0} style={{ width: '100%' }} value={input.confirmMinutes} onChange={(n) => set({ confirmMinutes: n ?? 10 })} />
        </div>
      </div>
      <div className="stack tight">
        <Checkbox checked={remedy !== undefined} onChange={(e) => setInput({ ...input, remedy: e.target.checked ? usual.remedy : undefined })}>
          {t('remedy')}
        </Checkbox>
        <p className="s13 muted">{t('remedyHint')}</p>
        {remedy && (
          <div className="desk-grid">
            <fieldset className="desk-plain">
              <legend>{t('holders')}</legend>
              <Checkbox.Group value={remedy.holders} options={holders.map((value) => ({ value, label: desk(`holder.${value}`) }))} onChange={setHolders} />
              {few && <p className="field-error">{t('kNeed')}</p>}
            </fieldset>
            <div>
              <label htmlFor="plan-k">{t('k')}</label>
              <Select
                id="plan-k"
                style={{ width: '100%' }}
                disabled={few}
                value={remedy.k}
                options={Array.from({ length: Math.max(1, remedy.holders.length - 1) }, (_, i) => ({ value: i + 2, label: t('kOf', { k: i + 2, n: remedy.holders.length }) }))}
                onChange={(k) => set({ remedy: { ...remedy, k } })}
              />
            </div>
            <div>
              <label htmlFor="plan-remedy">{t('remedyMinutes')}</label>
              <InputNumber id="plan-remedy" min={5} max={240} precision={0} style={{ width: '100%' }} value={remedy.minutes} onChange={(n) => set({ remedy: { ...remedy, minutes: n ?? 30 } })} />
            </div>
          </div>
        )}
      </div>
      <Checkbox checked={input.publicMayWatch} onChange={(e) => set({ publicMayWatch: e.target.checked })}>
        {t('watch')}
      </Checkbox>
      {save.error && <ProblemNotice error={save.error} />}
      <div className="actions">
        <Button type="primary" loading={save.isPending} disabled={input.kinds.length === 0 || few} onClick={() => save.mutate({ ...input, twoEnvelopes: two })}>
          {t('save')}
        </Button>
      </div>
    </div>
  )
}

function PlanFacts({ plan }: { plan: OpeningPlan }) {
  const t = usePlan()
  const desk = useDesk()
  const language = useLanguage()
  const list = (names: string[]) => names.join(language === 'zh' ? '、' : ', ')
  return (
    <Facts
      items={[
        [t('kinds'), list(plan.kinds.map((kind) => desk(`kind.${kind}`)))],
        [t('manner'), t(plan.twoEnvelopes ? 'two' : 'oneGo')],
        [t('decryption'), t('minutes', { n: plan.decryptionMinutes })],
        [t('confirm'), t('minutes', { n: plan.confirmMinutes })],
        [t('remedy'), plan.remedy ? t('remedyIn', { k: plan.remedy.k, n: plan.remedy.holders.length, minutes: plan.remedy.minutes }) : t('noRemedy')],
        [t('watch'), t(plan.publicMayWatch ? 'watchYes' : 'watchNo')],
      ]}
    />
  )
}

function HolderStates({ project, plan }: { project: Project; plan: OpeningPlan }) {
  const t = usePlan()
  const desk = useDesk()
  const language = useLanguage()
  const members = useMembers(project.id, isOnSide(project, 'tender_agent'))
  if (plan.remedy === undefined) return null
  const noCentre = project.phase === 'DRAFT' && plan.remedy.holders.some(({ holder }) => holder === 'centre') && members.data !== undefined && !members.data.items.some(({ role }) => role === 'venue_operator')
  const missing = plan.remedy.holders.filter(({ key }) => key === undefined).map(({ holder }) => desk(`holder.${holder}`))
  return (
    <div className="stack tight">
      <h3>{t('holders')}</h3>
      <p className="s13 muted">{t('needKeys')}</p>
      {noCentre && (
        <p className="warm">
          <Icon name="warning" small /> {t('noCentre')} <Link to={`/projects/${project.id}/members`} className="b">{t('toMembers')}</Link>
        </p>
      )}
      <HolderKeys remedy={plan.remedy} />
      <p className={missing.length === 0 ? 's13 agree' : 's13 warm'}>{missing.length === 0 ? t('allKeys') : t('missing', { holders: missing.join(language === 'zh' ? '、' : ', ') })}</p>
      {missing.length > 0 && <p className="s12 muted">{t('link', { url: `${location.origin}/opening-key/${project.id}` })}</p>}
    </div>
  )
}

/** How bids are sealed and opened: the agent says it in a draft, the others read it. */
export function OpeningPlanPanel({ project }: { project: Project }) {
  const t = usePlan()
  const plan = useOpeningPlan(project.id)
  const writes = project.phase === 'DRAFT' && isOnSide(project, 'tender_agent')
  return (
    <Loaded query={plan}>
      {(data) => (
        <Panel title={t('title')} sub={t('sub')} id="opening-plan">
          <div className="stack">
            {writes ? <PlanForm key={data?.version ?? 0} project={project} plan={data} /> : data === null ? <Empty icon="lock" title={t('none')} text={t('noneText')} /> : <PlanFacts plan={data} />}
            {data !== null && <HolderStates project={project} plan={data} />}
          </div>
        </Panel>
      )}
    </Loaded>
  )
}

import { Facts, Panel } from '../../../ui/Panel'
import { Tag } from '../../../ui/Tag'
import { When } from '../../../ui/When'
import { VerdictList } from '../../../ui/VerdictList'
import { useDrawStrings } from '../strings'
import type { DrawRequest } from '../view'

/** What is asked of the draw: how many, of what, where. */
export function PlanSummary({ request }: { request: DrawRequest }) {
  const t = useDrawStrings()
  const { plan } = request
  if (plan === undefined) return <p className="muted s13">{t('plan.none')}</p>
  const tone = request.state === 'APPROVED' ? 'ok' : request.state === 'RETURNED' ? 'orange' : 'plain'
  return (
    <Panel title={t('plan.title')} actions={<Tag tone={tone}>{t(`request.${request.state}`)}</Tag>}>
      <div className="stack">
        <Facts
          wide
          items={[
            [t('plan.size'), t('plan.sizeValue', { n: plan.size ?? '—', owners: plan.ownerRepresentatives ?? 0 })],
            [t('plan.at'), <When key="at" at={plan.evaluationAt} />],
            [t('plan.needs'), (plan.needs ?? []).map((need) => `${need.id} × ${need.seats}`).join('　') || '—'],
            [t('plan.venues'), (plan.venues ?? []).map((venue) => `${venue.name}（${venue.quota}）`).join('　') || '—'],
            [t('plan.cap'), t('plan.capValue', { n: plan.maxPerEmployer ?? '—' })],
          ]}
        />
        {(plan.widenings ?? []).length > 0 && (
          <ol className="s13">
            {plan.widenings!.map((each) => (
              <li key={each.step}>{t('plan.widened', { step: each.step, need: each.need, added: each.added.join('、'), reason: each.reason })}</li>
            ))}
          </ol>
        )}
        {request.returnedReason !== undefined && <p className="warm">{t('plan.returned', { reason: request.returnedReason })}</p>}
        <VerdictList verdicts={request.verdicts} />
      </div>
    </Panel>
  )
}

import { App, Button } from 'antd'
import { useMemo, useState } from 'react'
import { api } from '../../../api/client'
import type { OpeningHall, OpeningHolder, Organisation, Project } from '../../../api/types'
import { Icon } from '../../../ui/Icon'
import { Panel } from '../../../ui/Panel'
import { ProblemNotice } from '../../../ui/ProblemNotice'
import { RestoreKey } from '../../bid/desk/KeyStep'
import { useBidKeys } from '../../bid/desk/queries'
import { useDesk } from '../../bid/desk/strings'
import { EnvelopeRefused, type EnvelopeKind } from '../../bid/envelope/format'
import { hasAll, holderKeysOf, sharesOf } from './keys'
import { useHallWrite, type Place } from './queries'
import { useHallStrings } from './strings'

interface Given {
  bidId: string
  shares: { kind: EnvelopeKind; key: string }[]
}

interface Props {
  project: Project
  hall: OpeningHall
  holder: OpeningHolder
  organisation: Organisation
}

/** A holder opens its shares of the bids that stayed closed; the private key stays on this computer. */
export function HolderPanel({ project, hall, holder, organisation }: Props) {
  const t = useHallStrings()
  const desk = useDesk()
  const { message } = App.useApp()
  const place: Place = { projectId: project.id, lotId: hall.lotId }
  const keys = useBidKeys(project.code, organisation.creditCode).data ?? []
  const [failed, setFailed] = useState<string>()
  const waiting = useMemo(
    () => hall.toShare.filter(({ bidId }) => !hall.bids.some((bid) => bid.bidId === bidId && bid.shares.includes(holder))),
    [hall.toShare, hall.bids, holder],
  )
  const give = useHallWrite(place, ({ bidId, shares }: Given, key) =>
    api.post('/projects/{projectId}/lots/{lotId}/opening/bids/{bidId}/shares', { path: { ...place, bidId }, body: { holder, shares }, key }),
  )
  if (hall.stage !== 'SETTLING' || hall.remedy === undefined || hall.toShare.length === 0) return null
  const here = hasAll(keys, waiting.flatMap(({ headers }) => holderKeysOf(headers, holder)))
  const giveAll = async () => {
    setFailed(undefined)
    for (const { bidId, headers } of waiting) {
      try {
        const shares = await sharesOf(headers, holder, keys)
        await give.mutateAsync({ bidId, shares })
      } catch (error) {
        if (error instanceof EnvelopeRefused) setFailed(error.reason)
        return
      }
    }
    void message.success(t('holder.done'))
  }
  return (
    <Panel title={t('holder.title')} sub={desk(`holder.${holder}`)}>
      <div className="stack tight">
        <p>{t('holder.lead', { n: hall.toShare.length, k: hall.remedy.k })}</p>
        <ul className="bullets s13">
          <li>{t('holder.1')}</li>
          <li>{t('holder.2', { k: hall.remedy.k })}</li>
        </ul>
        {waiting.length === 0 ? (
          <p className="agree b">
            <Icon name="check" small /> {t('holder.done')}
          </p>
        ) : here ? (
          <div>
            <Button type="primary" size="large" loading={give.isPending} onClick={() => void giveAll()}>
              {t('holder.act', { n: waiting.length })}
            </Button>
          </div>
        ) : (
          <>
            <p className="warm">
              <Icon name="warning" small /> {t('holder.noKey')}
            </p>
            <RestoreKey tender={project.code} creditCode={organisation.creditCode} />
          </>
        )}
        {failed !== undefined && (
          <p className="differ" role="alert">
            {t('holder.failed', { code: failed })}
          </p>
        )}
        {give.error && <ProblemNotice error={give.error} />}
      </div>
    </Panel>
  )
}

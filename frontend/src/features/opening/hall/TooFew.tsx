import { Button } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client'
import type { Opening, OpeningInput, Project } from '../../../api/types'
import { useWrite } from '../../../api/useWrite'
import { ConfirmAct } from '../../../ui/ConfirmAct'
import { Panel } from '../../../ui/Panel'
import { VerdictList } from '../../../ui/VerdictList'
import { projectKeys } from '../../tender/queries'
import { useOpeningStrings } from '../strings'
import { useHallStrings } from './strings'

/** What the rule says against an opening with fewer bids than it asks for (T09); nothing where there are enough. */
export function tooFew(opening: Opening | null | undefined): Opening['verdicts'] {
  return opening?.verdicts.filter(({ ruleId, outcome }) => ruleId === 'T09' && outcome === 'BLOCKED') ?? []
}

/** Too few bids came: nothing is opened, and the host declares the lot failed. */
export function TooFew({ project, opening, isHost }: { project: Project; opening: Opening; isHost: boolean }) {
  const t = useHallStrings()
  const words = useOpeningStrings()
  const [asked, setAsked] = useState(false)
  const path = { projectId: project.id, lotId: opening.lotId }
  const fail = useWrite({
    send: (body: OpeningInput, key) => api.post('/projects/{projectId}/lots/{lotId}/failure', { path, body, key }),
    stale: () => [projectKeys.one(project.id), projectKeys.list],
    done: () => setAsked(false),
  })
  return (
    <Panel title={t('few.title')}>
      <div className="stack tight">
        <VerdictList verdicts={tooFew(opening)} />
        <p>{t('few.sealed')}</p>
        {isHost ? (
          <div>
            <Button type="primary" danger onClick={() => setAsked(true)}>
              {words('received.fail')}
            </Button>
          </div>
        ) : (
          <p className="muted">{t('few.host')}</p>
        )}
      </div>
      {asked && (
        <ConfirmAct
          open
          title={words('fail.title')}
          happens={[t('few.1'), words('fail.2')]}
          act={words('received.fail')}
          busy={fail.isPending}
          error={fail.error}
          onCancel={() => {
            fail.reset()
            setAsked(false)
          }}
          onConfirm={() => fail.mutate({ received: [] })}
        />
      )}
    </Panel>
  )
}

import { App, Button } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client'
import type { Acknowledgement, Opening, Project } from '../../api/types'
import { useWrite } from '../../api/useWrite'
import { ConfirmAct } from '../../ui/ConfirmAct'
import { Icon } from '../../ui/Icon'
import { Panel } from '../../ui/Panel'
import { Tag } from '../../ui/Tag'
import { VerdictList } from '../../ui/VerdictList'
import { projectKeys } from '../tender/queries'
import { undrawnOf } from './drawn'
import { useOpeningStrings } from './strings'

export function EndPanel({ project, opening, onSaved }: { project: Project; opening: Opening; onSaved: (opening: Opening) => void }) {
  const t = useOpeningStrings()
  const { message } = App.useApp()
  const [asked, setAsked] = useState(false)
  const shown = opening.verdicts.filter((v) => v.outcome === 'BLOCKED' || v.outcome === 'WARNING')
  const undrawn = undrawnOf(opening)
  const blocked = undrawn.length > 0 || shown.some((v) => v.outcome === 'BLOCKED')
  const end = useWrite({
    send: (acknowledgements: Acknowledgement[], key) =>
      api.post('/projects/{projectId}/lots/{lotId}/opening/end', { path: { projectId: project.id, lotId: opening.lotId }, body: { acknowledgements }, key }),
    stale: () => [projectKeys.one(project.id), projectKeys.list],
    done: (answer) => {
      setAsked(false)
      void message.success(t('end.done'))
      onSaved(answer)
    },
  })
  return (
    <Panel
      title={t('end.title')}
      sub={
        <Tag tone={blocked ? 'warm' : 'ok'} icon={blocked ? 'lock' : 'check'} strong>
          {t(blocked ? 'end.held' : 'end.ready')}
        </Tag>
      }
    >
      {undrawn.length > 0 && <p>{t('end.undrawn', { names: undrawn.join('、') })}</p>}
      <VerdictList verdicts={shown} />
      <Button type={blocked ? 'default' : 'primary'} className={blocked ? 'held-button' : ''} icon={blocked ? <Icon name="lock" small /> : undefined} onClick={() => setAsked(true)}>
        {t('end.open')}
      </Button>
      <ConfirmAct
        open={asked}
        title={t('end.title')}
        happens={[t('end.1'), t('end.2')]}
        verdicts={opening.verdicts}
        act={t('end.open')}
        busy={end.isPending}
        error={end.error}
        onCancel={() => {
          end.reset()
          setAsked(false)
        }}
        onConfirm={(acknowledgements) => end.mutate(acknowledgements)}
      />
    </Panel>
  )
}

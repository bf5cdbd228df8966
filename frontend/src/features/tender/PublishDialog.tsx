import { App } from 'antd'
import { api } from '../../api/client'
import type { Acknowledgement, Project, Verdict } from '../../api/types'
import { useWrite } from '../../api/useWrite'
import { ConfirmAct } from '../../ui/ConfirmAct'
import { projectKeys } from './queries'
import { useTender } from './strings'

export function PublishDialog({ project, verdicts, open, onClose }: { project: Project; verdicts: Verdict[]; open: boolean; onClose: () => void }) {
  const t = useTender()
  const { message } = App.useApp()
  const publish = useWrite({
    send: (acknowledgements: Acknowledgement[], key) =>
      api.post('/projects/{projectId}/publication', {
        path: { projectId: project.id },
        version: project.version,
        body: { acknowledgements },
        key,
      }),
    stale: () => [projectKeys.one(project.id), projectKeys.list],
    done: () => {
      void message.success(t('publish.done'))
      onClose()
    },
  })
  return (
    <ConfirmAct
      open={open}
      title={t('publish.title')}
      happens={[t('publish.1'), t('publish.2'), t('publish.3'), t('publish.4')]}
      verdicts={verdicts}
      act={t('publish.act')}
      busy={publish.isPending}
      error={publish.error}
      onCancel={() => {
        publish.reset()
        onClose()
      }}
      onConfirm={(acknowledgements) => publish.mutate(acknowledgements)}
    />
  )
}

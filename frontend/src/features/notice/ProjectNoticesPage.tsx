import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client'
import { Empty, Loaded } from '../../ui/Loaded'
import { Panel } from '../../ui/Panel'
import { projectKeys, useThisProject } from '../tender/queries'
import { NoticeList } from './NoticeList'
import { useNotice } from './strings'

export default function ProjectNoticesPage() {
  const t = useNotice()
  const project = useThisProject()
  const notices = useQuery({
    queryKey: [...projectKeys.one(project.id), 'notices'],
    queryFn: ({ signal }) => api.get('/projects/{projectId}/notices', { path: { projectId: project.id }, signal }),
  })
  return (
    <Loaded query={notices}>
      {({ items }) => (
        <Panel flush title={t('title')} sub={t('newest')}>
          {items.length === 0 ? <Empty title={t('projectEmpty')} text={t('projectEmptyText')} /> : <NoticeList items={items} />}
        </Panel>
      )}
    </Loaded>
  )
}

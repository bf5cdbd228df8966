import { useThisProject } from '../tender/queries'
import { DrawRoom } from './room/DrawRoom'

/** The draw within the pages of its project. */
export default function ProjectDrawPage() {
  const project = useThisProject()
  return <DrawRoom projectId={project.id} />
}

import { useParams } from 'react-router'
import { PageHead } from '../../shell/PageHead'
import { useTitle } from '../../shell/ServerTime'
import { DrawRoom } from './room/DrawRoom'
import { useDrawStrings } from './strings'

/** The draw by itself: for the platform officer and the outside holder, to whom the project is closed. */
export default function DrawRoomPage() {
  const t = useDrawStrings()
  const { projectId = '' } = useParams()
  useTitle(t('room.title'))
  return (
    <>
      <PageHead title={t('room.title')} />
      <DrawRoom projectId={projectId} />
    </>
  )
}

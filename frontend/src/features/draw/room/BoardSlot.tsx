import { Empty } from '../../../ui/Loaded'
import { Panel } from '../../../ui/Panel'
import { useDrawStrings } from '../strings'

/** Where the board of calls stands once the names may be called. */
export function BoardSlot() {
  const t = useDrawStrings()
  return (
    <Panel title={t('board.title')}>
      <Empty icon="people" title={t('board.empty')} text={t('board.text')} />
    </Panel>
  )
}

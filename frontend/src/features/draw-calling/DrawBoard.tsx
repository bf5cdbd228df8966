import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { usePick } from '../../i18n'
import { useActing } from '../../shell/roles'
import { Icon } from '../../ui/Icon'
import { Empty, Loaded } from '../../ui/Loaded'
import { Panel } from '../../ui/Panel'
import { When } from '../../ui/When'
import { useBoard, type Board, type OpenHalf } from './queries'
import { ReplaceDialog } from './ReplaceDialog'
import { SeatRows } from './SeatRows'
import { useCallingStrings } from './strings'
import { UnlockPanel } from './UnlockPanel'
import { UnsealDialog } from './UnsealDialog'
import './calling.css'

interface BoardProps {
  projectId: string
  /**
   * Opens the sealed half of the caller's party with the key that this browser keeps. Absent where the browser has no key of
   * the party: the board then says how to get it.
   */
  openHalf?: OpenHalf | undefined
}

/** What the two officers hold is needed to go on, or the list is exhausted: said above the seats. */
function Notices({ projectId, board, openHalf }: BoardProps & { board: Board }) {
  const t = useCallingStrings()
  const pick = usePick()
  return (
    <>
      {board.state === 'LOCKED' && <UnlockPanel projectId={projectId} board={board} openHalf={openHalf} />}
      {board.shortage !== undefined && (
        <div className="calling-note warn" role="status">
          <h3>
            <Icon name="warning" small /> {t('short.title', { strata: board.shortage.strata.join('、') })}
          </h3>
          <p className="s13">{pick(board.shortage.what.zh, board.shortage.what.en)}</p>
          <p className="s12 muted">
            {t('short.rule')} {board.shortage.rule} · {board.shortage.article}
          </p>
        </div>
      )}
    </>
  )
}

/** How the roster stands: to be sealed, sealed, or open, and what may be done with it. */
function Seal({ projectId, board, openHalf }: BoardProps & { board: Board }) {
  const t = useCallingStrings()
  const { role } = useActing()
  const [unsealing, setUnsealing] = useState(false)
  const left = board.seats.length - board.confirmed
  const unseal = board.unsealing
  const isSealed = board.state === 'SEALED'
  const readable = unseal.open || (unseal.openToSignIn && (role === 'venue_operator' || role === 'supervisor'))
  return (
    <div className="calling-seal">
      <div className="calling-seal-line s13">
        <span>
          <Icon name="lock" small /> {t('board.autoSeal')}
        </span>
        {unseal.signInFrom !== undefined && (
          <span className="muted">
            {t('board.unsealAt')} <When at={unseal.signInFrom} style="shortTime" />
          </span>
        )}
      </div>
      <div className={`calling-seal-box ${isSealed ? 'sealed' : board.state === 'OPEN' ? 'open' : ''}`} role="status">
        <Icon name={board.state === 'OPEN' ? 'eye' : 'lock'} small />{' '}
        {board.state === 'OPEN' ? t('board.open') : isSealed ? t('board.sealed') : board.state === 'CLOSED' ? t('board.closed') : t('board.more', { n: left })}
      </div>
      {isSealed && <p className="s12 muted">{t('board.sealedText')}</p>}
      <div className="calling-acts no-print">
        {readable && (
          <Link className="calling-link" to={`/draw-room/${projectId}/roster`}>
            {t('roster.link')} <Icon name="right" small />
          </Link>
        )}
        {isSealed && board.officer !== undefined && (
          <Button size="small" onClick={() => setUnsealing(true)}>
            {t('unseal.act')}
          </Button>
        )}
      </div>
      {unsealing && <UnsealDialog projectId={projectId} board={board} openHalf={openHalf} onClose={() => setUnsealing(false)} />}
    </div>
  )
}

function Confirmations({ projectId, board, openHalf }: BoardProps & { board: Board }) {
  const t = useCallingStrings()
  const [replacing, setReplacing] = useState(false)
  const of = board.seats.length
  const mayReplace = board.leaving.length > 0 && board.confirmed > 0
  const channels = [...new Set(board.seats.flatMap(({ call }) => call?.tries ?? []).map(({ channel }) => channel))]
  return (
    <Panel
      flush
      title={t('board.title')}
      actions={<b aria-live="polite">{t('board.count', { n: board.confirmed, of })}</b>}
      footer={<Seal projectId={projectId} board={board} openHalf={openHalf} />}
    >
      <progress className="calling-progress" max={of} value={board.confirmed} aria-label={t('board.count', { n: board.confirmed, of })} />
      <Notices projectId={projectId} board={board} openHalf={openHalf} />
      <SeatRows board={board} />
      <div className="calling-foot s13 muted">
        <div className="calling-seal-line">
          <span>{channels.map((channel) => t(`channel.${channel}`)).join(' · ')}</span>
          <span>
            {t('board.declined', { n: board.declined })}　{t('board.noAnswer', { n: board.noAnswer })}
          </span>
        </div>
        <p>{t('board.channels')}</p>
        {mayReplace && (
          <Button className="no-print" size="small" onClick={() => setReplacing(true)}>
            {t('replace.act')}
          </Button>
        )}
      </div>
      {replacing && <ReplaceDialog projectId={projectId} board={board} onClose={() => setReplacing(false)} />}
    </Panel>
  )
}

/** The live board of a committee's confirmations: by code, never by name. */
export function DrawBoard({ projectId, openHalf }: BoardProps) {
  const t = useCallingStrings()
  const board = useBoard(projectId)
  return (
    <Loaded query={board} rows={6}>
      {(answer) =>
        answer === null ? (
          <Panel title={t('board.title')}>
            <Empty icon="people" title={t('board.empty')} text={t('board.emptyText')} />
          </Panel>
        ) : (
          <Confirmations projectId={projectId} board={answer} openHalf={openHalf} />
        )
      }
    </Loaded>
  )
}

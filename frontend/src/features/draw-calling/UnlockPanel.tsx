import { App, Button } from 'antd'
import { api } from '../../api/client'
import { ApiError } from '../../api/problem'
import { Icon } from '../../ui/Icon'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { useBoardWrite, type Board, type OpenHalf } from './queries'
import { useCallingStrings } from './strings'

/** The half of the caller's party, opened here; what the browser cannot open is said as a refusal of the server would be. */
export async function ownHalf(board: Board, openHalf: OpenHalf | undefined, failed: string): Promise<string> {
  const { officer } = board
  try {
    if (officer === undefined || openHalf === undefined) throw new Error(failed)
    return await openHalf(board.drawId, officer.party, officer.sealedHalf)
  } catch {
    throw new ApiError({ type: 'about:blank', title: failed, status: 400, code: 'half-not-opened' })
  }
}

/** The calls wait for both halves: who has given one, and for an officer the way to give the own. */
export function UnlockPanel({ projectId, board, openHalf }: { projectId: string; board: Board; openHalf?: OpenHalf | undefined }) {
  const t = useCallingStrings()
  const { message } = App.useApp()
  const { officer } = board
  const unlock = useBoardWrite(
    projectId,
    // The half itself is no input: it is opened for the one request and kept nowhere.
    async (attempt: number, key: string) => {
      const half = await ownHalf(board, openHalf, t('unlock.failed'))
      return api.post('/projects/{projectId}/draw/attempts/{attempt}/unlock', { path: { projectId, attempt }, body: { half }, key })
    },
    () => void message.success(t('unlock.done')),
  )
  const given = (party: 'platform' | 'supervisor') => board.halves.includes(party)
  return (
    <div className="calling-note" role="status">
      <h3>
        <Icon name="lock" small /> {t('locked.title')}
      </h3>
      <p className="s13">{board.unlockAgain ? t('locked.again') : t('locked.first')}</p>
      <ul className="s13">
        {(['platform', 'supervisor'] as const).map((party) => (
          <li key={party} className={given(party) ? 'agree' : 'muted'}>
            <Icon name={given(party) ? 'check' : 'clock'} small /> {t(given(party) ? 'locked.given' : 'locked.waiting', { party: t(`party.${party}`) })}
          </li>
        ))}
      </ul>
      {officer !== undefined && !given(officer.party) && (
        <div className="no-print">
          <Button type="primary" block disabled={openHalf === undefined} loading={unlock.isPending} onClick={() => unlock.mutate(board.attempt)}>
            {t('unlock.act')}
          </Button>
          {openHalf === undefined && <p className="s12 warm">{t('unlock.noKey')}</p>}
        </div>
      )}
      {unlock.error && <ProblemNotice error={unlock.error} />}
    </div>
  )
}

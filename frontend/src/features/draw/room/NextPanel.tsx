import { App, Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { serverClock, useServerSecond } from '../../../api/clock'
import { ConfirmAct } from '../../../ui/ConfirmAct'
import { Icon } from '../../../ui/Icon'
import { Countdown, When } from '../../../ui/When'
import { nextAct, type ActName, type Next, type WaitName } from '../nextAct'
import { perform, type Acting } from '../perform'
import { useDrawWrite } from '../queries'
import { useDrawStrings, usePartyName, usePartyTrouble } from '../strings'
import { useKeptKeys } from '../useParty'
import type { DrawView } from '../view'
import { KeyState, MakeKeys } from './KeyPanel'
import { SealedList } from './SealedList'

/** How many sentences say what an act does. */
const SENTENCES: Record<ActName, number> = {
  keys: 0,
  start: 3,
  order: 3,
  commit: 3,
  deposit: 3,
  openCheck: 2,
  confirmCheck: 2,
  reveal: 3,
  final: 3,
  openEscrow: 3,
  confirmEscrow: 2,
  unlock: 0,
}

type Acts = Extract<Next, { act: ActName }>
type Waits = Exclude<Next, Acts>

function Waiting({ view, next }: { view: DrawView; next: Waits }) {
  const t = useDrawStrings()
  const name = usePartyName()
  const parties = next.parties.map(name).join(t('comma'))
  const deadline = view.current?.deadline
  return (
    <>
      <p className="draw-next-what">
        <Icon name={view.current?.state === 'DRAWN' ? 'check' : 'clock'} /> {t(waitText(view, next.waits), { parties: parties || '—' })}
      </p>
      {next.until !== undefined && (
        <p>
          <b>
            <Countdown to={next.until} />
          </b>{' '}
          <span className="muted s13">
            <When at={next.until} />
          </span>
        </p>
      )}
      {deadline !== undefined && next.until === undefined && <Deadline at={deadline} />}
    </>
  )
}

/** Some acts of a draw of parameters are explained in words of their own. */
function ownActs(view: DrawView, act: ActName): 'act.' | 'actParameters.' {
  return view.lotId !== undefined && (act === 'start' || act === 'final') ? 'actParameters.' : 'act.'
}

function waitText(view: DrawView, waits: WaitName) {
  const ofParameters = view.lotId !== undefined
  if (ofParameters && waits === 'start') return 'wait.startParameters'
  if (ofParameters && waits === 'k2') return 'wait.k2Parameters'
  if (ofParameters && waits === 'none') return 'wait.noneParameters'
  return `wait.${waits}` as const
}

/** How long the present step may still take. */
function Deadline({ at }: { at: string }) {
  const t = useDrawStrings()
  const second = useServerSecond()
  const over = second > 0 && second * 1000 >= Date.parse(at)
  return (
    <p className={over ? 'draw-deadline over' : 'draw-deadline'}>
      {over ? t('deadline.over') : t('deadline.left')} {!over && <Countdown to={at} />}
    </p>
  )
}

function ActDialog({ acting, next, open, onClose }: { acting: Acting; next: Acts; open: boolean; onClose: () => void }) {
  const t = useDrawStrings()
  const name = usePartyName()
  const trouble = usePartyTrouble()
  const { message } = App.useApp()
  const [sealed, setSealed] = useState(false)
  const send = useDrawWrite(
    acting.projectId,
    (what: string, key: string) => perform(acting, what === next.act ? next : next, key),
    () => {
      void message.success(t(acting.view.lotId !== undefined && next.act === 'start' ? 'done.startParameters' : `done.${next.act}`))
      onClose()
    },
  )
  const names = {
    party: name(acting.party),
    of: next.of === undefined ? '' : name(next.of),
    reason: next.order?.reason ?? '',
    draw: next.order?.draw_id ?? acting.view.current?.drawId ?? '',
  }
  const own = ownActs(acting.view, next.act)
  const lines = Array.from({ length: SENTENCES[next.act] }, (_, i) => t(`${own}${next.act}.${i + 1}` as 'act.commit.1', names))
  return (
    <ConfirmAct
      open={open}
      title={t(`act.${next.act}`)}
      happens={lines}
      irrevocable={next.act !== 'start'}
      act={t(`act.${next.act}`)}
      busy={send.isPending}
      error={send.error === null ? null : trouble(send.error)}
      disabled={next.act === 'deposit' && !sealed}
      onCancel={onClose}
      onConfirm={() => send.mutate(next.act)}
    >
      {next.act === 'deposit' && <SealedList acting={acting} onDone={setSealed} />}
    </ConfirmAct>
  )
}

/** The one thing that this person is to do now, or for whom it waits. */
export function NextPanel({ projectId, view, unlocks }: { projectId: string; view: DrawView; unlocks: boolean }) {
  const t = useDrawStrings()
  const name = usePartyName()
  useServerSecond()
  const party = view.myParties[0]
  const kept = useKeptKeys(view, party)
  const [open, setOpen] = useState(false)
  const next = nextAct(view, party ?? '', serverClock.now() ?? 0, unlocks)
  const isAct = 'act' in next && party !== undefined
  const keys = kept.data?.keys
  const blocked = isAct && next.act !== 'keys' && next.act !== 'start' && next.act !== 'unlock' && keys === undefined
  return (
    <section className={isAct ? 'card draw-next mine' : 'card draw-next'} aria-label={t('next.title')}>
      <div className="draw-next-main" role="status">
        {isAct ? (
          <>
            <p className="draw-next-what">
              <b>{t('next.you', { party: name(party) })}</b> {t(`${ownActs(view, next.act)}${next.act}.why` as 'act.commit.why')}
            </p>
            {view.current?.deadline !== undefined && view.current.state !== 'ABORTED' && <Deadline at={view.current.deadline} />}
            {next.act !== 'unlock' && !blocked && (
              <Button type="primary" size="large" data-testid={`act-${next.act}`} onClick={() => setOpen(true)}>
                {t(`act.${next.act}`)}
              </Button>
            )}
          </>
        ) : (
          <Waiting view={view} next={'act' in next ? { waits: 'none', parties: [] } : next} />
        )}
        {!isAct && 'waits' in next && next.waits === 'plan' && <Link to={`/projects/${projectId}/draw-plan`}>{t('plan.open')}</Link>}
      </div>
      {party !== undefined && !('waits' in next && (next.waits === 'none' || next.waits === 'byHand')) && <KeyState projectId={projectId} view={view} party={party} kept={kept.data} />}
      {kept.isError && <p className="field-error">{t('key.noStore')}</p>}
      {isAct && next.act === 'keys' && <MakeKeys projectId={projectId} view={view} party={party} open={open} onClose={() => setOpen(false)} />}
      {isAct && next.act !== 'keys' && next.act !== 'unlock' && !blocked && (
        <ActDialog key={`${next.act}${next.of ?? ''}${view.current?.attempt ?? 0}`} acting={{ projectId, view, party, keys }} next={next} open={open} onClose={() => setOpen(false)} />
      )}
    </section>
  )
}

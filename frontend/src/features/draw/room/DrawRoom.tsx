import { App, Button, QRCode } from 'antd'
import { useCallback, useState } from 'react'
import { Link } from 'react-router'
import { api, apiUrl } from '../../../api/client'
import { problemOf } from '../../../api/problem'
import { useActing } from '../../../shell/roles'
import { ConfirmAct } from '../../../ui/ConfirmAct'
import { Icon } from '../../../ui/Icon'
import { Empty, Loaded } from '../../../ui/Loaded'
import { Tag } from '../../../ui/Tag'
import { useBoard, type Board } from '../../draw-calling/queries'
import { publicPath } from '../format'
import { ParameterPanel } from '../parameters/ParameterPanel'
import { useDraw, useDrawWrite, useHints } from '../queries'
import { useDrawStrings, useReasonName } from '../strings'
import { reasonOf, type Attempt, type DrawView } from '../view'
import { Attempts } from './Attempts'
import { BoardSlot } from './BoardSlot'
import { Funnel } from './Funnel'
import { NextPanel } from './NextPanel'
import { PartyCards } from './PartyCards'
import { PlanSummary } from './PlanSummary'
import { Result } from './Result'
import { Stages } from './Stages'
import { Steps } from './Steps'
import '../draw.css'

/** A transcript, byte for byte as it was written. */
async function transcript(url: string): Promise<Uint8Array> {
  const response = await fetch(url)
  if (!response.ok) throw await problemOf(response)
  return new Uint8Array(await response.arrayBuffer())
}

/** The supervisor ends an attempt before the deposits are complete. */
function AbortButton({ projectId, attempt }: { projectId: string; attempt: Attempt }) {
  const t = useDrawStrings()
  const reasonName = useReasonName()
  const { message } = App.useApp()
  const [asked, setAsked] = useState<'RULES_DEFECT' | 'COURT_OR_COMPLAINT' | undefined>()
  const abort = useDrawWrite(
    projectId,
    (reason: 'RULES_DEFECT' | 'COURT_OR_COMPLAINT', key: string) =>
      api.post('/projects/{projectId}/draw/attempts/{attempt}/abort', { path: { projectId, attempt: attempt.attempt }, body: { reason }, key }),
    () => {
      setAsked(undefined)
      void message.success(t('abort.done'))
    },
  )
  // Once anybody has committed, a defect of the rules is no reason any more.
  const committed = attempt.parties.some(({ commit }) => commit !== undefined)
  return (
    <span className="row">
      {(committed ? (['COURT_OR_COMPLAINT'] as const) : (['RULES_DEFECT', 'COURT_OR_COMPLAINT'] as const)).map((reason) => (
        <Button key={reason} size="small" danger onClick={() => setAsked(reason)}>
          {t('abort.act', { reason: reasonName(reason) })}
        </Button>
      ))}
      <ConfirmAct
        open={asked !== undefined}
        title={t('abort.title')}
        happens={[t('abort.1', { draw: attempt.drawId, reason: asked === undefined ? '' : reasonName(asked) }), t('abort.2')]}
        act={t('abort.title')}
        busy={abort.isPending}
        error={abort.error}
        onCancel={() => setAsked(undefined)}
        onConfirm={() => asked !== undefined && abort.mutate(asked)}
      />
    </span>
  )
}

/** What the printed result says beside the codes, and the way to its verification. */
function PrintFoot({ attempt }: { attempt: Attempt }) {
  const t = useDrawStrings()
  const address = `${location.origin}${publicPath(attempt.drawId)}`
  return (
    <div className="print-only draw-print">
      <QRCode type="svg" aria-label={t('qr.address')} value={address} size={96} bordered={false} />
      <p className="s13">
        {t('print.verify')}
        <br />
        <span className="mono">{address}</span>
      </p>
    </div>
  )
}

function Running({ projectId, view, attempt, board }: { projectId: string; view: DrawView; attempt: Attempt; board: Board | undefined }) {
  const t = useDrawStrings()
  const reasonName = useReasonName()
  const { role } = useActing()
  const { attempt: number } = attempt
  const load = useCallback(() => transcript(apiUrl('/projects/{projectId}/draw/attempts/{attempt}/transcript', { projectId, attempt: number })), [projectId, number])
  const early = attempt.state === 'COMMITTING' || attempt.state === 'DEPOSITING'
  const reason = reasonOf(view, number)
  return (
    <>
      {attempt.state === 'ABORTED' && (
        <p className="draw-aborted" role="status">
          <Icon name="stop" /> <b>{t('aborted.title', { draw: attempt.drawId })}</b> {reason !== undefined && reasonName(reason)}
          <span className="s13"> {t('aborted.stays')}</span>{' '}
          <Link className="no-print" to={publicPath(attempt.drawId)}>
            {t('public.link')}
          </Link>
        </p>
      )}
      <PartyCards attempt={attempt} mine={view.myParties} />
      <div className="draw-three">
        <Funnel attempt={attempt} />
        <div className="stack">
          {attempt.result !== undefined ? (
            <Result result={attempt.result} load={load} board={board?.attempt === number ? board : undefined} />
          ) : (
            <div className="card">
              <Empty icon="list" title={t('result.empty')} text={t('result.emptyText')} />
            </div>
          )}
          {attempt.result !== undefined && <PrintFoot attempt={attempt} />}
        </div>
        <div className="stack">
          <BoardSlot projectId={projectId} view={view} />
          <Steps attempt={attempt} />
        </div>
      </div>
      {early && role === 'supervisor' && (
        <div className="no-print">
          <AbortButton projectId={projectId} attempt={attempt} />
        </div>
      )}
    </>
  )
}

function Room({ projectId, view }: { projectId: string; view: DrawView }) {
  const t = useDrawStrings()
  const { current } = view
  const board = useBoard(projectId).data ?? undefined
  const unlocks = board === undefined || (board.state === 'LOCKED' && (board.officer === undefined || !board.halves.includes(board.officer.party)))
  return (
    <div className="stack">
      <div className="draw-head">
        <Tag>
          <span className="mono">{current?.drawId ?? view.tender}</span>
        </Tag>
        {current !== undefined && (
          <Tag tone={current.state === 'ABORTED' ? 'orange' : current.state === 'DRAWN' ? 'ok' : 'blue'} strong>
            {t(`state.${current.state}`)}
          </Tag>
        )}
        <Stages attempt={current} complete={board?.state === 'SEALED' || board?.state === 'OPEN'} />
        <span className="grow" />
        {current?.result !== undefined && (
          <span className="row no-print">
            <Link to={publicPath(current.drawId)}>{t('public.link')}</Link>
            <Button size="small" icon={<Icon name="print" small />} onClick={() => window.print()}>
              {t('print')}
            </Button>
          </span>
        )}
      </div>
      <NextPanel projectId={projectId} view={view} unlocks={unlocks} />
      {current === undefined ? (
        <>
          <PlanSummary request={view.request} />
          <div className="card">
            <Empty icon="shield" title={t('before.title')} text={t('before.text')} />
          </div>
        </>
      ) : (
        <Running projectId={projectId} view={view} attempt={current} board={board} />
      )}
      {(view.parameterLots ?? []).map((lotId) => (
        <ParameterPanel key={lotId} projectId={projectId} lotId={lotId} isAlone />
      ))}
      {current !== undefined && <PlanSummary request={view.request} />}
      <Attempts view={view} />
    </div>
  )
}

/** The room in which a committee is drawn: who has done what, what each is to do next, and how the result comes about. */
export function DrawRoom({ projectId }: { projectId: string }) {
  const draw = useDraw(projectId)
  // The room of a project's draws has the project's id, and is opened by the first step.
  useHints(projectId, (draw.data?.keys.length ?? 0) > 0 ? projectId : undefined)
  return <Loaded query={draw}>{(view) => <Room projectId={projectId} view={view} />}</Loaded>
}

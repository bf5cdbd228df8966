import { Button } from 'antd'
import { useCallback } from 'react'
import { Link } from 'react-router'
import { apiUrl } from '../../../api/client'
import { problemOf } from '../../../api/problem'
import { Icon } from '../../../ui/Icon'
import { Panel } from '../../../ui/Panel'
import { Tag } from '../../../ui/Tag'
import { When } from '../../../ui/When'
import { publicPath } from '../format'
import { Checks } from '../room/Checks'
import { NextPanel } from '../room/NextPanel'
import { useDrawStrings, usePartyName } from '../strings'
import { useRecompute } from '../useRecompute'
import { useParameterDraw } from './queries'
import { Values } from './Values'
import { asDraw, type ParameterView } from './view'
import '../draw.css'
import './parameters.css'

type Current = NonNullable<ParameterView['current']>

/** How far each party is: in escrow before the deadline, in the open after it. */
function Parties({ parties }: { parties: Current['parties'] }) {
  const t = useDrawStrings()
  const name = usePartyName()
  const at = (time: string | undefined) => (time === undefined ? <span className="muted">{t('param.notYet')}</span> : <When at={time} />)
  return (
    <div className="scroll-x">
      <table className="t">
        <thead>
          <tr>
            <th scope="col">{t('param.party')}</th>
            <th scope="col">{t('param.committed')}</th>
            <th scope="col">{t('param.deposited')}</th>
            <th scope="col">{t('param.revealed')}</th>
          </tr>
        </thead>
        <tbody>
          {parties.map((party) => (
            <tr key={party.party}>
              <th scope="row">{name(party.party)}</th>
              <td>{at(party.committedAt)}</td>
              <td>{at(party.depositedAt)}</td>
              <td>
                {at(party.revealedAt)} {party.escrowed === true && <Tag tone="orange">{t('param.byEscrow')}</Tag>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Computes the values again, in this browser, out of the transcript. */
function Recompute({ projectId, lotId, current, isPublic }: { projectId: string; lotId: string; current: Current; isPublic: boolean }) {
  const t = useDrawStrings()
  const { attempt, drawId } = current
  const load = useCallback(async () => {
    const response = await fetch(apiUrl('/projects/{projectId}/lots/{lotId}/parameter-draw/attempts/{attempt}/transcript', { projectId, lotId, attempt }))
    if (!response.ok) throw await problemOf(response)
    return new Uint8Array(await response.arrayBuffer())
  }, [projectId, lotId, attempt])
  const { found, run } = useRecompute(load)
  return (
    <div className="stack tight no-print">
      <div className="row wrap">
        <Button data-testid="recompute" icon={<Icon name="shield" />} loading={found.state === 'running'} onClick={() => void run()}>
          {t('param.recompute')}
        </Button>
        {isPublic && <Link to={publicPath(drawId)}>{t('param.public')}</Link>}
      </div>
      <Checks found={found} />
      {found.verdict !== undefined && <p className="s13 muted">{t('param.limit')}</p>}
    </div>
  )
}

/**
 * The draw of the random parameters of a lot: what each party is to do now, and the values as they are drawn.
 *
 * @param isPublic whether the record of the opening, and with it the transcript, is published
 * @param isAlone whether the page says nothing else of the lot
 */
export function ParameterPanel({ projectId, lotId, isPublic = false, isAlone = false }: { projectId: string; lotId: string; isPublic?: boolean; isAlone?: boolean }) {
  const t = useDrawStrings()
  const name = usePartyName()
  const { data: view } = useParameterDraw(projectId, lotId)
  if (view?.byProtocol !== true) return null
  const { current, parameters, myParties } = view
  const missing = current?.missing ?? []
  return (
    <Panel
      title={isAlone ? t('param.ofLot', { lot: view.lotName }) : t('param.title')}
      sub={t('param.sub')}
      actions={
        current !== undefined && (
          <Tag tone={current.state === 'ABORTED' ? 'orange' : current.state === 'DRAWN' ? 'ok' : 'blue'} strong>
            {t(`state.${current.state}`)}
          </Tag>
        )
      }
    >
      <div className="stack" data-testid="parameter-draw">
        {(myParties.length > 0 || current !== undefined) && <NextPanel projectId={projectId} view={asDraw(view)} unlocks={false} />}
        {missing.length > 0 && <p className="warm">{t('param.missing', { parties: missing.map(name).join(t('comma')) })}</p>}
        {current?.state !== 'ABORTED' && <Values parameters={parameters} result={current?.result ?? []} />}
        {current === undefined ? <p className="muted">{t('param.empty')}</p> : <Parties parties={current.parties} />}
        {current?.k2 !== undefined && <Recompute projectId={projectId} lotId={lotId} current={current} isPublic={isPublic} />}
      </div>
    </Panel>
  )
}

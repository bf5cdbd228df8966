import { useQueryClient } from '@tanstack/react-query'
import type { Lot, Opening, Project } from '../../api/types'
import { formatYuan } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { Loaded } from '../../ui/Loaded'
import { Panel } from '../../ui/Panel'
import { SealPanel } from '../audit/seal/SealPanel'
import { sealsKey } from '../audit/seal/seals'
import { BidDeposits } from '../deposit/BidDeposits'
import { LotPicker } from '../tender/LotPicker'
import { isOnSide, projectKeys, useLot, useThisProject } from '../tender/queries'
import { BeforeOpening } from './BeforeOpening'
import { DrawPanel } from './DrawPanel'
import { EndPanel } from './EndPanel'
import { Hall } from './hall/Hall'
import { useHall } from './hall/queries'
import { ObjectionsPanel } from './ObjectionsPanel'
import { OpeningRecord } from './OpeningRecord'
import { openingKey, useOpening } from './queries'
import { ReadingRow } from './ReadingRow'
import { useOpeningStrings } from './strings'
import './opening.css'

function Steps({ opening }: { opening: Opening }) {
  const t = useOpeningStrings()
  const read = opening.bids.every((b) => b.state !== 'RECEIVED')
  const drawn = opening.randomParameters.length === 0 || Object.keys(opening.drawn).length > 0
  const answered = opening.objections.every((o) => o.answer !== undefined)
  const done = [true, read, drawn, read && drawn && answered, opening.endedAt !== undefined]
  const current = done.findIndex((d) => !d)
  return (
    <ol className="steps">
      {(['received', 'read', 'draw', 'objections', 'end'] as const).map((step, i) => (
        <li key={step} className={done[i] ? 'done' : i === current ? 'on' : ''} aria-current={i === current ? 'step' : undefined}>
          <span className="n">{done[i] ? <Icon name="check" small /> : i + 1}</span>
          {t(`step.${step}`)}
        </li>
      ))}
    </ol>
  )
}

function Readings({ project, opening, withSize, onSaved }: { project: Project; opening: Opening; withSize: boolean; onSaved: (o: Opening) => void }) {
  const t = useOpeningStrings()
  return (
    <Panel
      flush
      title={t('read.title')}
      sub={t('read.sub', { n: opening.bids.length, done: opening.bids.filter((b) => b.state !== 'RECEIVED').length })}
      actions={opening.ceilingPrice && <span className="s13 b">{t('read.ceiling', { amount: formatYuan(opening.ceilingPrice) })}</span>}
    >
      <div className="scroll-x">
        <table className="t entry">
          <thead>
            <tr>
              <th scope="col">{t('read.no')}</th>
              <th scope="col">{t('read.bidder')}</th>
              <th scope="col">{t('read.price')}</th>
              <th scope="col">{t('read.period')}</th>
              <th scope="col">{t('read.manager')}</th>
              {withSize && <th scope="col">{t('read.size')}</th>}
              <th scope="col">{t('read.outcome')}</th>
              <th scope="col">{t('read.state')}</th>
              <th scope="col" />
            </tr>
          </thead>
          <tbody>
            {opening.bids.map((bid) => (
              <ReadingRow key={bid.id} project={project} opening={opening} bid={bid} withSize={withSize} onSaved={onSaved} />
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

function OpeningOf({ project, lot, opening }: { project: Project; lot: Lot; opening: Opening }) {
  const client = useQueryClient()
  const isAgent = isOnSide(project, 'tender_agent')
  const withSize = project.regime === 'GOV_PROCUREMENT'
  const isOpen = opening.phase === 'OPENING'
  const onSaved = (answer: Opening) => {
    client.setQueryData(openingKey(project.id, lot.id), answer)
    void client.invalidateQueries({ queryKey: projectKeys.timeline(project.id) })
    void client.invalidateQueries({ queryKey: sealsKey(project.id) })
  }
  const mayWrite = isAgent && isOpen
  return (
    <>
      <Steps opening={opening} />
      {mayWrite ? <Readings project={project} opening={opening} withSize={withSize} onSaved={onSaved} /> : <OpeningRecord opening={opening} withSize={withSize} />}
      <BidDeposits project={project} lotId={lot.id} bids={opening.bids.map(({ id, bidderName, creditCode }) => ({ id, name: bidderName, creditCode }))} />
      <SealPanel project={project} kinds={['open.start', 'open.read', 'open.parameters', 'open.end']} about={[`lot:${lot.id}`, ...opening.bids.map((b) => `bid:${b.id}`)]} />
      <div className="opening-two">
        <DrawPanel project={project} opening={opening} mayWrite={mayWrite} onSaved={onSaved} />
        <ObjectionsPanel project={project} opening={opening} mayWrite={mayWrite} onSaved={onSaved} />
      </div>
      {mayWrite && <EndPanel project={project} opening={opening} onSaved={onSaved} />}
    </>
  )
}

function OnSite({ project, lot }: { project: Project; lot: Lot }) {
  const opening = useOpening(project.id, lot.id)
  return (
    <>
      <Loaded query={opening}>
        {(data) => (data === null || data.startedAt === undefined ? <BeforeOpening project={project} lot={lot} opening={data} /> : <OpeningOf project={project} lot={lot} opening={data} />)}
      </Loaded>
      <SealPanel project={project} kinds={['tender.fail']} about={[`lot:${lot.id}`]} />
    </>
  )
}

/** In the hall where bids are sealed online, else as the host enters what is opened on site. */
export default function OpeningPage() {
  const project = useThisProject()
  const lot = useLot(project)
  const hall = useHall({ projectId: project.id, lotId: lot?.id ?? '' })
  if (lot === undefined) return null
  return (
    <div className="stack">
      <LotPicker project={project} />
      <Loaded query={hall}>{(data) => (data === null ? <OnSite project={project} lot={lot} /> : <Hall key={lot.id} project={project} hall={data} />)}</Loaded>
    </div>
  )
}

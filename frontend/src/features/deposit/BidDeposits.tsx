import { Link } from 'react-router'
import type { Project } from '../../api/types'
import { useActing } from '../../shell/roles'
import { Icon } from '../../ui/Icon'
import { CardLoading } from '../../ui/Loaded'
import { Panel } from '../../ui/Panel'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { isOnSide } from '../tender/queries'
import { StateTag, Yuan } from './parts'
import { useDeposits, useTerms } from './queries'
import { stood } from './standing'
import { useDepositStrings } from './strings'
import type { Deposit } from './types'

interface ListedBid {
  id: string
  name: string
  creditCode: string | undefined
}

const isOf = (bid: ListedBid, { bidder }: Deposit) => (bid.creditCode === undefined ? bidder?.name === bid.name : bidder?.creditCode === bid.creditCode)

function Row({ bid, deposits }: { bid: ListedBid; deposits: Deposit[] }) {
  const t = useDepositStrings()
  const own = deposits.filter((deposit) => deposit.state !== 'REPLACED' && isOf(bid, deposit))
  const deposit = own.find(stood) ?? own.at(-1)
  return (
    <tr className={deposit !== undefined && stood(deposit) ? '' : 'attention'}>
      <th scope="row">{bid.name}</th>
      <td>{deposit === undefined ? '—' : t(`form.${deposit.form}`)}</td>
      <td className="num">{deposit === undefined ? '—' : <Yuan amount={deposit.due} />}</td>
      <td>{deposit === undefined ? <span className="muted">{t('bids.none')}</span> : <StateTag state={deposit.state} />}</td>
      <td>
        {deposit !== undefined && stood(deposit) ? (
          <span className="agree">
            <Icon name="check" small /> {t('bids.secured')}
          </span>
        ) : (
          <span className="warm b">
            <Icon name="warning" small /> {t(deposit?.state === 'LODGED' && !deposit.events.some(({ kind }) => kind === 'REFUSED') ? 'bids.waits' : 'bids.missing')}
          </span>
        )}
      </td>
    </tr>
  )
}

function Table({ project, lotId, bids }: { project: Project; lotId: string; bids: ListedBid[] }) {
  const t = useDepositStrings()
  const deposits = useDeposits(project.id, lotId, true)
  return (
    <Panel flush title={t('bids.title')} sub={t('bids.sub')} actions={<Link to={`/projects/${project.id}/deposits?lot=${lotId}`}>{t('bids.all')}</Link>}>
      {deposits.isError ? (
        <ProblemNotice error={deposits.error} onRetry={() => void deposits.refetch()} />
      ) : deposits.data === undefined ? (
        <CardLoading />
      ) : (
        <div className="scroll-x" role="region" aria-label={t('bids.title')} tabIndex={0}>
          <table className="t">
            <thead>
              <tr>
                <th scope="col">{t('desk.bidder')}</th>
                <th scope="col">{t('desk.form')}</th>
                <th scope="col" className="num">
                  {t('mine.due')}
                </th>
                <th scope="col">{t('desk.state')}</th>
                <th scope="col">{t('bids.stands')}</th>
              </tr>
            </thead>
            <tbody>
              {bids.map((bid) => (
                <Row key={bid.id} bid={bid} deposits={deposits.data.items} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  )
}

/** The deposit behind each bid on the list of the opening: for those who run and watch it, never for bidders. */
export function BidDeposits({ project, lotId, bids }: { project: Project; lotId: string; bids: ListedBid[] }) {
  const { role } = useActing()
  const terms = useTerms(project.id, lotId)
  const mayLook = role === 'auditor' || (['tender_agent', 'project_owner', 'supervisor'] as const).some((side) => isOnSide(project, side))
  if (!mayLook || bids.length === 0 || terms.data?.asked !== true) return null
  return <Table project={project} lotId={lotId} bids={bids} />
}

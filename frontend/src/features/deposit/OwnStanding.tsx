import { Alert } from 'antd'
import { Link } from 'react-router'
import type { Lot, Project } from '../../api/types'
import { formatYuan } from '../../ui/format'
import { useMyDeposit } from './queries'
import { shortfall } from './standing'
import { useDepositStrings } from './strings'

/** Beside the button that submits: whether the bidder's own deposit stands for the bid. It never keeps a bid back. */
export function OwnStanding({ project, lot }: { project: Project; lot: Lot }) {
  const t = useDepositStrings()
  const mine = useMyDeposit(project.id, lot.id).data
  if (mine === undefined || mine === null || !mine.terms.asked) return null
  const why = shortfall(mine.deposits)
  const link = (
    <Link to={`/projects/${project.id}/deposits?lot=${lot.id}`} className="b">
      {t('own.page')}
    </Link>
  )
  if (why === undefined) {
    const current = mine.deposits.find(({ secures }) => secures)
    return <Alert type="success" showIcon title={t('own.secured', { form: current === undefined ? '' : t(`form.${current.form}`) })} description={link} />
  }
  const current = mine.deposits.find(({ state }) => state !== 'REPLACED')
  const due = current?.due ?? mine.offer?.due ?? mine.terms.askedAmount
  const isToApply = current === undefined && mine.offer?.due === '0.00'
  return (
    <Alert
      type={why === 'unverified' ? 'info' : 'warning'}
      showIcon
      title={t(why === 'unverified' ? 'own.waits' : 'own.missing')}
      description={
        <>
          <p>{isToApply ? t('own.toApply') : t(`own.${why}`, { amount: formatYuan(due) })}</p>
          <p className="s13 muted">{t('own.consequence')}</p>
          <p>{link}</p>
        </>
      }
    />
  )
}

import { Link } from 'react-router'
import { useState } from 'react'
import { Button } from 'antd'
import { useServerSecond } from '../../api/clock'
import type { Lot, Project } from '../../api/types'
import { usePick } from '../../i18n'
import { formatYuan } from '../../ui/format'
import { Empty, Loaded } from '../../ui/Loaded'
import { Panel } from '../../ui/Panel'
import { Tag } from '../../ui/Tag'
import { ApplyForm } from './ApplyForm'
import { OwnDeposit } from './OwnDeposit'
import { useMyDeposit } from './queries'
import { useDepositStrings } from './strings'
import type { DepositOffer, MyDeposit } from './types'

function Sums({ mine }: { mine: MyDeposit }) {
  const t = useDepositStrings()
  const current = mine.deposits.find((d) => d.state !== 'REPLACED')
  const asked = mine.terms.askedAmount ?? '0.00'
  const waived = current?.waived ?? mine.offer?.waived ?? '0.00'
  const due = current?.due ?? mine.offer?.due ?? asked
  return (
    <dl className="dep-sum">
      <div>
        <dt>{t('mine.asked')}</dt>
        <dd>{formatYuan(asked)}</dd>
      </div>
      <div>
        <dt>{t('mine.waived')}</dt>
        <dd>
          {Number(waived) > 0 && '−'}
          {formatYuan(waived)}
        </dd>
      </div>
      <div className="due">
        <dt>{t('mine.due')}</dt>
        <dd>{formatYuan(due)}</dd>
      </div>
    </dl>
  )
}

function Why({ offer, notGiven }: { offer: DepositOffer | undefined; notGiven: MyDeposit['notGiven'] }) {
  const t = useDepositStrings()
  const pick = usePick()
  return (
    <Panel title={t(offer === undefined ? 'mine.waived' : 'mine.why')}>
      <div className="stack tight">
        {offer === undefined ? (
          <p>{t('mine.noOffer')}</p>
        ) : (
          <div>
            <b>{pick(offer.nameZh, offer.nameEn)}</b> <Tag tone="ok">{offer.percent} %</Tag>{' '}
            {offer.sample && <Tag tone="warm">{t('mine.sample')}</Tag>} {offer.toVerify && <Tag tone="warm">{t('mine.toVerify')}</Tag>}
            <p className="s13 muted">{pick(offer.basisZh, offer.basisEn)}</p>
          </div>
        )}
        {notGiven.length > 0 && (
          <details>
            <summary className="s13">{t('mine.whyNot')}</summary>
            <ul className="bullets s13">
              {notGiven.map((policy) => (
                <li key={policy.policyId}>
                  <b>{pick(policy.nameZh, policy.nameEn)}</b>{t('colon')}{policy.reasonsZh.map((zh, i) => pick(zh, policy.reasonsEn[i])).join(t('semicolon'))}
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </Panel>
  )
}

function Body({ project, lot, mine }: { project: Project; lot: Lot; mine: MyDeposit }) {
  const t = useDepositStrings()
  const second = useServerSecond()
  const [again, setAgain] = useState(false)
  const closed = second > 0 && Date.parse(mine.bidDeadline) / 1000 <= second
  const shown = mine.deposits.filter((d) => d.state !== 'REPLACED')
  const current = shown.at(-1)
  const over = current === undefined || ['REFUNDED', 'RETAINED'].includes(current.state) || (!current.secures && current.events.some((e) => e.kind === 'REFUSED' || e.kind === 'WITHDRAWN'))
  const canChange = !closed && (over || current.state === 'REQUIRED')
  return (
    <>
      <Panel title={t('mine.due')} sub={t('mine.visit')}>
        <div className="stack">
          <Sums mine={mine} />
          <p className="s13 muted">
            {t('mine.valid')}{t('mine.validText', { day: mine.validUntil ?? '—' })}
          </p>
        </div>
      </Panel>
      <Why offer={mine.offer} notGiven={mine.notGiven} />
      {shown.map((deposit) => (
        <OwnDeposit key={deposit.id} project={project} lot={lot} deposit={deposit} deadline={mine.bidDeadline} closed={closed} />
      ))}
      {closed && current === undefined && (
        <section className="card">
          <Empty icon="lock" title={t('mine.closed')} />
        </section>
      )}
      {canChange && !over && !again && (
        <div>
          <Button onClick={() => setAgain(true)}>{t('mine.again')}</Button>
        </div>
      )}
      {canChange && (over || again) && <ApplyForm project={project} lot={lot} mine={mine} onDone={() => setAgain(false)} />}
      {!closed && <p className="s13 muted">{t('mine.secret')}</p>}
    </>
  )
}

/** A bidder's own deposit in a lot: how much, why less, in which form, what became of it. */
export function MyDepositView({ project, lot }: { project: Project; lot: Lot }) {
  const t = useDepositStrings()
  const mine = useMyDeposit(project.id, lot.id)
  return (
    <div className="stack narrow">
      <Loaded query={mine}>
        {(data) =>
          data === null ? (
            <section className="card">
              <Empty icon="people" title={t('mine.register')} text={t('mine.registerText')}>
                <Link to={`/projects/${project.id}/registration`}>{t('mine.toRegister')}</Link>
              </Empty>
            </section>
          ) : data.terms.asked ? (
            <Body project={project} lot={lot} mine={data} />
          ) : (
            <section className="card">
              <Empty icon="check" title={t('mine.none')} text={t('mine.noneText')} />
            </section>
          )
        }
      </Loaded>
    </div>
  )
}

import { Alert, Button, Input, Select } from 'antd'
import { useState, type KeyboardEvent } from 'react'
import { api } from '../../api/client'
import { asApiError } from '../../api/problem'
import type { Bid, BidReading, Opening, Project } from '../../api/types'
import { useWrite } from '../../api/useWrite'
import { useLanguage } from '../../i18n'
import { useTerms } from '../../i18n/terms'
import { AmountInput, amountPattern } from '../../ui/AmountInput'
import { ConfirmAct } from '../../ui/ConfirmAct'
import { formatInstant, formatYuan } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { VerdictList } from '../../ui/VerdictList'
import { draftOf, readingOf, sameDraft, type ReadingDraft } from './reading'
import { useOpeningStrings } from './strings'

interface ReadingRowProps {
  project: Project
  opening: Opening
  bid: Bid
  withSize: boolean
  onSaved: (opening: Opening) => void
}

const outcomes = ['OPENED', 'NOT_OPENED_BIDDER_CAUSE', 'NOT_OPENED_OTHER_CAUSE'] as const

function Conflict({ current, onTake, onMine }: { current: Bid; onTake: () => void; onMine: () => void }) {
  const t = useOpeningStrings()
  const words = [t(`outcome.${current.state}`), current.price && formatYuan(current.price), current.periodDays, current.projectManager].filter(Boolean).join(' · ')
  return (
    <Alert
      type="warning"
      showIcon
      title={t('conflict.title')}
      description={t('conflict.text', { current: words })}
      action={
        <span className="actions">
          <Button size="small" onClick={onTake}>
            {t('conflict.take')}
          </Button>
          <Button size="small" type="primary" onClick={onMine}>
            {t('conflict.mine')}
          </Button>
        </span>
      }
    />
  )
}

function State({ bid, dirty }: { bid: Bid; dirty: boolean }) {
  const t = useOpeningStrings()
  const language = useLanguage()
  if (dirty && bid.state !== 'RECEIVED') return <span className="warm">{t('read.unsaved')}</span>
  if (bid.state === 'RECEIVED') return <span className="faint">{t('read.waiting')}</span>
  return (
    <span className="agree nowrap">
      <Icon name="check" small /> {t('read.saved', { at: bid.readAt ? formatInstant(bid.readAt, language, 'time') : '' })}
    </span>
  )
}

/** One bid of the reading table: typed, saved with Enter, and never overwriting another's entry unseen. */
export function ReadingRow({ project, opening, bid, withSize, onSaved }: ReadingRowProps) {
  const t = useOpeningStrings()
  const terms = useTerms()
  const [draft, setDraft] = useState<ReadingDraft>(() => draftOf(bid))
  const [base, setBase] = useState(bid)
  const [tried, setTried] = useState(false)
  const save = useWrite({
    send: ({ body, version }: { body: BidReading; version: number }, key) =>
      api.put('/projects/{projectId}/lots/{lotId}/opening/bids/{bidId}', { path: { projectId: project.id, lotId: opening.lotId, bidId: bid.id }, version, body, key }),
    done: (answer) => {
      const saved = answer.bids.find((b) => b.id === bid.id)
      if (saved) {
        setBase(saved)
        setDraft(draftOf(saved))
      }
      onSaved(answer)
    },
  })
  const dirty = !sameDraft(draft, draftOf(base))
  // Another person's entry is taken over while nothing is typed here.
  if (bid.version !== base.version && !dirty && !save.isPending) {
    setBase(bid)
    setDraft(draftOf(bid))
  }
  const opened = draft.outcome === 'OPENED'
  const priceBad = opened && !amountPattern.test(draft.price ?? '')
  const periodBad = draft.periodDays !== undefined && draft.periodDays !== '' && !/^[1-9]\d{0,4}$/.test(draft.periodDays)
  const reasonBad = !opened && !draft.reason?.trim()
  const problem = save.error ? asApiError(save.error).problem : undefined
  const conflict = problem && (problem.status === 409 || problem.status === 412) && (problem.current as { bids?: Bid[] } | undefined)?.bids?.find((b) => b.id === bid.id)
  const warned = (problem?.verdicts ?? []).length > 0

  const submit = (version = base.version, acknowledgements?: BidReading['acknowledgements']) => {
    setTried(true)
    if (priceBad || periodBad || reasonBad) return false
    save.mutate({ body: { ...readingOf(draft), acknowledgements }, version })
    return true
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTableRowElement>) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || !(event.target instanceof HTMLInputElement)) return
    if (event.target.closest('.ant-select')) return
    const following = event.currentTarget.closest('table')?.querySelector<HTMLInputElement>(`tr[data-after="${bid.id}"] input`)
    if (submit()) following?.focus()
  }
  const set = (part: Partial<ReadingDraft>) => setDraft({ ...draft, ...part })
  const index = opening.bids.findIndex((b) => b.id === bid.id)
  const label = (name: string) => `${bid.bidderName} ${name}`
  const over = bid.price !== undefined && bid.verdicts?.some((v) => v.ruleId === 'P06' && v.outcome !== 'PASS')

  return (
    <>
      <tr data-after={opening.bids[index - 1]?.id} onKeyDown={onKeyDown} className={dirty ? 'dirty' : over ? 'attention' : ''}>
        <td>{bid.no}</td>
        <th scope="row">{bid.bidderName}</th>
        <td style={{ minWidth: 148 }}>
          {opened ? (
            <AmountInput aria-label={label(t('read.price'))} value={draft.price} status={tried && priceBad ? 'error' : undefined} onChange={(price) => set({ price })} />
          ) : (
            <Input aria-label={label(t('read.reason'))} placeholder={t('read.reason')} maxLength={1000} value={draft.reason} status={tried && reasonBad ? 'error' : undefined} onChange={(e) => set({ reason: e.target.value })} />
          )}
        </td>
        <td>
          <Input className="num" inputMode="numeric" aria-label={label(t('read.period'))} disabled={!opened} value={draft.periodDays} status={tried && periodBad ? 'error' : undefined} style={{ width: 72 }} onChange={(e) => set({ periodDays: e.target.value.trim() })} />
        </td>
        <td>
          <Input aria-label={label(t('read.manager'))} disabled={!opened} maxLength={50} value={draft.projectManager} style={{ minWidth: 84 }} onChange={(e) => set({ projectManager: e.target.value })} />
        </td>
        {withSize && (
          <td>
            <Select
              aria-label={label(t('read.size'))}
              disabled={!opened}
              allowClear
              value={draft.firmSize}
              style={{ width: 88 }}
              options={(['LARGE', 'MEDIUM', 'SMALL', 'MICRO'] as const).map((s) => ({ value: s, label: terms(`firmSize.${s}`) }))}
              onChange={(firmSize) => set({ firmSize })}
            />
          </td>
        )}
        <td>
          <Select aria-label={label(t('read.outcome'))} value={draft.outcome} style={{ width: 148 }} popupMatchSelectWidth={false} options={outcomes.map((o) => ({ value: o, label: t(`outcome.${o}`) }))} onChange={(outcome) => set({ outcome })} />
        </td>
        <td>
          <State bid={base} dirty={dirty} />
        </td>
        <td>
          <Button size="small" type={dirty ? 'primary' : 'default'} disabled={!dirty && base.state !== 'RECEIVED'} loading={save.isPending} onClick={() => submit()}>
            {t('read.save')}
          </Button>
        </td>
      </tr>
      {(conflict || (save.error && !warned) || (bid.verdicts ?? []).some((v) => v.outcome === 'WARNING' || v.outcome === 'BLOCKED')) && (
        <tr>
          <td colSpan={withSize ? 9 : 8}>
            {conflict ? (
              <Conflict
                current={conflict}
                onTake={() => {
                  save.reset()
                  setBase(conflict)
                  setDraft(draftOf(conflict))
                }}
                onMine={() => submit(conflict.version)}
              />
            ) : save.error && !warned ? (
              <ProblemNotice error={save.error} />
            ) : (
              <VerdictList verdicts={(bid.verdicts ?? []).filter((v) => v.outcome === 'WARNING' || v.outcome === 'BLOCKED')} />
            )}
          </td>
        </tr>
      )}
      {warned && (
        <ConfirmAct
          open
          title={bid.bidderName}
          happens={[`${t('read.price')} ${formatYuan(draft.price)}`]}
          irrevocable={false}
          act={t('read.save')}
          busy={save.isPending}
          error={save.error}
          onCancel={() => save.reset()}
          onConfirm={(acknowledgements) => submit(base.version, acknowledgements)}
        />
      )}
    </>
  )
}

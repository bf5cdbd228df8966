import { Input, Select } from 'antd'
import type { ReactNode } from 'react'
import type { Lot } from '../../../api/types'
import { useTerms } from '../../../i18n/terms'
import { AmountInput } from '../../../ui/AmountInput'
import { formatYuan } from '../../../ui/format'
import { Icon } from '../../../ui/Icon'
import { useUi } from '../../../ui/strings'
import { firmSizes } from '../envelope/format'
import { isPrice } from '../envelope/manifest'
import { useDesk } from './strings'
import { isAbove, isPercent, isPeriod, type SummaryDraft } from './summary'

function Field({ id, label, optional, error, children }: { id: string; label: string; optional?: boolean; error?: string; children: ReactNode }) {
  const ui = useUi()
  return (
    <div>
      <label htmlFor={id}>
        {label}
        {optional && <span className="s12 muted">（{ui('optional')}）</span>}
      </label>
      {children}
      {error !== undefined && <p className="field-error">{error}</p>}
    </div>
  )
}

/** The opening summary (开标一览表) of the price envelope. */
export function SummaryForm({ lot, withFirm, draft, onDraft, disabled }: { lot: Lot; withFirm: boolean; draft: SummaryDraft; onDraft: (draft: SummaryDraft) => void; disabled: boolean }) {
  const t = useDesk()
  const ui = useUi()
  const terms = useTerms()
  const set = (part: Partial<SummaryDraft>) => onDraft({ ...draft, ...part })
  const priceBad = draft.price !== undefined && !isPrice(draft.price)
  return (
    <fieldset className="desk-summary" disabled={disabled}>
      <legend>{t('summary.title')}</legend>
      <p className="s13 muted">{t('summary.lead')}</p>
      <div className="desk-grid">
        <Field id="bid-price" label={t('summary.price')} error={priceBad ? ui('invalid.amount') : undefined}>
          <AmountInput id="bid-price" size="large" value={draft.price} disabled={disabled} status={priceBad ? 'error' : undefined} onChange={(price) => set({ price })} />
          <p className="s12 muted">{lot.ceilingPrice === undefined ? t('summary.noCeiling') : t('summary.ceiling', { amount: formatYuan(lot.ceilingPrice) })}</p>
          {isAbove(draft.price, lot.ceilingPrice) && (
            <p className="s13 warm" role="alert">
              <Icon name="warning" small /> {t('summary.over')}
            </p>
          )}
        </Field>
        <Field id="bid-period" label={t('summary.period')} optional error={isPeriod(draft.periodDays) ? undefined : t('summary.periodBad')}>
          <Input id="bid-period" size="large" className="num" inputMode="numeric" maxLength={5} value={draft.periodDays} disabled={disabled} onChange={(e) => set({ periodDays: e.target.value.trim() })} />
        </Field>
        <Field id="bid-manager" label={t('summary.manager')} optional>
          <Input id="bid-manager" size="large" maxLength={50} autoComplete="off" value={draft.projectManager} disabled={disabled} onChange={(e) => set({ projectManager: e.target.value })} />
        </Field>
        {withFirm && (
          <>
            <Field id="bid-size" label={t('summary.size')} optional>
              <Select
                id="bid-size"
                size="large"
                allowClear
                style={{ width: '100%' }}
                value={draft.firmSize}
                disabled={disabled}
                options={firmSizes.map((value) => ({ value, label: terms(`firmSize.${value}`) }))}
                onChange={(firmSize) => set({ firmSize })}
              />
            </Field>
            <Field id="bid-share" label={t('summary.share')} optional error={isPercent(draft.smallFirmShare) ? undefined : t('summary.shareBad')}>
              <Input id="bid-share" size="large" className="num" inputMode="decimal" maxLength={8} value={draft.smallFirmShare} disabled={disabled} onChange={(e) => set({ smallFirmShare: e.target.value.trim() })} />
            </Field>
          </>
        )}
      </div>
    </fieldset>
  )
}

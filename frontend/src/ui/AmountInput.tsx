import { Input } from 'antd'
import { useState } from 'react'
import { formatAmount } from './format'
import { useUi } from './strings'

export const amountPattern = /^(0|[1-9][0-9]{0,15})(\.[0-9]{1,6})?$/
export const decimalPattern = /^-?(0|[1-9][0-9]{0,19})(\.[0-9]{1,40})?$/

interface AmountInputProps {
  value?: string
  onChange?: (value: string | undefined) => void
  id?: string
  size?: 'small' | 'middle' | 'large'
  disabled?: boolean
  status?: 'error'
  placeholder?: string
  'aria-label'?: string
}

/** Money as an exact decimal string: grouped by thousands when at rest, plain while typed. Full-width digits are taken too. */
export function AmountInput({ value, onChange, ...rest }: AmountInputProps) {
  const t = useUi()
  const [focused, setFocused] = useState(false)
  const shown = focused || value === undefined || !amountPattern.test(value) ? (value ?? '') : formatAmount(value)
  return (
    <Input
      {...rest}
      className="num"
      inputMode="decimal"
      autoComplete="off"
      suffix={<span className="faint s12">{t('yuan')}</span>}
      value={shown}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
      onChange={(event) => {
        const typed = event.target.value
          .replace(/[０-９．]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
          .replace(/[,，\s]/g, '')
        onChange?.(typed === '' ? undefined : typed)
      }}
    />
  )
}

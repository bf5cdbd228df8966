import dayjsGenerateConfig from '@rc-component/picker/generate/dayjs'
import { DatePicker } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { serverClock } from '../api/clock'
import { formatInstant } from './format'
import { useUi } from './strings'

const Picker = DatePicker.generatePicker<Dayjs>({
  ...dayjsGenerateConfig,
  getNow: () => dayjs(formatInstant(serverClock.now() ?? 0, 'zh').slice(0, 10)),
})

interface DayPickerProps {
  /** ISO day. */
  value?: string
  onChange?: (value: string | undefined) => void
  id?: string
  'aria-label'?: string
}

/** A day of the legal calendar, written and picked the same in every browser. */
export function DayPicker({ value, onChange, ...rest }: DayPickerProps) {
  const t = useUi()
  return (
    <Picker
      {...rest}
      style={{ width: '100%' }}
      format="YYYY-MM-DD"
      placeholder={t('pick.day')}
      value={value === undefined || value === '' ? null : dayjs(value)}
      needConfirm={false}
      onChange={(day) => onChange?.(day === null || Array.isArray(day) ? undefined : day.format('YYYY-MM-DD'))}
    />
  )
}

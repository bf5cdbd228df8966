import dayjsGenerateConfig from '@rc-component/picker/generate/dayjs'
import { DatePicker } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { serverClock } from '../api/clock'
import { formatInstant } from './format'
import { useUi } from './strings'

/** An instant as the reading of a clock in legal time; the browser's own zone plays no part. */
function toWall(instant: string | number): Dayjs {
  return dayjs(formatInstant(instant, 'zh').replace(' ', 'T'))
}

/** Legal time is UTC+8 without daylight saving since 1992. */
function fromWall(wall: Dayjs): string {
  return new Date(`${wall.format('YYYY-MM-DDTHH:mm')}:00+08:00`).toISOString().replace('.000Z', 'Z')
}

const Picker = DatePicker.generatePicker<Dayjs>({
  ...dayjsGenerateConfig,
  getNow: () => toWall(serverClock.now() ?? 0),
})

interface InstantPickerProps {
  value?: string
  onChange?: (value: string | undefined) => void
  id?: string
  disabled?: boolean
  placeholder?: string
  'aria-label'?: string
}

export function InstantPicker({ value, onChange, placeholder, ...rest }: InstantPickerProps) {
  const t = useUi()
  return (
    <Picker
      {...rest}
      style={{ width: '100%' }}
      showTime={{ format: 'HH:mm', defaultOpenValue: dayjs('2000-01-01T09:30') }}
      format="YYYY-MM-DD HH:mm"
      placeholder={placeholder ?? t('pick.datetime')}
      value={value === undefined ? null : toWall(value)}
      needConfirm={false}
      onChange={(wall) => onChange?.(wall === null || Array.isArray(wall) ? undefined : fromWall(wall))}
    />
  )
}

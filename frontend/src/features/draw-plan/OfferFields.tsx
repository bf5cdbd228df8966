import { Alert, Button, Form, Input, Select } from 'antd'
import { Icon } from '../../ui/Icon'
import { useUi } from '../../ui/strings'
import { isCityForced, type OfferValues, type PlanValues } from './plan'
import { useDrawPlan } from './strings'

const city = /^[0-9]{6}$/
const seat = /^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/

/** The cities out of which the drawn venues' cities are drawn, each with its free seats. */
export function OfferFields({ drawn, quota }: { drawn: number; quota: number }) {
  const t = useDrawPlan()
  const ui = useUi()
  const form = Form.useFormInstance<PlanValues>()
  const offers: Partial<OfferValues>[] = Form.useWatch('offers', form) ?? []
  const refuse = (text: string) => Promise.reject(new Error(text))
  const cityRule = (_: unknown, code: string | undefined) => {
    if (!city.test(code ?? '')) return refuse(t('region.rule'))
    const all = (form.getFieldValue('offers') ?? []) as Partial<OfferValues>[]
    return all.filter((offer) => offer?.city === code).length > 1 ? refuse(t('offers.twice')) : Promise.resolve()
  }
  const seatRule = (_: unknown, seats: string[] | undefined) => {
    if ((seats ?? []).length === 0) return refuse(t('offers.seatsNone'))
    return (seats ?? []).every((each) => seat.test(each)) ? Promise.resolve() : refuse(t('offers.seatRule'))
  }
  const enough = (_: unknown, seats: string[] | undefined) => ((seats ?? []).length >= quota || (seats ?? []).length === 0 ? Promise.resolve() : refuse(t('offers.seatsFew', { n: quota })))
  const cities = (_: unknown, all: unknown[] | undefined) => ((all ?? []).length >= drawn ? Promise.resolve() : refuse(t('offers.few', { n: drawn })))
  return (
    <Form.List name="offers" rules={[{ validator: cities }]}>
      {(rows, { add, remove }, { errors }) => (
        <div className="stack tight">
          <h3 className="s13 b">{t('offers.title')}</h3>
          <p className="s13 muted">{t('offers.help', { drawn, quota })}</p>
          {rows.map((row, i) => (
            <div key={row.key} className="plan-row offer-row">
              <Form.Item name={[row.name, 'city']} label={t('venue.city')} required rules={[{ validator: cityRule }]}>
                <Input maxLength={6} inputMode="numeric" />
              </Form.Item>
              <Form.Item name={[row.name, 'name']} label={t('offers.name')} rules={[{ required: true, whitespace: true, message: ui('invalid.required') }]}>
                <Input maxLength={100} />
              </Form.Item>
              <Form.Item name={[row.name, 'seats']} label={t('offers.seats')} required rules={[{ validator: seatRule }, { validator: enough, warningOnly: true }]}>
                <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', '，', '、', ' ']} />
              </Form.Item>
              <Button className="row-remove" aria-label={t('offers.remove', { n: i + 1 })} icon={<Icon name="close" small />} onClick={() => remove(row.name)} />
            </div>
          ))}
          <Form.ErrorList errors={errors} />
          {isCityForced(offers, drawn, quota) && <Alert type="warning" showIcon title={t('offers.forced', { n: drawn })} />}
          <div>
            <Button icon={<Icon name="plus" small />} disabled={rows.length >= 100} onClick={() => add({ city: '', name: '', seats: [] })}>
              {t('offers.add')}
            </Button>
          </div>
        </div>
      )}
    </Form.List>
  )
}

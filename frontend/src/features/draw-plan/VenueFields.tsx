import { Button, Form, Input, Select } from 'antd'
import { Icon } from '../../ui/Icon'
import { Tag } from '../../ui/Tag'
import { useUi } from '../../ui/strings'
import { freeId, mainVenue, quotaOf, type PlanValues, type VenueValues } from './plan'
import { useDrawPlan } from './strings'

const city = /^[0-9]{6}$/

function Offers() {
  const t = useDrawPlan()
  const ui = useUi()
  return (
    <Form.List name="offers">
      {(rows, { add, remove }) => (
        <div className="stack tight">
          <h3 className="s13 b">{t('offers.title')}</h3>
          {rows.map((row, i) => (
            <div key={row.key} className="plan-row offer-row">
              <Form.Item name={[row.name, 'city']} label={t('venue.city')} rules={[{ required: true, pattern: city, message: t('region.rule') }]}>
                <Input maxLength={6} inputMode="numeric" />
              </Form.Item>
              <Form.Item name={[row.name, 'name']} label={t('venue.name')} rules={[{ required: true, message: ui('invalid.required') }]}>
                <Input maxLength={100} />
              </Form.Item>
              <Form.Item name={[row.name, 'seats']} label={t('offers.seats')}>
                <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', '，', ' ']} />
              </Form.Item>
              <Button className="row-remove" aria-label={t('offers.remove', { n: i + 1 })} icon={<Icon name="close" small />} onClick={() => remove(row.name)} />
            </div>
          ))}
          <div>
            <Button icon={<Icon name="plus" small />} onClick={() => add({ city: '', name: '', seats: [] })}>
              {t('offers.add')}
            </Button>
          </div>
        </div>
      )}
    </Form.List>
  )
}

function VenueRow({ name, venue, quota, onRemove }: { name: number; venue: VenueValues | undefined; quota: number; onRemove: (() => void) | undefined }) {
  const t = useDrawPlan()
  const ui = useUi()
  const main = venue?.id === mainVenue
  return (
    <div className="plan-row venue-row">
      <div className="venue-kind">
        <Tag tone={main ? 'blue' : 'plain'} strong>
          {t(main ? 'venue.main' : 'venue.second')}
        </Tag>
        <b>{t('venue.quota', { n: quota })}</b>
      </div>
      <Form.Item name={[name, 'name']} label={t('venue.name')} rules={[{ required: true, message: ui('invalid.required') }]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name={[name, 'city']} label={t('venue.city')} rules={[{ required: main, message: ui('invalid.required') }, { pattern: city, message: t('region.rule') }]}>
        <Input maxLength={6} inputMode="numeric" placeholder={main ? undefined : t('venue.drawnCity')} />
      </Form.Item>
      {onRemove && <Button className="row-remove" aria-label={t('venue.remove', { name: venue?.name ?? '' })} icon={<Icon name="close" small />} onClick={onRemove} />}
    </div>
  )
}

/** Main and secondary venues; how many sit where follows from the need table. */
export function VenueFields() {
  const t = useDrawPlan()
  const form = Form.useFormInstance<PlanValues>()
  const venues = Form.useWatch('venues', form) ?? []
  const needs = Form.useWatch('needs', form) ?? []
  const owners = Form.useWatch('ownerRepresentatives', form) ?? 0
  const drawn = venues.some((venue) => venue?.id !== mainVenue && !venue?.city)
  return (
    <Form.List name="venues">
      {(rows, { add, remove }) =>
        rows.length === 0 ? (
          <div className="row wrap between">
            <span className="muted">{t('venues.none')}</span>
            <Button
              onClick={() => {
                add({ id: mainVenue, name: '' })
                add({ id: 'venue2', name: '' })
              }}
            >
              {t('venues.use')}
            </Button>
          </div>
        ) : (
          <div className="stack tight">
            {rows.map((row, i) => (
              <VenueRow
                key={row.key}
                name={row.name}
                venue={venues[row.name]}
                quota={quotaOf(venues[row.name]?.id ?? '', { needs, ownerRepresentatives: owners })}
                onRemove={i > 1 ? () => remove(row.name) : undefined}
              />
            ))}
            <div className="row wrap">
              <Button icon={<Icon name="plus" small />} disabled={rows.length >= 10} onClick={() => add({ id: freeId('venue', venues.map((venue) => venue?.id ?? '')), name: '' })}>
                {t('venue.add')}
              </Button>
              <Button
                type="text"
                onClick={() => {
                  form.setFieldValue('venues', [])
                  form.setFieldValue('offers', [])
                }}
              >
                {t('venues.drop')}
              </Button>
            </div>
            {drawn && <Offers />}
          </div>
        )
      }
    </Form.List>
  )
}

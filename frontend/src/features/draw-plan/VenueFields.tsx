import { Button, Checkbox, Form, Input } from 'antd'
import { Icon } from '../../ui/Icon'
import { Tag } from '../../ui/Tag'
import { useUi } from '../../ui/strings'
import { OfferFields } from './OfferFields'
import { drawnOf, freeId, quotaOf, type PlanValues, type VenueValues } from './plan'
import { useDrawPlan } from './strings'

const city = /^[0-9]{6}$/

function VenueRow({ name, venue, quota, onRemove }: { name: number; venue: VenueValues | undefined; quota: number; onRemove: (() => void) | undefined }) {
  const t = useDrawPlan()
  const ui = useUi()
  const main = venue?.main === true
  return (
    <div className="plan-row venue-row">
      <Form.Item name={[name, 'id']} hidden>
        <Input />
      </Form.Item>
      <Form.Item name={[name, 'main']} valuePropName="checked" hidden>
        <Checkbox />
      </Form.Item>
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

/** Main and secondary venues, and the cities on offer; how many sit where follows from the need table. */
export function VenueFields() {
  const t = useDrawPlan()
  const form = Form.useFormInstance<PlanValues>()
  const venues = Form.useWatch('venues', form) ?? []
  const needs = Form.useWatch('needs', form) ?? []
  const owners = Form.useWatch('ownerRepresentatives', form) ?? 0
  const quota = (venue: VenueValues | undefined) => quotaOf(venue, { needs, ownerRepresentatives: owners })
  const drawn = drawnOf(venues)
  return (
    <div className="stack">
      <Form.List name="venues">
        {(rows, { add, remove }) =>
          rows.length === 0 ? (
            <div className="row wrap between">
              <span className="muted">{t('venues.none')}</span>
              <Button
                onClick={() => {
                  add({ id: 'main', main: true, name: '' })
                  add({ id: 'venue2', main: false, name: '' })
                }}
              >
                {t('venues.use')}
              </Button>
            </div>
          ) : (
            <div className="stack tight">
              {rows.map((row, i) => (
                <VenueRow key={row.key} name={row.name} venue={venues[row.name]} quota={quota(venues[row.name])} onRemove={i > 1 ? () => remove(row.name) : undefined} />
              ))}
              <div className="row wrap">
                <Button icon={<Icon name="plus" small />} disabled={rows.length >= 10} onClick={() => add({ id: freeId('venue', venues.map((venue) => venue?.id ?? '')), main: false, name: '' })}>
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
            </div>
          )
        }
      </Form.List>
      {/* Beside the list of venues and not in it: a list puts its own name before those of the fields within. */}
      {drawn.length > 0 && <OfferFields drawn={drawn.length} quota={Math.max(1, ...drawn.map(quota))} />}
    </div>
  )
}

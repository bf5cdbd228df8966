import { Button, Form, Input, InputNumber, Select, TreeSelect } from 'antd'
import { Icon } from '../../ui/Icon'
import { useUi } from '../../ui/strings'
import { useSpecialties } from '../expert-pool/queries'
import { freeId, type PlanValues } from './plan'
import { useDrawPlan } from './strings'

const id = /^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/
const region = /^[0-9]{6}$/

/** The need table: one group of specialties a row. */
export function NeedFields() {
  const t = useDrawPlan()
  const ui = useUi()
  const specialties = useSpecialties()
  const form = Form.useFormInstance<PlanValues>()
  const venues = Form.useWatch('venues', form) ?? []
  const regions = (_: unknown, value: string[] | undefined) =>
    (value ?? []).every((code) => region.test(code)) ? Promise.resolve() : Promise.reject(new Error(t('region.rule')))
  const venueOptions = venues.filter((venue) => venue?.id).map((venue) => ({ value: venue.id, label: venue.name || t(venue.main ? 'venue.main' : 'venue.second') }))
  return (
    <Form.List name="needs">
      {(rows, { add, remove }) => (
        <div className="stack tight">
          {rows.map((row, i) => (
            <div key={row.key} className="plan-row need-row">
              <Form.Item name={[row.name, 'id']} label={t('need.id')} rules={[{ required: true, pattern: id, message: t('need.idRule') }]}>
                <Input maxLength={32} />
              </Form.Item>
              <Form.Item name={[row.name, 'specialties']} label={t('need.specialties')} rules={[{ required: true, type: 'array', min: 1, message: ui('invalid.required') }]}>
                <TreeSelect multiple showSearch={{ treeNodeFilterProp: 'title' }} treeData={specialties.tree} fieldNames={{ label: 'title' }} allowClear />
              </Form.Item>
              <Form.Item name={[row.name, 'regions']} label={t('need.regions')} rules={[{ validator: regions }]}>
                <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', '，', ' ']} />
              </Form.Item>
              <Form.Item name={[row.name, 'seats']} label={t('need.seats')} rules={[{ required: true, message: ui('invalid.required') }]}>
                <InputNumber min={1} max={99} precision={0} style={{ width: '100%' }} />
              </Form.Item>
              {venueOptions.length > 0 && (
                <Form.Item name={[row.name, 'venue']} label={t('need.venue')} rules={[{ required: true, message: ui('invalid.required') }]}>
                  <Select options={venueOptions} />
                </Form.Item>
              )}
              {rows.length > 1 && <Button className="row-remove" aria-label={t('need.remove', { n: i + 1 })} icon={<Icon name="close" small />} onClick={() => remove(row.name)} />}
            </div>
          ))}
          <div>
            <Button
              icon={<Icon name="plus" small />}
              onClick={() => {
                const taken = (form.getFieldValue('needs') as { id?: string }[]).map((need) => need?.id ?? '')
                add({ id: freeId('need', taken), specialties: [], regions: [], seats: 1 })
              }}
            >
              {t('need.add')}
            </Button>
          </div>
        </div>
      )}
    </Form.List>
  )
}

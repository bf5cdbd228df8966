import { Button, Form, Input } from 'antd'
import { Icon } from '../../ui/Icon'
import { useUi } from '../../ui/strings'
import { useDrawPlan } from './strings'

const creditCode = /^[0-9A-HJ-NP-RT-UW-Y]{18}$/

/** Organisations whose people are not drawn, beside those that the rules name. */
export function AvoidedFields() {
  const t = useDrawPlan()
  const ui = useUi()
  return (
    <Form.List name="avoided">
      {(rows, { add, remove }) => (
        <div className="stack tight">
          {rows.length === 0 && <span className="muted">{t('avoid.none')}</span>}
          {rows.map((row, i) => (
            <div key={row.key} className="plan-row offer-row">
              <Form.Item name={[row.name, 'creditCode']} label={t('avoid.code')} rules={[{ required: true, pattern: creditCode, message: ui('invalid.code') }]}>
                <Input maxLength={18} className="mono" />
              </Form.Item>
              <Form.Item name={[row.name, 'name']} label={t('avoid.name')} rules={[{ required: true, message: ui('invalid.required') }]}>
                <Input maxLength={200} />
              </Form.Item>
              <Form.Item name={[row.name, 'reason']} label={t('avoid.reason')} rules={[{ required: true, min: 2, message: ui('invalid.required') }]}>
                <Input maxLength={300} />
              </Form.Item>
              <Button className="row-remove" aria-label={t('avoid.remove', { n: i + 1 })} icon={<Icon name="close" small />} onClick={() => remove(row.name)} />
            </div>
          ))}
          <div>
            <Button icon={<Icon name="plus" small />} onClick={() => add({ creditCode: '', name: '', reason: '' })}>
              {t('avoid.add')}
            </Button>
          </div>
        </div>
      )}
    </Form.List>
  )
}

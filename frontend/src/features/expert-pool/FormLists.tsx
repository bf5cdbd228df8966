import { Button, Form, Input, Select } from 'antd'
import type { Rule } from 'antd/es/form'
import type { ReactNode } from 'react'
import { Icon } from '../../ui/Icon'
import { useUi } from '../../ui/strings'
import { usePoolStrings } from './strings'

const offices = ['EMPLOYEE', 'DIRECTOR', 'SUPERVISOR', 'SHAREHOLDER', 'CONTROLLER', 'ADVISER'] as const
const relations = ['SPOUSE', 'PARENT', 'CHILD', 'SIBLING', 'OTHER_RELATIVE', 'INTEREST'] as const

/** Rows of a form, added and removed one by one. */
function Rows({ name, add, max, children }: { name: string; add: string; max: number; children: (row: number) => ReactNode }) {
  const t = usePoolStrings()
  return (
    <Form.List name={name}>
      {(rows, { add: append, remove }) => (
        <div className="stack">
          {rows.map((row) => (
            <div key={row.key} className="pool-row">
              <div className="form-grid">{children(row.name)}</div>
              <Button type="text" aria-label={t('absentRemove')} icon={<Icon name="trash" small />} onClick={() => remove(row.name)} />
            </div>
          ))}
          <div>
            <Button size="small" icon={<Icon name="plus" small />} disabled={rows.length >= max} onClick={() => append({})}>
              {add}
            </Button>
          </div>
        </div>
      )}
    </Form.List>
  )
}

export function OfficesField({ code }: { code: Rule }) {
  const t = usePoolStrings()
  const ui = useUi()
  const required = { required: true, message: ui('invalid.required') }
  return (
    <Rows name="employments" add={t('work')} max={50}>
      {(row) => (
        <>
          <Form.Item name={[row, 'kind']} label={t('performance.kind')} rules={[required]}>
            <Select options={offices.map((value) => ({ value, label: t(value) }))} />
          </Form.Item>
          <Form.Item name={[row, 'organisation']} label={t('employer')} rules={[required]}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name={[row, 'creditCode']} label={t('employerCode')} rules={[code]}>
            <Input maxLength={18} className="mono" />
          </Form.Item>
          <div className="row top">
            <Form.Item name={[row, 'validFrom']} label={t('startsAt')} rules={[required]}>
              <Input type="date" />
            </Form.Item>
            <Form.Item name={[row, 'validUntil']} label={t('endsAt')}>
              <Input type="date" />
            </Form.Item>
          </div>
        </>
      )}
    </Rows>
  )
}

export function QualificationsField() {
  const t = usePoolStrings()
  const ui = useUi()
  return (
    <Rows name="qualifications" add={t('qualifications')} max={30}>
      {(row) => (
        <>
          <Form.Item name={[row, 'name']} label={t('qualifications')} rules={[{ required: true, message: ui('invalid.required') }]}>
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item name={[row, 'number']} label={t('documentNo')}>
            <Input maxLength={100} className="mono" />
          </Form.Item>
          <Form.Item name={[row, 'issuedOn']} label={t('startsAt')}>
            <Input type="date" />
          </Form.Item>
          <Form.Item name={[row, 'expiresOn']} label={t('qualifiedUntil')}>
            <Input type="date" />
          </Form.Item>
        </>
      )}
    </Rows>
  )
}

export function RelationsField({ code }: { code: Rule }) {
  const t = usePoolStrings()
  const ui = useUi()
  const required = { required: true, message: ui('invalid.required') }
  return (
    <Rows name="relations" add={t('relations')} max={50}>
      {(row) => (
        <>
          <Form.Item name={[row, 'kind']} label={t('performance.kind')} rules={[required]}>
            <Select options={relations.map((value) => ({ value, label: t(value) }))} />
          </Form.Item>
          <Form.Item name={[row, 'person']} label={t('name')}>
            <Input maxLength={60} autoComplete="off" />
          </Form.Item>
          <Form.Item name={[row, 'organisation']} label={t('employer')} rules={[required]}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name={[row, 'creditCode']} label={t('employerCode')} rules={[code]}>
            <Input maxLength={18} className="mono" />
          </Form.Item>
        </>
      )}
    </Rows>
  )
}

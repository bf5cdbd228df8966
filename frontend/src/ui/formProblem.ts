import type { FormInstance } from 'antd'
import type { ApiError } from '../api/problem'

/** Lays the server's findings (`errors[].pointer`) beside the fields that they name. */
export function showFieldErrors(form: FormInstance, error: ApiError): void {
  const fields = (error.problem.errors ?? []).flatMap(({ pointer, message }) => {
    const name = pointer.replace(/^#?\/(body\/)?/, '').split('/')
    return name[0] === '' ? [] : [{ name: name.map((part) => (/^\d+$/.test(part) ? Number(part) : part)), errors: [message] }]
  })
  form.setFields(fields)
}

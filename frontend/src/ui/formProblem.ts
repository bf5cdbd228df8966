import type { FormInstance } from 'antd'
import type { ApiError } from '../api/problem'

/**
 * Lays the server's findings (`errors[].pointer`) beside the fields that they name.
 *
 * @param within the member of the body that the form fills, where it is not the body itself
 */
export function showFieldErrors(form: FormInstance, error: ApiError, within?: string): void {
  const fields = (error.problem.errors ?? []).flatMap(({ pointer, message }) => {
    const path = pointer.replace(/^#?\/(body\/)?/, '')
    const name = (within !== undefined && path.startsWith(`${within}/`) ? path.slice(within.length + 1) : path).split('/')
    return name[0] === '' ? [] : [{ name: name.map((part) => (/^\d+$/.test(part) ? Number(part) : part)), errors: [message] }]
  })
  form.setFields(fields)
}

import { useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useRef, type ClipboardEvent, type KeyboardEvent } from 'react'
import { api } from '../../api/client'
import { Icon } from '../../ui/Icon'
import { useUi } from '../../ui/strings'
import { emptyRow, faultOf, isBlank, parsePasted, type ReceivedRow } from './received'
import { useOpeningStrings } from './strings'

interface ReceivedEditorProps {
  projectId: string
  rows: ReceivedRow[]
  onChange: (rows: ReceivedRow[]) => void
  showFaults: boolean
}

function useRegister(projectId: string) {
  return useQuery({
    queryKey: ['project', projectId, 'registrations'],
    queryFn: ({ signal }) => api.get('/projects/{projectId}/registrations', { path: { projectId }, signal }),
    enabled: false,
    retry: false,
  })
}

/** The list of bids received: one row each; Enter goes on to the next row, a block may be pasted. */
export function ReceivedEditor({ projectId, rows, onChange, showFaults }: ReceivedEditorProps) {
  const t = useOpeningStrings()
  const ui = useUi()
  const table = useRef<HTMLTableSectionElement>(null)
  const register = useRegister(projectId)
  const shown = rows.length === 0 ? [emptyRow] : rows

  const change = (at: number, part: Partial<ReceivedRow>) => onChange(shown.map((row, i) => (i === at ? { ...row, ...part } : row)))
  const paste = (at: number, event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text')
    if (!/[\n\t]/.test(text.trim())) return
    event.preventDefault()
    onChange([...shown.slice(0, at).filter((r) => !isBlank(r)), ...parsePasted(text), ...shown.slice(at + 1).filter((r) => !isBlank(r))])
  }
  const nextRow = (at: number, event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    event.preventDefault()
    if (at === shown.length - 1) onChange([...shown, emptyRow])
    requestAnimationFrame(() => table.current?.querySelectorAll<HTMLInputElement>('input[data-first]')[at + 1]?.focus())
  }
  const takeRegister = async () => {
    const { data } = await register.refetch()
    if (!data) return
    const known = new Set(shown.map((r) => r.creditCode))
    const added = data.items.filter((r) => !known.has(r.organisation.creditCode)).map((r) => ({ bidderName: r.organisation.name, creditCode: r.organisation.creditCode }))
    onChange([...shown.filter((r) => !isBlank(r)), ...added])
  }

  return (
    <>
      <div className="scroll-x">
        <table className="t entry">
          <thead>
            <tr>
              <th scope="col" style={{ width: 48 }}>
                #
              </th>
              <th scope="col">{t('received.name')}</th>
              <th scope="col" style={{ width: 260 }}>
                {t('received.code')}
              </th>
              <th scope="col" style={{ width: 56 }} />
            </tr>
          </thead>
          <tbody ref={table}>
            {shown.map((row, i) => {
              const fault = showFaults ? faultOf(row, shown) : undefined
              return (
                <tr key={i}>
                  <td>{i + 1}</td>
                  <td>
                    <Input
                      data-first
                      aria-label={`${t('received.name')} ${i + 1}`}
                      maxLength={200}
                      value={row.bidderName}
                      status={fault === 'name' ? 'error' : undefined}
                      onPaste={(e) => paste(i, e)}
                      onChange={(e) => change(i, { bidderName: e.target.value })}
                    />
                  </td>
                  <td>
                    <Input
                      className="mono"
                      aria-label={`${t('received.code')} ${i + 1}`}
                      maxLength={18}
                      value={row.creditCode}
                      status={fault === 'code' || fault === 'duplicate' ? 'error' : undefined}
                      onPaste={(e) => paste(i, e)}
                      onKeyDown={(e) => nextRow(i, e)}
                      onChange={(e) => change(i, { creditCode: e.target.value.trim().toUpperCase() })}
                    />
                    {fault && <p className="field-error">{fault === 'duplicate' ? t('received.duplicate') : fault === 'code' ? ui('invalid.code') : ui('invalid.required')}</p>}
                  </td>
                  <td>
                    <Button type="text" icon={<Icon name="trash" small />} aria-label={t('received.remove', { n: i + 1 })} onClick={() => onChange(shown.filter((_, j) => j !== i))} />
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      <div className="actions entry-actions">
        <Button size="small" icon={<Icon name="plus" small />} onClick={() => onChange([...shown, emptyRow])}>
          {t('received.add')}
        </Button>
        <Button size="small" icon={<Icon name="people" small />} loading={register.isFetching} onClick={() => void takeRegister()}>
          {t('received.fromRegister')}
        </Button>
        <span className="s13 muted">{t('received.count', { n: shown.filter((r) => !isBlank(r)).length })}</span>
      </div>
    </>
  )
}

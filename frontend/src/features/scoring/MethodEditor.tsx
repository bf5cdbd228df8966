import { useMutation, useQuery } from '@tanstack/react-query'
import { Alert, Button, Input, Select } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client'
import type { MethodCheck } from '../../api/types'
import { usePick } from '../../i18n'
import { Icon } from '../../ui/Icon'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { MethodCheckReport } from './MethodCheckReport'
import { MethodFacts } from './MethodFacts'
import { useScoring } from './strings'
import './scoring.css'

export type MethodJson = Record<string, never>

export function useMethods() {
  return useQuery({ queryKey: ['methods'], queryFn: ({ signal }) => api.get('/methods', { signal }), staleTime: 300_000 })
}

function parse(source: string): { method: MethodJson } | { why: string } {
  try {
    const method = JSON.parse(source) as unknown
    if (typeof method !== 'object' || method === null || Array.isArray(method)) return { why: '{ … }' }
    return { method: method as MethodJson }
  } catch (cause) {
    return { why: cause instanceof Error ? cause.message : String(cause) }
  }
}

interface MethodEditorProps {
  value?: MethodJson
  /** Called with the definition when it is JSON, with undefined while it is not. */
  onChange?: (method: MethodJson | undefined) => void
}

/** A scoring method: chosen from the templates, adapted as JSON, checked by the server. */
export function MethodEditor({ value, onChange }: MethodEditorProps) {
  const t = useScoring()
  const pick = usePick()
  const methods = useMethods()
  const [source, setSource] = useState(() => (value === undefined ? '' : JSON.stringify(value, null, 2)))
  const [template, setTemplate] = useState<string>()
  const parsed = source.trim() === '' ? undefined : parse(source)
  const check = useMutation<MethodCheck, unknown, MethodJson>({ mutationFn: (method) => api.post('/methods/check', { body: method }) })
  const load = useMutation({
    mutationFn: (methodId: string) => api.get('/methods/{methodId}', { path: { methodId } }),
    onSuccess: (method) => {
      edit(JSON.stringify(method, null, 2))
      check.mutate(method)
    },
  })

  function edit(next: string) {
    setSource(next)
    check.reset()
    const read = parse(next)
    onChange?.('method' in read ? read.method : undefined)
  }

  return (
    <div className="stack tight method-editor">
      <Select
        aria-label={t('method.choose')}
        placeholder={t('method.choose')}
        loading={methods.isPending || load.isPending}
        value={template}
        showSearch={{ optionFilterProp: 'label' }}
        options={(methods.data?.items ?? []).map((m) => ({ value: m.methodId, label: `${pick(m.nameZh, m.nameEn)}（${m.family} · ${m.methodId} ${m.version}）` }))}
        onChange={(methodId) => {
          setTemplate(methodId)
          load.mutate(methodId)
        }}
      />
      <span className="s12 muted">{t('method.chooseHint')}</span>
      {load.error && <ProblemNotice error={load.error} />}
      {parsed && 'method' in parsed && <MethodFacts method={parsed.method} />}
      <label htmlFor="method-json">{t('method.json')}</label>
      <Input.TextArea id="method-json" spellCheck={false} value={source} rows={8} onChange={(e) => edit(e.target.value)} />
      <span className="s12 muted">{t('method.jsonHint')}</span>
      {parsed && 'why' in parsed && <Alert type="error" showIcon title={t('method.notJson', { why: parsed.why })} />}
      <div>
        <Button icon={<Icon name="shield" small />} loading={check.isPending} disabled={!parsed || 'why' in parsed} onClick={() => parsed && 'method' in parsed && check.mutate(parsed.method)}>
          {t('method.check')}
        </Button>
      </div>
      {check.error !== null && <ProblemNotice error={check.error} />}
      {check.data && <MethodCheckReport check={check.data} />}
    </div>
  )
}

import { Alert, Button, Input, Modal } from 'antd'
import { useState, type ReactNode } from 'react'
import { asApiError } from '../api/problem'
import type { Acknowledgement, Verdict } from '../api/types'
import { usePick } from '../i18n'
import { ProblemNotice } from './ProblemNotice'
import { useUi } from './strings'
import { VerdictLine, VerdictList } from './VerdictList'

interface ConfirmActProps {
  open: boolean
  title: string
  /** What happens, sentence by sentence; nothing that happens may be missing here. */
  happens: ReactNode[]
  /** What the rules say now, so far as it is known before the act. */
  verdicts?: Verdict[]
  act: string
  busy: boolean
  error: unknown
  irrevocable?: boolean
  children?: ReactNode
  disabled?: boolean
  /** As for `ProblemNotice`. */
  fieldName?: (pointer: string) => string | undefined
  onCancel: () => void
  onConfirm: (acknowledgements: Acknowledgement[]) => void
}

/** Verdicts known before, with those of the server's refusal laid over them. */
function currentVerdicts(known: Verdict[], error: unknown): Verdict[] {
  const answered = error ? (asApiError(error).problem.verdicts ?? []) : []
  const ids = new Set(answered.map((v) => v.ruleId))
  return [...answered, ...known.filter((v) => !ids.has(v.ruleId))]
}

/** Asks before what cannot be taken back: names exactly what happens, shows what blocks, takes a reason for each warning. */
export function ConfirmAct(props: ConfirmActProps) {
  const t = useUi()
  const pick = usePick()
  const [reasons, setReasons] = useState<Record<string, string>>({})
  const [asked, setAsked] = useState(false)
  const verdicts = currentVerdicts(props.verdicts ?? [], props.error)
  const blocked = verdicts.filter((v) => v.outcome === 'BLOCKED')
  const warnings = verdicts.filter((v) => v.outcome === 'WARNING')
  const missing = warnings.filter((v) => !reasons[v.ruleId]?.trim())
  const problem = props.error ? asApiError(props.error).problem : undefined
  const onlyReasons = problem !== undefined && (problem.verdicts ?? []).length > 0

  const confirm = () => {
    setAsked(true)
    if (missing.length > 0) return
    props.onConfirm(warnings.map((v) => ({ ruleId: v.ruleId, reason: reasons[v.ruleId]!.trim() })))
  }

  return (
    <Modal
      open={props.open}
      title={props.title}
      width={640}
      onCancel={props.onCancel}
      mask={{ closable: false }}
      destroyOnHidden
      footer={[
        <Button key="cancel" onClick={props.onCancel}>
          {t('cancel')}
        </Button>,
        <Button key="act" type="primary" loading={props.busy} disabled={blocked.length > 0 || props.disabled} onClick={confirm}>
          {props.act}
        </Button>,
      ]}
    >
      <div className="stack">
        <div>
          <h3>{t('confirm.happens')}</h3>
          <ul className="bullets">
            {props.happens.map((line, i) => (
              <li key={i}>{line}</li>
            ))}
          </ul>
          {props.irrevocable !== false && <p className="s13 warm">{t('confirm.irrevocable')}</p>}
        </div>
        {props.children}
        {blocked.length > 0 && (
          <div>
            <Alert type="warning" showIcon title={t('confirm.blocked')} />
            <VerdictList verdicts={blocked} />
          </div>
        )}
        {warnings.length > 0 && (
          <div>
            <h3>{t('ack.title')}</h3>
            <ul>
              {warnings.map((v) => (
                <div key={v.ruleId}>
                  <VerdictLine verdict={v} />
                  <Input.TextArea
                    aria-label={`${t('ack.reason')} ${v.ruleId} ${pick(v.messageZh, v.messageEn)}`}
                    placeholder={t('ack.reason')}
                    rows={2}
                    maxLength={4000}
                    status={asked && !reasons[v.ruleId]?.trim() ? 'error' : undefined}
                    value={reasons[v.ruleId] ?? ''}
                    onChange={(e) => setReasons({ ...reasons, [v.ruleId]: e.target.value })}
                  />
                  {asked && !reasons[v.ruleId]?.trim() && <p className="field-error">{t('ack.required')}</p>}
                </div>
              ))}
            </ul>
          </div>
        )}
        {props.error !== null && props.error !== undefined && !onlyReasons && <ProblemNotice error={props.error} fieldName={props.fieldName} />}
      </div>
    </Modal>
  )
}

import { Checkbox } from 'antd'
import { Panel } from '../../../ui/Panel'
import { useDesk } from './strings'
import { CONSENT } from './traits'

/** What is recorded of machine and documents, before anything is. */
export function ConsentPanel({ organisation, agreed, onAgreed, disabled }: { organisation: string; agreed: boolean; onAgreed: (agreed: boolean) => void; disabled: boolean }) {
  const t = useDesk()
  return (
    <Panel title={t('consent.title')} sub={CONSENT}>
      <div className="stack tight">
        <ul className="bullets s13">
          <li>{t('consent.1')}</li>
          <li>{t('consent.2')}</li>
          <li>{t('consent.3')}</li>
        </ul>
        <Checkbox checked={agreed} disabled={disabled} onChange={(e) => onAgreed(e.target.checked)}>
          {t('consent.agree', { organisation })}
        </Checkbox>
      </div>
    </Panel>
  )
}

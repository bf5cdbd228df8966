import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { api } from '../../api/client'
import type { Expert } from '../../api/types'
import { useWrite } from '../../api/useWrite'
import { PageHead } from '../../shell/PageHead'
import { useActing } from '../../shell/roles'
import { Icon } from '../../ui/Icon'
import { Loaded } from '../../ui/Loaded'
import { useUi } from '../../ui/strings'
import { FormDialog } from './BarDialogs'
import { BarsPanel } from './BarsPanel'
import { HistoryPanel } from './HistoryPanel'
import { PerformancePanel } from './PerformancePanel'
import { PersonPanel } from './PersonPanel'
import './pool.css'
import { poolKeys, useExpert } from './queries'
import { StateTags } from './StateTags'
import { usePoolStrings } from './strings'
import { TiesPanels } from './TiesPanels'

function RetireDialog({ expert, onClose }: { expert: Expert; onClose: () => void }) {
  const t = usePoolStrings()
  const ui = useUi()
  const retire = useWrite({ send: (body: { reason: string }, key) => api.post('/experts/{expertId}/retirement', { path: { expertId: expert.id }, body, key }), stale: () => [poolKeys.all], done: onClose })
  return (
    <FormDialog<{ reason: string }> title={t('retireTitle')} act={t('retire')} danger happens={[t('retire1', { no: expert.poolNo }), t('retire2'), t('retire3'), ui('confirm.irrevocable')]} busy={retire.isPending} error={retire.error} onClose={onClose} onSend={(input, onError) => retire.mutate(input, { onError })}>
      <Form.Item name="reason" label={t('reason')} rules={[{ required: true, min: 4, whitespace: true, message: ui('invalid.required') }]}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </FormDialog>
  )
}

/** One expert with all that is known: for the operator, and to read for supervisors and auditors. */
export function ExpertView({ expert, operates, own }: { expert: Expert; operates: boolean; own?: boolean }) {
  const t = usePoolStrings()
  return (
    <div className="stack">
      {expert.duplicateOf && (
        <p className="row">
          <Icon name="info" small /> {t('duplicate')} {!own && <Link to={`/experts/${expert.duplicateOf}`}>{t('duplicateOpen')}</Link>}
        </p>
      )}
      <div className="pool-two">
        <div className="stack">
          <PersonPanel expert={expert} mayLook={operates} />
          <TiesPanels expert={expert} />
        </div>
        <div className="stack">
          <BarsPanel expert={expert} operates={operates} />
          <PerformancePanel expert={expert} operates={operates} />
        </div>
      </div>
      <HistoryPanel expertId={expert.id} readsImports={!own} />
    </div>
  )
}

export default function ExpertPage() {
  const t = usePoolStrings()
  const navigate = useNavigate()
  const { role } = useActing()
  const { expertId = '' } = useParams()
  const expert = useExpert(expertId)
  const [retiring, setRetiring] = useState(false)
  const operates = role === 'expert_pool_operator'
  return (
    <>
      <PageHead
        title={expert.data ? t('expert', { no: expert.data.poolNo }) : t('title')}
        tags={expert.data && <StateTags states={expert.data.availability} />}
        actions={
          operates &&
          expert.data?.state === 'ACTIVE' && (
            <>
              <Button danger onClick={() => setRetiring(true)}>
                {t('retire')}
              </Button>
              <Button type="primary" icon={<Icon name="pen" small />} onClick={() => void navigate(`/experts/${expertId}/edit`)}>
                {t('edit')}
              </Button>
            </>
          )
        }
      />
      <Loaded query={expert} rows={8}>
        {(data) => (
          <>
            <ExpertView expert={data} operates={operates} />
            {retiring && <RetireDialog expert={data} onClose={() => setRetiring(false)} />}
          </>
        )}
      </Loaded>
    </>
  )
}

import { useMutation } from '@tanstack/react-query'
import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client'
import type { Expert } from '../../api/types'
import { useLanguage } from '../../i18n'
import { Icon } from '../../ui/Icon'
import { Facts, Panel } from '../../ui/Panel'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { Tag } from '../../ui/Tag'
import { useUi } from '../../ui/strings'
import { When } from '../../ui/When'
import { StandingTag } from './Fact'
import { useSpecialties } from './queries'
import { regionName } from './regions'
import { usePoolStrings } from './strings'

/** Asks for the reason, and says that the look is put on record. */
function useLook(expert: Expert) {
  // Not kept by the query cache: what was seen in clear goes with the page.
  return useMutation({ mutationFn: (reason: string) => api.get('/experts/{expertId}/personal-data', { path: { expertId: expert.id }, query: { reason } }) })
}

export function PersonPanel({ expert, mayLook }: { expert: Expert; mayLook: boolean }) {
  const t = usePoolStrings()
  const ui = useUi()
  const language = useLanguage()
  const specialties = useSpecialties()
  const look = useLook(expert)
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const clear = look.data
  const close = () => {
    setAsking(false)
    setReason('')
  }
  return (
    <Panel
      title={t('person')}
      sub={!clear && t('masked')}
      actions={
        mayLook && (
          <Button size="small" className="no-print" icon={<Icon name={clear ? 'lock' : 'eye'} small />} onClick={() => (clear ? look.reset() : setAsking(true))}>
            {t(clear ? 'hide' : 'look')}
          </Button>
        )
      }
    >
      <Facts
        wide
        items={[
          [t('name'), <b key="n">{clear?.name ?? expert.name}</b>],
          [t('phone'), <span key="p" className="mono">{clear?.phone ?? expert.phone}</span>],
          ...((clear?.email ?? expert.email) ? [[t('email'), clear?.email ?? expert.email] as [string, string]] : []),
          [t('region'), regionName(expert.region, language)],
          [
            t('specialties'),
            <span key="s" className="stack tight">
              {expert.specialties.map((code) => (
                <span key={code}>
                  <span className="mono">{code}</span> {specialties.name(code)}
                </span>
              ))}
            </span>,
          ],
          [t('titleWord'), `${expert.title}（${t(expert.titleLevel)}）`],
          [
            t('fieldSince'),
            <span key="f" className="row wrap">
              {expert.fieldSince} <StandingTag standing={expert.standing} />
            </span>,
          ],
          [t('library'), expert.library],
          ...(expert.account ? [[t('account'), expert.account] as [string, string]] : []),
          ...(expert.sanctioned ? [['E04', <Tag key="x" tone="red" icon="warning">{t('sanctioned')}</Tag>] as [string, React.ReactNode]] : []),
          [t('registeredAt'), <When key="r" at={expert.registeredAt} />],
          [t('changedAt'), <When key="c" at={expert.changedAt} />],
        ]}
      />
      <Modal
        open={asking}
        title={t('lookTitle')}
        okText={t('look')}
        cancelText={ui('cancel')}
        okButtonProps={{ disabled: reason.trim().length < 4 }}
        confirmLoading={look.isPending}
        onCancel={close}
        onOk={() => look.mutate(reason.trim(), { onSuccess: close })}
        destroyOnHidden
      >
        <div className="stack">
          <ul className="bullets">
            <li>{t('look1', { no: expert.poolNo })}</li>
            <li>{t('look2')}</li>
          </ul>
          <label htmlFor="look-reason">{t('lookReason')}</label>
          <Input id="look-reason" autoFocus maxLength={200} value={reason} onChange={(e) => setReason(e.target.value)} />
          {look.error && <ProblemNotice error={look.error} />}
        </div>
      </Modal>
    </Panel>
  )
}

import { Button } from 'antd'
import { useState } from 'react'
import { useLocation } from 'react-router'
import { api } from '../../api/client'
import { useWrite } from '../../api/useWrite'
import { PageHead } from '../../shell/PageHead'
import { useTitle } from '../../shell/ServerTime'
import { Icon } from '../../ui/Icon'
import { Empty } from '../../ui/Loaded'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { useCallingStrings } from './strings'
import './calling.css'

type Answer = 'ACCEPTED' | 'DECLINED'

/** Where an expert answers a mail. The reference is behind the hash of the address, which no server sees until it is sent. */
export default function AnswerPage() {
  const t = useCallingStrings()
  const { hash } = useLocation()
  const ref = hash.slice(1)
  const [recorded, setRecorded] = useState<Answer | 'NO_ANSWER' | undefined>()
  useTitle(t('answer.title'))
  const reply = useWrite<Answer, { recorded: Answer | 'NO_ANSWER' }>({
    send: (answer) => api.post('/calls/reply', { body: { ref, answer } }),
    done: (answered) => setRecorded(answered.recorded),
  })
  const whole = /^[A-Za-z0-9_-]{16,64}$/.test(ref)
  return (
    <>
      <PageHead title={t('answer.title')} />
      <div className="card calling-answer">
        {!whole ? (
          <Empty icon="warning" title={t('answer.noRef')} text={t('answer.noRefText')} />
        ) : recorded !== undefined ? (
          <div role="status">
            <Empty icon={recorded === 'ACCEPTED' ? 'check' : 'info'} title={t(`answer.${recorded}`)} text={t(`answer.${recorded}Text`)} />
          </div>
        ) : (
          <div className="bd stack">
            <p>{t('answer.text')}</p>
            <div className="row">
              <Button type="primary" size="large" icon={<Icon name="check" small />} loading={reply.isPending && reply.variables === 'ACCEPTED'} onClick={() => reply.mutate('ACCEPTED')}>
                {t('answer.accept')}
              </Button>
              <Button size="large" loading={reply.isPending && reply.variables === 'DECLINED'} onClick={() => reply.mutate('DECLINED')}>
                {t('answer.decline')}
              </Button>
            </div>
            {reply.error && <ProblemNotice error={reply.error} />}
          </div>
        )}
      </div>
    </>
  )
}

import { useMutation } from '@tanstack/react-query'
import { hexToBytes } from '@noble/hashes/utils.js'
import { Button } from 'antd'
import { Link } from 'react-router'
import type { components } from '../../api/schema'
import { useLanguage } from '../../i18n'
import { Icon } from '../../ui/Icon'
import { Facts, Panel } from '../../ui/Panel'
import { Tag } from '../../ui/Tag'
import { When } from '../../ui/When'
import { canonical } from '../audit/commitment'
import { findingText, log, policyNow } from '../audit/log'
import { isFailure } from '../audit/verify/findings'
import { verifyRecord } from '../audit/verify/verify'
import { publicPath, saveFile } from './format'
import { useDrawStrings, usePartyName, useReasonName } from './strings'

export type Aborted = components['schemas']['AbortedDraw']

/** Whether the record of the end is in the public log: followed through its tiles to a checkpoint that the policy accepts. */
async function inLog({ record, salt, index }: Aborted['abort']) {
  if (index === undefined) throw new Error('no index')
  return verifyRecord(canonical(record), hexToBytes(salt), { log, index }, await policyNow())
}

function EndRecord({ aborted }: { aborted: Aborted }) {
  const t = useDrawStrings()
  const language = useLanguage()
  const check = useMutation({ mutationFn: () => inLog(aborted.abort) })
  const [finding] = check.data?.findings ?? []
  const size = check.data?.sealed?.checkpoint.size
  return (
    <Panel title={t('aborted.record')} sub={aborted.abort.index === undefined ? t('step.pending') : t('step.index', { n: aborted.abort.index })}>
      <div className="stack tight">
        <p className="s13 muted">{t('aborted.recordHelp')}</p>
        <div className="row wrap no-print">
          <Button type="primary" disabled={aborted.abort.index === undefined} loading={check.isPending} icon={<Icon name="shield" />} onClick={() => check.mutate()}>
            {t('aborted.verify')}
          </Button>
          <Button icon={<Icon name="download" small />} onClick={() => saveFile(`${aborted.draw_id.replace('/', '-')}.aborted.json`, JSON.stringify(aborted, undefined, 2))}>
            {t('aborted.download')}
          </Button>
        </div>
        <div role="status">
          {check.data !== undefined &&
            (finding === undefined ? (
              <Tag tone="ok" strong icon="check">
                {t('aborted.proved', { n: size ?? 0 })}
              </Tag>
            ) : (
              <Tag tone={isFailure(finding) ? 'red' : 'yellow'} strong icon={isFailure(finding) ? 'stop' : 'warning'}>
                {findingText(finding, language)}
              </Tag>
            ))}
          {check.error !== null && <span className="field-error">{t('verify.failed')}</span>}
        </div>
        <details className="draw-codes">
          <summary>{t('aborted.asWritten')}</summary>
          <pre className="mono draw-record">{JSON.stringify(aborted.abort.record, undefined, 2)}</pre>
        </details>
      </div>
    </Panel>
  )
}

/** What stays for everybody of an attempt that ended without a result. */
export function AbortedDraw({ aborted }: { aborted: Aborted }) {
  const t = useDrawStrings()
  const name = usePartyName()
  const reasonName = useReasonName()
  const steps = [...aborted.steps].sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || (a.index ?? 0) - (b.index ?? 0))
  const stepName = (step: string) => {
    const key = `step.${step}` as 'step.KEYS'
    const known = t(key)
    return known === key ? step : known
  }
  const next = aborted.next
  const end = aborted.steps.find(({ step }) => step === 'ABORT')
  const isPublic = next?.state === 'DRAWN' || next?.state === 'ABORTED'
  return (
    <div className="stack" data-testid="aborted-draw">
      <div className="draw-aborted" role="status">
        <p>
          <Icon name="stop" /> <b>{t('aborted.title', { draw: aborted.draw_id })}</b> {reasonName(aborted.reason)}
        </p>
        <p className="s13">{t('aborted.noResult')}</p>
      </div>
      <Panel title={t('aborted.facts')} actions={<Tag tone="orange" icon="stop">{t('state.ABORTED')}</Tag>}>
        <Facts
          items={[
            [t('attempts.draw'), <code key="d" className="mono">{aborted.draw_id}</code>],
            [t('attempts.reason'), reasonName(aborted.reason)],
            [t('aborted.by'), aborted.defaulted.length === 0 ? '—' : aborted.defaulted.map(name).join(t('comma'))],
            [t('aborted.from'), <When key="f" at={aborted.started_at} />],
            [t('aborted.end'), <When key="e" at={end?.at} />],
            [t('roots.rules'), <code key="r" className="mono">{aborted.rules_hash}</code>],
            [t('roots.pool'), <code key="p" className="mono">{aborted.pool_root}</code>],
            [
              t('aborted.next'),
              next === undefined ? (
                t('aborted.noNext')
              ) : isPublic ? (
                <Link key="n" className="mono" to={publicPath(next.draw_id)}>
                  {next.draw_id}
                </Link>
              ) : (
                <span key="n">
                  <code className="mono">{next.draw_id}</code> {t(`state.${next.state}`)}
                </span>
              ),
            ],
          ]}
        />
      </Panel>
      <Panel flush title={t('steps.title')} sub={t('steps.sub')}>
        <div className="scroll-x" tabIndex={0} role="region" aria-label={t('steps.title')}>
          <table className="t">
            <thead>
              <tr>
                <th scope="col">{t('aborted.step')}</th>
                <th scope="col">{t('aborted.party')}</th>
                <th scope="col">{t('aborted.at')}</th>
                <th scope="col">{t('aborted.place')}</th>
              </tr>
            </thead>
            <tbody>
              {steps.map((step) => (
                <tr key={step.step + (step.party ?? '')}>
                  <th scope="row">{stepName(step.step)}</th>
                  <td>{step.party === undefined ? '—' : name(step.party)}</td>
                  <td>
                    <When at={step.at} />
                  </td>
                  <td>{step.index === undefined ? t('step.pending') : t('step.index', { n: step.index })}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Panel>
      <EndRecord aborted={aborted} />
    </div>
  )
}

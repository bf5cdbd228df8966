import { Button, Drawer, Select } from 'antd'
import { useMemo, useState } from 'react'
import type { PriceScores } from '../../api/types'
import { useLanguage, usePick } from '../../i18n'
import { shortDigest } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { Facts } from '../../ui/Panel'
import { formulaOf, shownFigure } from './formula'
import { lineage, replay, stepsOf, type Outcome, type Step } from './replay'
import type { ScoringView } from './result'
import { useScoring } from './strings'

const quiet = new Set(['INPUT', 'LIST'])

function StepLine({ step, no, byId, outcome }: { step: Step; no: number; byId: Map<string, Step>; outcome: Outcome | undefined }) {
  const t = useScoring()
  const pick = usePick()
  const rounded = step.op === 'ROUND' ? t('how.rounded', { scale: step.scale ?? 0, mode: t(`mode.${step.mode ?? 'HALF_UP'}` as 'mode.HALF_UP') }) : undefined
  return (
    <li>
      <span className="no">{no}</span>
      <div>
        {pick(step.textZh, step.textEn)}
        {rounded && <span className="muted">（{rounded}）</span>}
        <div className="fx">
          <span>{formulaOf(step, byId)}</span>
          <b title={step.value}>{shownFigure(step.value)}</b>
        </div>
        {outcome && (
          <div className={outcome.agrees ? 's12 agree' : 's12 differ'}>
            <Icon name={outcome.agrees ? 'check' : 'close'} small /> {outcome.agrees ? t('how.step.agree') : t('how.step.differ', { value: outcome.value })}
          </div>
        )}
      </div>
    </li>
  )
}

function download(name: string, content: unknown) {
  const url = URL.createObjectURL(new Blob([JSON.stringify(content, null, 2)], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}

function Verification({ outcomes }: { outcomes: Map<string, Outcome> }) {
  const t = useScoring()
  const wrong = [...outcomes.values()].filter((o) => !o.agrees).length
  return (
    <p role="status" className={wrong === 0 ? 'verified' : 'verified wrong'} data-testid="replay">
      <Icon name={wrong === 0 ? 'shield' : 'stop'} /> {wrong === 0 ? t('how.agree', { n: outcomes.size }) : t('how.differ', { n: wrong })}
    </p>
  )
}

interface HowDrawerProps {
  scores: PriceScores
  view: ScoringView
  chosen: string | undefined
  onChoose: (key: string | undefined) => void
}

const benchmarkKey = '/benchmark'

/** How a number was made: the steps behind it in words and figures, and a replay of them in the browser. */
export function HowDrawer({ scores, view, chosen, onChoose }: HowDrawerProps) {
  const t = useScoring()
  const language = useLanguage()
  const pick = usePick()
  const [outcomes, setOutcomes] = useState<Map<string, Outcome>>()
  const bid = view.bids.find((b) => b.key === chosen)
  const output = bid ? `/rows/${bid.index}/score` : benchmarkKey
  const steps = useMemo(() => lineage(scores.result, output), [scores.result, output])
  const byId = useMemo(() => new Map(stepsOf(scores.result).map((s) => [s.id, s])), [scores.result])
  const explanation = language === 'en' ? view.explanationEn : view.explanationZh
  return (
    <Drawer
      open={chosen !== undefined}
      onClose={() => onChoose(undefined)}
      size={460}
      title={<h2>{t('how.title')}</h2>}
      mask={false}
      closable={{ placement: 'end' }}
      className="how"
      footer={
        <div className="stack tight">
          <Facts
            items={[
              [t('how.version'), t('how.locked', { name: pick(view.methodName, view.methodNameEn), version: view.methodVersion })],
              [t('how.digest'), <span key="d" className="mono" title={scores.digest}>{shortDigest(scores.digest)}</span>],
              ...(view.resultDigest ? [[t('how.resultDigest'), <span key="r" className="mono" title={view.resultDigest}>{shortDigest(view.resultDigest)}</span>] as [string, React.ReactNode]] : []),
              [t('how.basis'), [...view.citations, 'P07'].join(' · ')],
            ]}
          />
          {outcomes && <Verification outcomes={outcomes} />}
          <div className="row">
            <Button type="primary" size="large" className="grow" icon={<Icon name="shield" />} onClick={() => setOutcomes(replay(scores.method, scores.result))}>
              {t('how.replay')}
            </Button>
            <Button size="large" icon={<Icon name="download" small />} onClick={() => download(`price-scores-${scores.run}.json`, scores)}>
              {t('how.export')}
            </Button>
          </div>
        </div>
      }
    >
      <div className="how-head">
        <Select
          aria-label={t('how.choose')}
          variant="borderless"
          className="grow"
          value={bid ? bid.key : benchmarkKey}
          options={[
            { value: benchmarkKey, label: t('how.benchmark') },
            ...view.bids.map((b) => ({ value: b.key, label: t('how.priceScore', { bidder: b.name }) })),
          ]}
          onChange={onChoose}
        />
        <b className="how-figure">{(bid ? bid.score : view.benchmark && shownFigure(view.benchmark)) ?? '—'}</b>
      </div>
      <ol className="how-steps">
        {steps.filter((s) => !quiet.has(s.op)).map((step, i) => (
          <StepLine key={step.id} step={step} no={i + 1} byId={byId} outcome={outcomes?.get(step.id)} />
        ))}
      </ol>
      <details className="how-more">
        <summary>{t('how.inputs')}</summary>
        <ul>
          {steps.filter((s) => s.op === 'INPUT').map((s) => (
            <li key={s.id} className="row between s13">
              <span>{pick(s.textZh, s.textEn)}</span>
              <b className="nowrap">{shownFigure(s.value)}</b>
            </li>
          ))}
        </ul>
      </details>
      {explanation.length > 0 && (
        <details className="how-more">
          <summary>{t('how.whole')}</summary>
          <ol className="how-words s13">
            {explanation.map((sentence, i) => (
              <li key={i}>{sentence}</li>
            ))}
          </ol>
        </details>
      )}
    </Drawer>
  )
}

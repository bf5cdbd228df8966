import { Button, Drawer, Select } from 'antd'
import { useMemo, useState } from 'react'
import type { PriceScores } from '../../api/types'
import { useLanguage, usePick } from '../../i18n'
import { shortDigest } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { Facts } from '../../ui/Panel'
import { lineage, replay, type Outcome, type Replayed } from './replay'
import type { ScoringView } from './result'
import { outcomeOf, shownFigure, tell, type Line } from './story'
import { useScoring } from './strings'

function StoryLine({ line, no, outcome }: { line: Line; no: number; outcome: Outcome | undefined }) {
  const t = useScoring()
  const pick = usePick()
  const { step } = line
  const rounded = step.op === 'ROUND' ? t('how.rounded', { scale: step.scale ?? 0, mode: t(`mode.${step.mode ?? 'HALF_UP'}` as 'mode.HALF_UP') }) : undefined
  const name = line.named === undefined ? undefined : t(`figure.${line.named}` as 'figure.score')
  return (
    <li>
      <span className="no">{no}</span>
      <div>
        {name === undefined || name.startsWith('figure.') ? pick(step.textZh, step.textEn) : name}
        {rounded && <span className="muted">（{rounded}）</span>}
        <div className="fx">
          <span>{line.formula}</span>
          <b title={step.value}>{step.op === 'SLICE' ? t('how.count', { n: step.value }) : shownFigure(step.value)}</b>
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

function Verification({ replayed }: { replayed: Replayed }) {
  const t = useScoring()
  const wrong = [...replayed.steps.values()].filter((o) => !o.agrees).length + replayed.wrongOutputs.length
  return (
    <p role="status" className={wrong === 0 ? 'verified' : 'verified wrong'} data-testid="replay">
      <Icon name={wrong === 0 ? 'shield' : 'stop'} /> {wrong === 0 ? t('how.agree', { n: replayed.steps.size }) : t('how.differ', { n: wrong })}
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
  const [replayed, setReplayed] = useState<Replayed>()
  const bid = view.bids.find((b) => b.key === chosen)
  const output = bid ? `/rows/${bid.index}/score` : benchmarkKey
  const steps = useMemo(() => lineage(scores.result, output), [scores.result, output])
  const [everyStep, setEveryStep] = useState(false)
  const lines = useMemo(() => tell(scores.result, steps, everyStep), [scores.result, steps, everyStep])
  const explanation = language === 'en' ? view.explanationEn : view.explanationZh
  return (
    <Drawer
      open={chosen !== undefined}
      onClose={() => onChoose(undefined)}
      size={460}
      title={<h2>{t('how.title')}</h2>}
      mask={false}
      closable={{ placement: 'end' }}
      rootClassName="how-root"
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
          {replayed && <Verification replayed={replayed} />}
          <div className="row">
            <Button type="primary" size="large" className="grow" icon={<Icon name="shield" />} onClick={() => setReplayed(replay(scores.method, scores.result))}>
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
        {lines.map((line, i) => (
          <StoryLine key={line.step.id} line={line} no={i + 1} outcome={replayed && outcomeOf(line, replayed.steps)} />
        ))}
      </ol>
      <button type="button" className="text-button" aria-pressed={everyStep} onClick={() => setEveryStep(!everyStep)}>
        {t(everyStep ? 'how.folded' : 'how.every', { n: steps.filter((s) => s.op !== 'INPUT').length })}
      </button>
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

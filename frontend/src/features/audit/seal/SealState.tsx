import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { useWrite } from '../../../api/useWrite'
import type { Project, Seal } from '../../../api/types'
import { useLanguage } from '../../../i18n'
import { formatInstant } from '../../../ui/format'
import { Icon } from '../../../ui/Icon'
import { Facts } from '../../../ui/Panel'
import { ProblemNotice } from '../../../ui/ProblemNotice'
import { When } from '../../../ui/When'
import { cosigners, hasProof, leastFar, missing, saveReceipt, type SealRow } from './seals'
import { useSealStrings } from './strings'
import './seal.css'

const states = ['RECORDED', 'SIGNED', 'SEALED'] as const

function useComma(): string {
  return useLanguage() === 'en' ? ', ' : '、'
}

/** Recorded, signed, sealed: each a word and a shape, so that colour is not needed to read it. */
function Steps({ seal, at }: { seal: Seal; at: string }) {
  const t = useSealStrings()
  const reached = states.indexOf(seal.state)
  // Without a log, or without witnesses, no more is to come.
  const shown = seal.isFinal ? states.slice(0, reached + 1) : states
  const text = (state: (typeof states)[number], i: number) => {
    if (i > reached) return t(`todo.${state as 'SIGNED' | 'SEALED'}`)
    if (state === 'RECORDED') return t('recordedAt', { at })
    return state === 'SEALED' ? t('sealedBy', { n: cosigners(seal).length }) : t('step.SIGNED')
  }
  return (
    <ol className="seal-steps">
      {shown.map((state, i) => (
        <li key={state} className={i <= reached ? `done ${state.toLowerCase()}` : ''}>
          <Icon name={i > reached ? 'clock' : state === 'SEALED' ? 'shield' : 'check'} small />
          {text(state, i)}
        </li>
      ))}
    </ol>
  )
}

function Remark({ seal, at, halted }: { seal: Seal; at: string; halted: boolean }) {
  const t = useSealStrings()
  const comma = useComma()
  if (seal.state === 'SEALED') return null
  if (seal.isFinal) return <p className="s13 muted">{t(seal.state === 'SIGNED' ? 'noWitness' : 'noLog')}</p>
  const names = missing(seal).join(comma)
  return (
    <p className="s13 muted seal-remark">
      <Icon name="info" small /> {halted ? t('halted', { at }) : seal.state === 'SIGNED' && names !== '' ? t('waiting', { names, at }) : t('signing', { at })}
    </p>
  )
}

function Details({ project, seal }: { project: Project; seal: Seal }) {
  const t = useSealStrings()
  const language = useLanguage()
  const number = (n: number) => n.toLocaleString(language === 'en' ? 'en' : 'zh-CN')
  return (
    <div className="seal-details">
      <Facts
        items={[
          [t('entry'), <code key="e" className="mono break">{seal.entryId}</code>],
          [t('index'), seal.index === undefined ? '—' : `#${seal.index}`],
          [t('size'), seal.size === undefined ? '—' : t('sizeValue', { n: number(seal.size) })],
          ...(seal.witnesses.length > 0
            ? [
                [
                  t('witnesses'),
                  <ul key="w">
                    {seal.witnesses.map((w) => (
                      <li key={w.name}>
                        {w.name}{language === 'en' ? ': ' : '：'}{w.cosignedAt === undefined ? t('notYet') : <When at={w.cosignedAt} style="full" />}
                      </li>
                    ))}
                  </ul>,
                ] as [string, React.ReactNode],
              ]
            : []),
        ]}
      />
      {!project.mySides.includes('bidder') && (
        <Link to={`/projects/${project.id}/audit?kind=${seal.kind}`} className="s13 no-print">
          {t('toTrail')}
        </Link>
      )}
    </div>
  )
}

/** The places in the log, in their order. */
function places(seals: Seal[], comma: string): string {
  const all = seals.flatMap((seal) => (seal.index === undefined ? [] : [seal.index])).sort((a, b) => a - b)
  return all.length === 0 ? '—' : all.length > 12 ? `${all[0]} … ${all.at(-1)}` : all.join(comma)
}

/** How far one kind of step is, where the step is taken; with its receipt. */
export function SealState({ project, row, halted }: { project: Project; row: SealRow; halted: boolean }) {
  const t = useSealStrings()
  const language = useLanguage()
  const comma = useComma()
  const [open, setOpen] = useState(false)
  const seal = leastFar(row.seals)
  const last = row.seals[0]!
  const at = formatInstant(last.at, language, 'full')
  const label = t(`kind.${row.kind}`)
  const many = row.seals.length > 1
  const receipt = useWrite({ send: (one: Seal) => saveReceipt(project.id, one) })
  const held = seal.isFinal && seal.state === 'RECORDED'
  const words = { index: places(row.seals, comma), size: seal.size ?? '—', names: cosigners(seal).join(comma) || '—' }
  return (
    <li className="seal" data-testid={`seal-${row.kind}`}>
      <div className="seal-line">
        <b className="seal-label">
          {label}
          {many && t('count', { n: row.seals.length })}
        </b>
        <div role="status" className="grow">
          <Steps seal={seal} at={at} />
        </div>
        <span className="row no-print">
          {!many && !held && (
            <Button
              size="small"
              loading={receipt.isPending}
              icon={<Icon name="download" small />}
              aria-label={t(hasProof(seal) ? 'proofOf' : 'promiseOf', { label })}
              onClick={() => receipt.mutate(seal)}
            >
              {t(hasProof(seal) ? 'proof' : 'promise')}
            </Button>
          )}
          <Button size="small" type="link" aria-expanded={open} aria-label={t('detailsOf', { label })} onClick={() => setOpen(!open)}>
            {t('details')} <Icon name={open ? 'down' : 'right'} small />
          </Button>
        </span>
      </div>
      <Remark seal={seal} at={at} halted={halted} />
      <p className="print-only s13">{t(`print.${seal.state}`, words)}</p>
      {receipt.error && <ProblemNotice error={receipt.error} onRetry={() => receipt.mutate(seal)} />}
      {open && row.seals.map((one) => <Details key={one.entryId} project={project} seal={one} />)}
    </li>
  )
}

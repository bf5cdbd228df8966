import { Facts } from '../../ui/Panel'
import { list, member, text, type Json } from './json'
import { useScoring } from './strings'

/** A parameter as published: a figure, or the name of what is drawn for it. */
function useParameter() {
  const t = useScoring()
  return (value: Json): string | undefined => {
    const drawn = text(value, 'ref')
    return drawn === undefined ? text(value) : t('method.drawn', { name: drawn })
  }
}

function useTrimming() {
  const t = useScoring()
  return (method: Json): string => {
    const trimming = member(method, 'benchmark', 'mean', 'trimming')
    const bands = list(trimming, 'bands').filter((b) => Number(text(b, 'dropHigh')) + Number(text(b, 'dropLow')) > 0)
    if (bands.length === 0) return text(trimming, 'kind') ?? t('method.none')
    return bands
      .map((b) => t('method.band', { from: text(b, 'nMin') ?? '', to: text(b, 'nMax') ?? '∞', high: text(b, 'dropHigh') ?? '0', low: text(b, 'dropLow') ?? '0' }))
      .join('；')
  }
}

export function poolText(pool: Json, fromTo: (min: string, max: string, step: string) => string): string {
  const values = list(pool, 'values')
  if (values.length > 0) return `{${values.map(String).join(', ')}}`
  const min = text(pool, 'min')
  return min === undefined ? '—' : fromTo(min, text(pool, 'max') ?? '', text(pool, 'step') ?? '')
}

/** The parameters of a method definition that decide most, in words. */
export function MethodFacts({ method }: { method: Json }) {
  const t = useScoring()
  const parameter = useParameter()
  const trimming = useTrimming()
  const word = (prefix: string, value: string | undefined) => {
    if (value === undefined) return undefined
    const key = `${prefix}.${value}` as 'kind.MEAN'
    const found = t(key)
    return found === key ? value : found
  }
  const score = member(method, 'score')
  const high = parameter(member(score, 'pointsPerStepHigh'))
  const random = list(method, 'randomParameters').map((p) => `${text(p, 'name')} ∈ ${poolText(member(p, 'pool'), (min, max, step) => t('method.fromTo', { min, max, step }))}`)
  const rounding = list(method, 'rounding').map((r) => `${text(r, 'stage')} ${text(r, 'scale')} ${word('mode', text(r, 'mode'))}`)
  const deductions = list(method, 'reviewPrice', 'deductions').map((d) => `${word('deduction', text(d, 'kind'))} ${parameter(member(d, 'rate'))}`)
  const facts: [string, string | undefined][] = [
    [t('method.name'), `${text(method, 'nameZh') ?? ''} ${text(method, 'version') ?? ''}（${text(method, 'family') ?? '—'}）`],
    [t('method.fullMarks'), text(method, 'fullMarks')],
    [t('method.weight'), parameter(member(method, 'weight'))],
    [t('method.benchmark'), word('kind', text(method, 'benchmark', 'kind'))],
    [t('method.trimming'), trimming(method)],
    [t('method.discount'), parameter(member(method, 'benchmark', 'discount'))],
    [t('method.slopes', { step: text(score, 'stepPercent') ?? '1' }), high && `${high} / ${parameter(member(score, 'pointsPerStepLow')) ?? '—'}`],
    [t('method.partialStep'), word('partial', text(score, 'partialStep'))],
    [t('method.deductions'), deductions.length > 0 ? deductions.join('；') : undefined],
    [t('method.random'), random.length > 0 ? random.join('；') : t('method.none')],
    [t('method.rounding'), rounding.length > 0 ? rounding.join('；') : t('method.none')],
    [t('method.recompute'), word('recompute', text(method, 'recompute_on_rejection'))],
  ]
  return <Facts wide items={facts.filter((f): f is [string, string] => f[1] !== undefined)} />
}

import { Button, Input, Select } from 'antd'
import { Link, useSearchParams } from 'react-router'
import { apiUrl } from '../../api/client'
import { PageHead } from '../../shell/PageHead'
import { usePick } from '../../i18n'
import { DayPicker } from '../../ui/DayPicker'
import { Icon } from '../../ui/Icon'
import { Empty, Loaded } from '../../ui/Loaded'
import { Panel } from '../../ui/Panel'
import { FiguresTable } from './FiguresTable'
import { useFigures, type FiguresBy, type FiguresFilter } from './queries'
import { RecordsTable } from './RecordsTable'
import { useDepositStrings } from './strings'
import { formatYuan } from '../../ui/format'
import type { DepositFigure, DepositRecord } from './types'
import './deposit.css'

const dimensions: FiguresBy[] = ['MONTH', 'REGION', 'PROJECT_TYPE', 'POLICY']
const filterNames = ['from', 'to', 'region', 'projectType', 'policy'] as const

function filterOf(search: URLSearchParams): FiguresFilter {
  return Object.fromEntries(filterNames.flatMap((name) => (search.get(name) ? [[name, search.get(name)]] : [])))
}

function Filters({ search, set }: { search: URLSearchParams; set: (name: string, value: string | undefined) => void }) {
  const t = useDepositStrings()
  return (
    <div className="dep-filters no-print">
      <label htmlFor="figures-from">
        {t('fig.from')}
        <DayPicker id="figures-from" value={search.get('from') ?? undefined} onChange={(day) => set('from', day)} />
      </label>
      <label htmlFor="figures-to">
        {t('fig.to')}
        <DayPicker id="figures-to" value={search.get('to') ?? undefined} onChange={(day) => set('to', day)} />
      </label>
      <label>
        {t('fig.region')}
        <Input style={{ width: 120 }} maxLength={6} inputMode="numeric" defaultValue={search.get('region') ?? ''} onBlur={(e) => set('region', /^([0-9]{2}){1,3}$/.test(e.target.value) ? e.target.value : undefined)} />
      </label>
      <label>
        {t('fig.type')}
        <Input style={{ width: 160 }} maxLength={40} defaultValue={search.get('projectType') ?? ''} onBlur={(e) => set('projectType', /^[A-Z_]+$/.test(e.target.value) ? e.target.value : undefined)} />
      </label>
      <label htmlFor="figures-by">
        {t('fig.by')}
        <Select id="figures-by" style={{ width: 150 }} value={search.get('by') ?? 'MONTH'} options={dimensions.map((value) => ({ value, label: t(`fig.${value}`) }))} onChange={(value) => set('by', value)} />
      </label>
    </div>
  )
}

function Totals({ total }: { total: DepositFigure }) {
  const t = useDepositStrings()
  return (
    <dl className="dep-sum">
      <div className="due">
        <dt>{t('fig.waived')}</dt>
        <dd>
          {formatYuan(total.waived)} <span className="s13 muted">{t('fig.records', { n: total.waivedRecords })}</span>
        </dd>
      </div>
      <div>
        <dt>{t('fig.released')}</dt>
        <dd>
          {formatYuan(total.released)} <span className="s13 muted">{t('fig.records', { n: total.releasedRecords })}</span>
        </dd>
      </div>
      <div>
        <dt>{t('fig.bidders')}</dt>
        <dd>{total.bidders}</dd>
      </div>
      <div>
        <dt>{t('fig.days')}</dt>
        <dd>{total.meanRefundDays ?? '—'}</dd>
      </div>
    </dl>
  )
}

/** The number that must be defensible: each figure one click from the records that it is the sum of. */
export default function FiguresPage() {
  const t = useDepositStrings()
  const pick = usePick()
  const [search, setSearch] = useSearchParams()
  const filter = filterOf(search)
  const by = dimensions.find((d) => d === search.get('by')) ?? 'MONTH'
  const figures = useFigures(filter, by)
  const shownKind = (['WAIVED', 'RELEASED'] as const).find((kind) => kind === search.get('show'))
  const shownKey = search.get('key') ?? undefined
  const set = (name: string, value: string | undefined) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before)
        if (value) next.set(name, value)
        else next.delete(name)
        if (name !== 'show') {
          next.delete('show')
          next.delete('key')
        }
        return next
      },
      { replace: true },
    )
  const show = (kind: DepositRecord['kind'], key: string | undefined) =>
    setSearch((before) => {
      const next = new URLSearchParams(before)
      next.set('show', kind)
      if (key === undefined) next.delete('key')
      else next.set('key', key)
      return next
    })
  const exported = (format: 'json' | 'csv') => apiUrl('/deposits/figures/export', {}, { ...filter, format })
  return (
    <>
      <PageHead
        title={t('fig.title')}
        actions={
          <span className="row wrap no-print">
            <Link to="/deposits/reports">{t('fig.reports')}</Link>
            <Button icon={<Icon name="download" small />} href={exported('csv')}>
              {t('fig.csv')}
            </Button>
            <Button icon={<Icon name="download" small />} href={exported('json')}>
              {t('fig.json')}
            </Button>
            <Button icon={<Icon name="print" small />} onClick={() => window.print()}>
              {t('fig.print')}
            </Button>
          </span>
        }
      />
      <div className="stack">
        <Filters key={search.size === 0 ? 'none' : 'some'} search={search} set={set} />
        <Loaded query={figures}>
          {(data) =>
            data.items.length === 0 ? (
              <section className="card">
                <Empty icon="search" title={t('fig.empty')} text={t('fig.emptyText')}>
                  {Object.keys(filter).length > 0 && (
                    <Button size="small" onClick={() => setSearch({}, { replace: true })}>
                      {t('fig.clear')}
                    </Button>
                  )}
                </Empty>
              </section>
            ) : (
              <>
                <Panel>
                  <Totals total={data.total} />
                </Panel>
                <FiguresTable by={by} figures={data} onShow={show} />
                {shownKind && <RecordsTable by={by} filter={filter} kind={shownKind} group={shownKey} />}
                <Panel title={t('fig.definitions')}>
                  <ul className="bullets s13">
                    {data.definitions.map((d) => (
                      <li key={d.term}>{pick(d.zh, d.en)}</li>
                    ))}
                  </ul>
                </Panel>
              </>
            )
          }
        </Loaded>
      </div>
    </>
  )
}

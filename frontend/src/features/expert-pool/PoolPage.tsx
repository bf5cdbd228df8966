import { Button, Input, Select, TreeSelect } from 'antd'
import { Link, useNavigate } from 'react-router'
import type { ExpertAvailability, ExpertPoolSummary } from '../../api/types'
import { useLanguage } from '../../i18n'
import { PageHead } from '../../shell/PageHead'
import { useActing } from '../../shell/roles'
import { Icon } from '../../ui/Icon'
import { Empty, Loaded } from '../../ui/Loaded'
import { Panel } from '../../ui/Panel'
import { useUi } from '../../ui/strings'
import { ExpertTable } from './ExpertTable'
import './pool.css'
import { useExpertFilter, useExperts, usePoolSummary, useSpecialties, type ExpertFilter } from './queries'
import { regionOptions } from './regions'
import { usePoolStrings } from './strings'

const states: ExpertAvailability[] = ['AVAILABLE', 'SUSPENDED', 'UNAVAILABLE', 'QUALIFICATION_OVER', 'DUPLICATE', 'RETIRED']

function Counts({ summary, state, onState }: { summary: ExpertPoolSummary; state?: ExpertAvailability; onState: (s: ExpertAvailability | undefined) => void }) {
  const t = usePoolStrings()
  const language = useLanguage()
  const numbers = new Intl.NumberFormat(language === 'en' ? 'en-GB' : 'zh-CN')
  const tiles: [key: 'all' | 'suspended' | 'unavailable' | 'expired' | 'duplicates' | 'retired', value: number, state: ExpertAvailability | undefined][] = [
    ['all', summary.all - summary.retired, undefined],
    ['suspended', summary.suspended, 'SUSPENDED'],
    ['unavailable', summary.unavailable, 'UNAVAILABLE'],
    ['expired', summary.expired, 'QUALIFICATION_OVER'],
    ['duplicates', summary.duplicates, 'DUPLICATE'],
    ['retired', summary.retired, 'RETIRED'],
  ]
  return (
    <div className="pool-counts">
      {tiles.map(([key, value, wanted]) => (
        <button key={key} type="button" className={state === wanted ? 'card pool-count on' : 'card pool-count'} aria-pressed={state === wanted} aria-label={t('count.show', { name: `${t(`count.${key}`)} ${value}` })} onClick={() => onState(wanted)}>
          <b className="num">{numbers.format(value)}</b>
          <span>{t(`count.${key}`)}</span>
          {key === 'expired' && summary.expiring > 0 && (
            <small>
              {t('count.expiring')} {numbers.format(summary.expiring)}
            </small>
          )}
        </button>
      ))}
    </div>
  )
}

function Filters({ filter, onChange }: { filter: ExpertFilter; onChange: (change: Partial<ExpertFilter>) => void }) {
  const t = usePoolStrings()
  const language = useLanguage()
  const specialties = useSpecialties()
  const some = Object.values(filter).some((value) => value !== undefined)
  return (
    <div className="pool-filters no-print" role="search" aria-label={t('filter')}>
      <Input.Search key={filter.q ?? ''} aria-label={t('q')} placeholder={t('q')} defaultValue={filter.q} maxLength={100} allowClear onSearch={(q) => onChange({ q: q.trim() || undefined })} />
      <TreeSelect aria-label={t('specialty')} placeholder={t('specialty')} treeData={specialties.tree} value={filter.specialty} allowClear showSearch treeNodeFilterProp="title" popupMatchSelectWidth={380} onChange={(specialty: string | undefined) => onChange({ specialty })} />
      <Select aria-label={t('region')} placeholder={t('region')} options={regionOptions(language)} value={filter.region} allowClear showSearch optionFilterProp="label" onChange={(region: string | undefined) => onChange({ region })} />
      <Select aria-label={t('state')} placeholder={t('state')} options={states.map((value) => ({ value, label: t(value) }))} value={filter.state} allowClear onChange={(state: ExpertAvailability | undefined) => onChange({ state })} />
      {some && (
        <Button type="link" onClick={() => onChange({ q: undefined, specialty: undefined, region: undefined, state: undefined })}>
          {t('clear')}
        </Button>
      )}
    </div>
  )
}

/** The pool: where its operator lands, and where supervisors and auditors look it up. */
export default function PoolPage() {
  const t = usePoolStrings()
  const ui = useUi()
  const navigate = useNavigate()
  const { role } = useActing()
  const [filter, setFilter] = useExpertFilter()
  const summary = usePoolSummary()
  const experts = useExperts(filter)
  const items = experts.data?.pages.flatMap((page) => page.items) ?? []
  const filtered = Object.values(filter).some((value) => value !== undefined)
  const operates = role === 'expert_pool_operator'
  const standing = summary.data?.standing
  return (
    <>
      <PageHead
        title={t('title')}
        tags={standing && <span className="s13 muted">{t('e11', { years: standing.minYears, levels: standing.titleLevels.map((level) => t(level)).join(' / ') })}</span>}
        actions={
          <>
            <Button onClick={() => void navigate('/expert-imports')}>{t('imports')}</Button>
            {operates && (
              <>
                <Button icon={<Icon name="plus" small />} onClick={() => void navigate('/experts/new')}>
                  {t('register')}
                </Button>
                <Button type="primary" icon={<Icon name="upload" small />} onClick={() => void navigate('/expert-imports/new')}>
                  {t('import')}
                </Button>
              </>
            )}
          </>
        }
      />
      {summary.data && <Counts summary={summary.data} state={filter.state} onState={(state) => setFilter({ state })} />}
      <Filters filter={filter} onChange={setFilter} />
      <Loaded query={experts} rows={10}>
        {() => (
          <Panel flush>
            {items.length === 0 ? (
              <Empty icon="people" title={t(filtered ? 'noMatch' : 'empty')} text={t(filtered ? 'noMatchText' : 'emptyText')}>
                {!filtered && operates && <Link to="/expert-imports/new">{t('import')}</Link>}
              </Empty>
            ) : (
              <ExpertTable items={items} />
            )}
          </Panel>
        )}
      </Loaded>
      {items.length > 0 && (
        <div className="row pool-foot" aria-live="polite">
          <span className="s13 muted">{t(experts.hasNextPage ? 'shown' : 'all', { n: items.length })}</span>
          {experts.hasNextPage && (
            <Button className="no-print" onClick={() => void experts.fetchNextPage()} loading={experts.isFetchingNextPage}>
              {ui('more')}
            </Button>
          )}
        </div>
      )}
    </>
  )
}

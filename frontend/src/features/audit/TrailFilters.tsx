import { Button, Input, Select } from 'antd'
import type { AuditGroup, Project, Role } from '../../api/types'
import { Icon } from '../../ui/Icon'
import { InstantPicker } from '../../ui/InstantPicker'
import { useKindName, useRoleName } from './names'
import { groups } from './kinds'
import { useAuditStrings } from './strings'
import type { useTrailFilter } from './useTrail'

const roles: Role[] = ['tender_agent', 'project_owner', 'bidder', 'expert', 'supervisor', 'venue_operator', 'expert_pool_operator', 'platform_administrator', 'auditor']

/** What the trail is asked for. */
export function TrailFilters({ project, state }: { project: Project; state: ReturnType<typeof useTrailFilter> }) {
  const t = useAuditStrings()
  const kindName = useKindName()
  const roleName = useRoleName()
  const { filter, set, clear, isEmpty } = state
  const kinds = [
    { value: '', label: t('filter.all') },
    ...(Object.entries(groups) as [AuditGroup, string[]][]).map(([group, codes]) => ({
      label: t(`group.${group}`),
      title: t(`group.${group}`),
      options: [{ value: `group:${group}`, label: t('filter.group', { group: t(`group.${group}`) }) }, ...codes.map((code) => ({ value: code, label: kindName(code) }))],
    })),
  ]
  return (
    <search className="trail-filters no-print">
      <Input.Search
        key={filter.q ?? ''}
        className="words"
        aria-label={t('filter.words')}
        placeholder={t('filter.wordsHint')}
        defaultValue={filter.q}
        maxLength={100}
        allowClear
        enterButton={t('filter.search')}
        onSearch={(value) => set({ q: value.trim() })}
      />
      <Select
        aria-label={t('filter.kind')}
        value={filter.kind ?? (filter.group ? `group:${filter.group}` : '')}
        popupMatchSelectWidth={false}
        showSearch={{ optionFilterProp: 'label' }}
        options={kinds}
        onChange={(value: string) => set(value.startsWith('group:') ? { group: value.slice(6), kind: '' } : { kind: value, group: '' })}
      />
      <Select
        aria-label={t('filter.role')}
        value={filter.role ?? ''}
        popupMatchSelectWidth={false}
        options={[{ value: '', label: t('filter.anyRole') }, ...roles.map((role) => ({ value: role, label: roleName(role) }))]}
        onChange={(role) => set({ role })}
      />
      {project.lots.length > 0 && (
        <Select
          aria-label={t('filter.lot')}
          value={filter.lot ?? ''}
          popupMatchSelectWidth={false}
          options={[{ value: '', label: t('filter.anyLot') }, ...project.lots.map((lot) => ({ value: lot.id, label: `${lot.no} ${lot.name}` }))]}
          onChange={(lot) => set({ lot })}
        />
      )}
      {project.ruleSet && (
        <Select
          aria-label={t('ruleSet')}
          value={filter.rule ?? ''}
          popupMatchSelectWidth={false}
          options={[{ value: '', label: t('filter.anyRule') }, { value: project.ruleSet, label: project.ruleSet }]}
          onChange={(rule) => set({ rule })}
        />
      )}
      <InstantPicker aria-label={t('filter.from')} placeholder={t('filter.from')} value={filter.from} onChange={(from) => set({ from: from ?? '' })} />
      <InstantPicker aria-label={t('filter.until')} placeholder={t('filter.until')} value={filter.until} onChange={(until) => set({ until: until ?? '' })} />
      {!isEmpty && (
        <Button type="text" icon={<Icon name="close" small />} onClick={clear}>
          {t('filter.clear')}
        </Button>
      )}
    </search>
  )
}

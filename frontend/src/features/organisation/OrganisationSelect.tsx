import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client'
import type { Organisation, OrganisationKind } from '../../api/types'
import { useDebounced } from '../../ui/useDebounced'
import { useTender } from '../tender/strings'

interface OrganisationSelectProps {
  value?: string
  onChange?: (id: string) => void
  id?: string
  kind?: OrganisationKind
  /** The one chosen already, so that its name shows before anything was searched. */
  known?: Organisation
}

export function OrganisationSelect({ value, onChange, id, kind, known }: OrganisationSelectProps) {
  const t = useTender()
  const [typed, setTyped] = useState('')
  const q = useDebounced(typed)
  const found = useQuery({
    queryKey: ['organisations', 'select', kind, q],
    queryFn: ({ signal }) => api.get('/organisations', { query: { q, kind, limit: 100 }, signal }),
  })
  const items = found.data?.items ?? []
  const all = known && !items.some((o) => o.id === known.id) ? [known, ...items] : items
  return (
    <Select
      id={id}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      value={value}
      onChange={onChange}
      loading={found.isFetching}
      placeholder={t('field.searchOrganisation')}
      notFoundContent={found.isFetching ? undefined : t('field.noOrganisation')}
      options={all.map((o) => ({ value: o.id, label: o.name, title: `${o.name} ${o.creditCode}` }))}
    />
  )
}

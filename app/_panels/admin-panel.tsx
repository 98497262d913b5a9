'use client'
/** People, imports and the audit, as far as the role may see them. */
import { useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'use-intl'
import { api, messageOf } from '../_ui/api'
import { useMay } from '../_ui/city-context'
import { AuditPanel } from './audit-panel'
import { CitySettings } from './city-settings'
import { Note, Panel, Section, Skeleton } from './panel'

function PeopleList() {
  const t = useTranslations('admin')
  const people = useQuery({
    queryKey: ['people'],
    queryFn: ({ signal }) => api.people.list.query(undefined, { signal }),
  })
  if (people.isError) return <Note tone="warn">{messageOf(people.error)}</Note>
  if (!people.data) return <Skeleton />
  return (
    <ul className="grid gap-2 text-[13px]">
      {people.data.map((person) => (
        <li key={person.id} className="grid grid-cols-[1fr_auto]">
          <span>{person.displayName}</span>
          <span className="text-ink-2">{t(`role.${person.role}`)}</span>
          <span className="text-ink-3 text-xs">{person.unit}</span>
          <span className="text-right text-ink-3 text-xs">{person.username}</span>
        </li>
      ))}
    </ul>
  )
}

function ImportList() {
  const t = useTranslations('admin')
  const format = useFormatter()
  const runs = useQuery({
    queryKey: ['imports'],
    queryFn: ({ signal }) => api.imports.list.query(undefined, { signal }),
  })
  if (runs.isError) return <Note tone="warn">{messageOf(runs.error)}</Note>
  if (!runs.data) return <Skeleton />
  if (runs.data.length === 0) return <p className="text-ink-2">{t('noImports')}</p>
  return (
    <ul className="grid gap-2 text-[13px]">
      {runs.data.map((run) => (
        <li key={run.id}>
          <span className="block truncate">{run.fileName}</span>
          <span className="text-ink-3 text-xs">
            {format.dateTime(run.startedAt, { dateStyle: 'medium', timeStyle: 'short' })} ·{' '}
            {t('accepted', { count: Object.values(run.accepted).reduce((sum, n) => sum + n, 0) })} ·{' '}
            {t('refused', { count: run.refused })}
          </span>
        </li>
      ))}
    </ul>
  )
}

export function AdminPanel() {
  const t = useTranslations('admin')
  const may = useMay()
  return (
    <Panel title={t('title')} subtitle={t('subtitle')}>
      {may('audit.read') && <AuditPanel />}
      {may('city.edit') && (
        <Section title={t('city')}>
          <CitySettings />
        </Section>
      )}
      {may('people.manage') && (
        <Section title={t('people')}>
          <PeopleList />
        </Section>
      )}
      {may('import.read') && (
        <Section title={t('imports')}>
          <ImportList />
        </Section>
      )}
    </Panel>
  )
}

'use client'
/** People, imports and the audit, as far as the role may see them. */
import { useQuery } from '@tanstack/react-query'
import { useQueryState } from 'nuqs'
import { useFormatter, useTranslations } from 'use-intl'
import { api, messageOf } from '../_ui/api'
import { useMay } from '../_ui/city-context'
import { AuditPanel } from './audit-panel'
import { CaseOversight } from './case-oversight'
import { CityRules } from './city-rules'
import { CitySettings } from './city-settings'
import { JurisdictionPanel } from './jurisdiction-panel'
import { JurisdictionSection } from './jurisdiction-section'
import { MediaServerSection } from './media-server-section'
import { Note, Panel, Section, Skeleton } from './panel'
import { PassageSourceSection } from './passage-source-section'
import { PeopleSection } from './people-section'
import { RetentionSummary } from './retention-summary'
import { UnitSection } from './unit-section'

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
  const sources = useTranslations('passageSources')
  const may = useMay()
  const [jurisdiction] = useQueryState('jurisdiction')
  if (jurisdiction !== null && may('city.edit')) return <JurisdictionPanel key={jurisdiction} />
  return (
    <Panel title={t('title')} subtitle={t('subtitle')}>
      {may('audit.read') && <AuditPanel />}
      {may('people.manage') && (
        <>
          <Section title={t('people')}>
            <PeopleSection />
          </Section>
          <Section title={t('units')} isOpen={false}>
            <UnitSection />
          </Section>
          <Section title={t('jurisdictions')} isOpen={false}>
            <JurisdictionSection />
          </Section>
        </>
      )}
      {may('case.oversee') && (
        <Section title={t('cases')} isOpen={false}>
          <CaseOversight />
        </Section>
      )}
      {may('city.edit') && (
        <>
          <Section title={t('city')} isOpen={false}>
            <CitySettings />
          </Section>
          <Section title={t('mediaServers')} isOpen={false}>
            <MediaServerSection />
          </Section>
          <Section title={sources('title')} isOpen={false}>
            <PassageSourceSection />
          </Section>
          <Section title={t('rules')} isOpen={false}>
            <div className="grid gap-4">
              <CityRules />
              <RetentionSummary />
            </div>
          </Section>
        </>
      )}
      {may('import.read') && (
        <Section title={t('imports')}>
          <ImportList />
        </Section>
      )}
    </Panel>
  )
}

'use client'
/** Leadership's workspace: how much, where, by hour. Aggregates only; there is no plate in it. */
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useTranslations } from 'use-intl'
import { useQuietCameras } from '../_map/map-context'
import { BoardPanel } from './board-panel'
import { HEAT_SUBJECTS, HeatSection } from './heat-section'
import { Panel } from './panel'
import { StreetFlows } from './street-flows'

const SUBJECTS = [...HEAT_SUBJECTS, 'streets', 'board'] as const

export function OverviewPanel() {
  const t = useTranslations('overview')
  const [subject, setSubject] = useQueryState('heat', parseAsStringLiteral(SUBJECTS).withDefault('passages'))
  useQuietCameras()
  return (
    <Panel title={t('title')} subtitle={t('subtitle')}>
      <fieldset className="grid grid-cols-6 gap-1.5 border-line border-b px-4 py-3">
        <legend className="sr-only">{t('what')}</legend>
        {SUBJECTS.map((value) => (
          <button
            key={value}
            type="button"
            aria-pressed={value === subject}
            className={`button ${value === 'streets' || value === 'board' ? 'col-span-3' : 'col-span-2'} ${value === subject ? 'on' : ''}`}
            onClick={() => void setSubject(value)}
          >
            {t(`subject.${value}`)}
          </button>
        ))}
      </fieldset>
      <Subject subject={subject} />
    </Panel>
  )
}

function Subject({ subject }: { subject: (typeof SUBJECTS)[number] }) {
  if (subject === 'streets') return <StreetFlows />
  if (subject === 'board') return <BoardPanel />
  return <HeatSection key={subject} subject={subject} />
}

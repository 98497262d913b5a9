'use client'
/** The two halves of planning: where nobody sees, and the ground that is drawn. */
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useTranslations } from 'use-intl'

const SECTIONS = ['blind-spots', 'areas'] as const

export const usePlanSection = () => useQueryState('section', parseAsStringLiteral(SECTIONS).withDefault('blind-spots'))

export function PlanSections() {
  const t = useTranslations('areas')
  const [section, setSection] = usePlanSection()
  return (
    <div className="grid grid-cols-2 gap-1 border-line border-b px-4 py-2" role="tablist" aria-label={t('sections')}>
      {SECTIONS.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          aria-selected={section === name}
          className={`button quiet ${section === name ? 'on' : ''}`}
          onClick={() => void setSection(name)}
        >
          {t(`section.${name}`)}
        </button>
      ))}
    </div>
  )
}

'use client'
/** A jurisdiction, a question, and the answer: as it was until the new one is there. */
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { messageOf } from '../_ui/api'
import { useLocalName } from '../_ui/city-context'
import { CoverageComputation, CoverageProgress } from './coverage-run'
import { JurisdictionShares } from './jurisdiction-shares'
import { OutlineExport } from './outline-export'
import { Note, Panel, Skeleton } from './panel'
import { PlanDetails, PlanFigures } from './plan-report'
import { PlanSections } from './plan-sections'
import { QuestionBar } from './question-bar'
import { SoleLists } from './sole-lists'
import { useCoverageRun } from './use-coverage-run'
import { usePlace } from './use-place'
import type { Plan } from './use-plan'
import type { Spots } from './use-spots'

function JurisdictionChoice({ plan: { list, chosen }, choose }: { plan: Plan; choose(id: number): void }) {
  const t = useTranslations('plan')
  const localName = useLocalName()
  return (
    <label className="grid gap-1 px-4 pt-3">
      <span className="label">{t('jurisdiction')}</span>
      <select className="field" value={chosen?.id ?? ''} onChange={({ target }) => choose(Number(target.value))}>
        {list.map((jurisdiction) => (
          <option key={jurisdiction.id} value={jurisdiction.id}>
            {`${t(`kind.${jurisdiction.kind}`)} · ${localName(jurisdiction)}`}
          </option>
        ))}
      </select>
    </label>
  )
}

export function PlanOverview({ plan, spots, children }: { plan: Plan; spots: Spots; children: ReactNode }) {
  const t = useTranslations('plan')
  const localName = useLocalName()
  const run = useCoverageRun()
  const place = usePlace(plan.chosen?.id)
  const { jurisdictions, list, chosen, report } = plan
  const choose = (id: number) => {
    place.clear()
    plan.choose(id)
  }
  const isEmpty = jurisdictions.isSuccess && list.length === 0
  const failure = jurisdictions.error ?? report.error
  const data = report.data
  const isOld = report.isPlaceholderData || run.isRunning
  return (
    <Panel title={t('title')} subtitle={chosen && t('subtitle', { name: localName(chosen) })}>
      <PlanSections />
      {isEmpty ? (
        <div className="p-4">
          <Note>{t('noJurisdictions')}</Note>
        </div>
      ) : (
        <>
          <JurisdictionChoice plan={plan} choose={choose} />
          <QuestionBar />
        </>
      )}
      <CoverageProgress {...run} />
      {failure && (
        <div className="p-4" role="alert">
          <Note tone="warn">{messageOf(failure)}</Note>
        </div>
      )}
      {report.isFetching && (!data || isOld) && (
        <p className="px-4 pt-3 text-ink-2 text-xs" role="status">
          {t(data ? 'renewing' : 'computing')}
        </p>
      )}
      {!data && !failure && !isEmpty && <Skeleton lines={8} />}
      {data && chosen && (
        <div className={report.isPlaceholderData ? 'opacity-60' : ''} aria-busy={isOld}>
          <PlanFigures report={data} />
          {children}
          <PlanDetails report={data} spots={spots} place={place} />
          {place.problem && (
            <div className="p-4" role="alert">
              <Note tone="warn">{messageOf(place.problem)}</Note>
            </div>
          )}
          <SoleLists jurisdictionId={chosen.id} />
          {list.length > 1 && <JurisdictionShares chosenId={chosen.id} onChoose={choose} />}
          <OutlineExport chosen={chosen} />
        </div>
      )}
      {!isEmpty && <CoverageComputation {...run} />}
    </Panel>
  )
}

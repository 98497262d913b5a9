'use client'
/** Under the plate: what else is known of the vehicle, and the search for plates that may be it. */
import { useTranslations } from 'use-intl'
import { useMapPlace } from '../_map/map-context'
import { ApprovalNeeded } from '../_panels/approval-needed'
import { isApprovalNeeded } from '../_panels/approval-query'
import { Note } from '../_panels/panel'
import { api, messageOf } from '../_ui/api'
import { LeadFilters } from './lead-filters'
import { LeadList } from './lead-list'
import { isWild, type LeadState } from './use-leads'
import type { Search } from './use-search'

const LEAST_LIKE = 4

export function LeadSearch({ caseId, search, leads }: { caseId: number; search: Search; leads: LeadState }) {
  const t = useTranslations('leads')
  const { view } = useMapPlace()
  const { plate } = search.fields
  const { mutate, data, error, variables, isPending } = leads.search
  const by = isWild(plate) ? 'pattern' : 'like'
  const isShort = plate.trim().length < (by === 'like' ? LEAST_LIKE : 2)
  return (
    <div className="grid gap-1.5 border-line border-t pt-2.5">
      <LeadFilters filters={leads.filters} onChange={leads.change} />
      <button
        type="button"
        className={`button justify-self-start ${by === 'pattern' ? 'primary' : ''}`}
        disabled={isPending || isShort}
        onClick={() => mutate({ ...search.queryUnder(caseId), ...leads.asked({ lng: view.lng, lat: view.lat }), by })}
      >
        {isPending ? t('searching') : t(by)}
      </button>
      <p className="text-ink-3 text-xs">{t(by === 'like' ? 'likeHint' : 'patternHint')}</p>
      {error && !isApprovalNeeded(error) && (
        <div role="alert">
          <Note tone="warn">{messageOf(error)}</Note>
        </div>
      )}
      {variables && isApprovalNeeded(error) && (
        <ApprovalNeeded
          key={JSON.stringify(variables)}
          onAsk={() => api.passages.askSearchApproval.mutate(variables)}
          onBreak={(breakGlass) => mutate({ ...variables, leave: { breakGlass } })}
        />
      )}
      {data && variables?.caseId === caseId && (
        <LeadList
          leads={data}
          caseId={caseId}
          onTrace={(found) => {
            search.change({ plate: found })
            if (search.hasRoom(found)) search.trace.mutate({ ...search.queryUnder(caseId), plate: found })
          }}
        />
      )}
    </div>
  )
}

'use client'
/** The officer's workspace: a case, up to ten vehicles, their trips, and the replay of them under one clock. */
import { parseAsInteger, useQueryState } from 'nuqs'
import { useMemo, useReducer, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useMap, useQuietCameras } from '../_map/map-context'
import { ApprovalLists } from '../_panels/approval-lists'
import { CaseChooser } from '../_panels/case-chooser'
import { Panel, Section } from '../_panels/panel'
import { WaitingReviews } from '../_panels/waiting-reviews'
import { type Asked, AskedForm } from '../_recordings/asked-form'
import { BookmarkList } from '../_recordings/bookmark-list'
import { EvidenceForm } from './evidence-form'
import { LegsSection } from './legs-section'
import { SearchForm } from './search-form'
import { TraceResult } from './trace-result'
import type { Passage } from './trace-types'
import { hasRoomFor, MOST_VEHICLES, noVehicles, reduceTrace, selectedVehicle } from './traced-vehicles'
import { isWild, useLeads } from './use-leads'
import { useSearch } from './use-search'
import { VehicleList } from './vehicle-list'
import { VehiclesReplay } from './vehicles-replay'

const AROUND_DEGREES = 0.002

function boundsOf(passages: readonly Passage[]): [number, number, number, number] {
  const [lngs, lats] = [passages.map(({ lng }) => lng), passages.map(({ lat }) => lat)]
  return [
    Math.min(...lngs) - AROUND_DEGREES,
    Math.min(...lats) - AROUND_DEGREES,
    Math.max(...lngs) + AROUND_DEGREES,
    Math.max(...lats) + AROUND_DEGREES,
  ]
}

/** The vehicles of the case in the address; with another case there are none. */
function useTraced(caseId: number | null) {
  const [state, dispatch] = useReducer(reduceTrace, caseId, noVehicles)
  if (state.caseId !== caseId) dispatch({ type: 'case', caseId })
  const shown = useMemo(
    () => state.vehicles.filter(({ isHidden, trips }) => !isHidden && trips.length > 0),
    [state.vehicles],
  )
  return { state, dispatch, shown }
}

export function TracePanel() {
  const t = useTranslations('trace')
  const evidence = useTranslations('evidence')
  const { flyTo } = useMap()
  const [caseId, setCaseId] = useQueryState('case', parseAsInteger)
  const { state, dispatch, shown } = useTraced(caseId)
  const [asked, setAsked] = useState<Asked | null>(null)
  const search = useSearch(
    (plate) => hasRoomFor(state, plate),
    (trace, { caseId: under }) => {
      dispatch({ type: 'traced', caseId: under, trace })
      const [first] = trace.passages
      if (first) flyTo({ zoom: 13, lng: first.lng, lat: first.lat, bounds: boundsOf(trace.passages) })
    },
  )
  const leads = useLeads()
  useQuietCameras()
  const selected = selectedVehicle(state)
  const trip = state.trip === null ? null : (selected?.trips[state.trip] ?? null)
  const found = selected && (
    <>
      <TraceResult
        trace={selected.trace}
        trips={selected.trips}
        chosen={state.trip}
        onChoose={(index) => dispatch({ type: 'trip', index })}
      />
      {caseId !== null && trip && !selected.isHidden && (
        <LegsSection key={`${selected.number} ${trip.from}`} trip={trip} caseId={caseId} number={selected.number} />
      )}
    </>
  )
  return (
    <Panel title={t('title')} subtitle={t('subtitle')}>
      {asked && asked.stretch.caseId === caseId && (
        <AskedForm key={JSON.stringify(asked)} asked={asked} onDone={() => setAsked(null)} />
      )}
      <Section title={t('case')}>
        <CaseChooser caseId={caseId} onChoose={(id) => void setCaseId(id)} />
      </Section>
      {caseId !== null && (
        <Section title={t('vehicle')}>
          <SearchForm caseId={caseId} search={search} leads={leads} />
        </Section>
      )}
      {state.vehicles.length > 0 && (
        <Section title={t('vehicles')} aside={t('ofMost', { count: state.vehicles.length, most: MOST_VEHICLES })}>
          <VehicleList state={state} dispatch={dispatch} />
        </Section>
      )}
      {caseId !== null && state.vehicles.length > 0 && (
        <Section title={evidence('title')} isOpen={false}>
          <EvidenceForm caseId={caseId} vehicles={state.vehicles.map(({ trace }) => trace)} />
        </Section>
      )}
      {caseId !== null && (
        <Section title={t('recordings')} isOpen={false}>
          <BookmarkList caseId={caseId} />
        </Section>
      )}
      <ApprovalLists
        kind="passages"
        onUse={(approval) => {
          void setCaseId(approval.read.caseId)
          if (isWild(approval.read.plates[0])) leads.runApproved(approval)
          else search.runApproved(approval)
        }}
      />
      <WaitingReviews />
      {caseId !== null && shown.length > 0 ? (
        <VehiclesReplay
          caseId={caseId}
          vehicles={shown}
          selected={state.selected}
          trip={trip}
          onWhole={() => dispatch({ type: 'trip', index: null })}
          onMark={setAsked}
        >
          {found}
        </VehiclesReplay>
      ) : (
        found
      )}
    </Panel>
  )
}

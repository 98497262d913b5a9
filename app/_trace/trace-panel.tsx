'use client'
/** The officer's workspace: a case, a plate, its trips, and the replay of one of them. */
import type { Layer } from '@deck.gl/core'
import { parseAsInteger, useQueryState } from 'nuqs'
import { useMemo, useState } from 'react'
import { useTranslations } from 'use-intl'
import { tripsOf } from '../../server/domain/trips'
import { tripPathLayers } from '../_map/layers/trip-layers'
import { useMap, useMapLayers, useQuietCameras } from '../_map/map-context'
import { vehicleColor } from '../_map/palette'
import { ApprovalLists } from '../_panels/approval-lists'
import { CaseChooser } from '../_panels/case-chooser'
import { Panel, Section } from '../_panels/panel'
import { WaitingReviews } from '../_panels/waiting-reviews'
import { BookmarkList } from '../_recordings/bookmark-list'
import { usePreferences } from '../_ui/providers'
import { SearchForm } from './search-form'
import { TraceResult } from './trace-result'
import type { Passage } from './trace-types'
import { TripReplay } from './trip-replay'
import { useSearch } from './use-search'

const GAP_MS = 30 * 60_000
const AROUND_DEGREES = 0.002
const NO_LAYERS: Layer[] = []

function boundsOf(passages: readonly Passage[]): [number, number, number, number] {
  const [lngs, lats] = [passages.map(({ lng }) => lng), passages.map(({ lat }) => lat)]
  return [
    Math.min(...lngs) - AROUND_DEGREES,
    Math.min(...lats) - AROUND_DEGREES,
    Math.max(...lngs) + AROUND_DEGREES,
    Math.max(...lats) + AROUND_DEGREES,
  ]
}

export function TracePanel() {
  const t = useTranslations('trace')
  const { flyTo, palette } = useMap()
  const color = vehicleColor(0, usePreferences().theme)
  const [caseId, setCaseId] = useQueryState('case', parseAsInteger)
  const [chosen, setChosen] = useState<number | null>(null)
  const search = useSearch(({ passages }) => {
    setChosen(null)
    if (passages.length === 0) return
    flyTo({ zoom: 13, lng: passages[0].lng, lat: passages[0].lat, bounds: boundsOf(passages) })
  })
  const found = search.trace.data
  const trips = useMemo(() => tripsOf(found?.passages ?? [], { maxGapMs: GAP_MS }), [found])
  const trip = chosen === null ? null : (trips[chosen] ?? null)
  useQuietCameras()
  useMapLayers(
    'trace-paths',
    useMemo(
      () => (trips.length > 0 ? tripPathLayers({ trips, selected: trip, color, palette }) : NO_LAYERS),
      [trips, trip, color, palette],
    ),
  )
  return (
    <Panel title={t('title')} subtitle={t('subtitle')}>
      <Section title={t('case')}>
        <CaseChooser caseId={caseId} onChoose={(id) => void setCaseId(id)} />
      </Section>
      {caseId !== null && (
        <Section title={t('vehicle')}>
          <SearchForm caseId={caseId} search={search} />
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
          search.runApproved(approval)
        }}
      />
      <WaitingReviews />
      {found && <TraceResult trace={found} trips={trips} chosen={chosen} onChoose={setChosen} />}
      {trip && caseId !== null && <TripReplay trip={trip} caseId={caseId} color={color} />}
    </Panel>
  )
}

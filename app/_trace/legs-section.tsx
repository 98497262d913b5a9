'use client'
/** The ways between the passages of a trip: leg by leg in words, and on the map as wide as they are likely. */
import { useMemo, useState } from 'react'
import { useTranslations } from 'use-intl'
import { type DrawnLeg, pointedWayLayers, routeLayers, routeReaderLayers } from '../_map/layers/route-layers'
import { useMap, useMapLayers } from '../_map/map-context'
import { vehicleColor } from '../_map/palette'
import { Note, Section, Skeleton } from '../_panels/panel'
import { messageOf } from '../_ui/api'
import { usePreferences } from '../_ui/providers'
import { LegRow } from './leg-row'
import { RouteLegend } from './route-legend'
import type { VehicleTrip } from './trace-types'
import { type TripRoutes, useLegs } from './use-legs'

const AROUND_DEGREES = 0.001
const CLOSEST = 15

interface LegsSectionProps {
  trip: VehicleTrip
  caseId: number
  /** Of the vehicle in its case. */
  number: number
}

export function LegsSection({ trip, caseId, number }: LegsSectionProps) {
  const t = useTranslations('legs')
  const { flyTo, palette } = useMap()
  const color = vehicleColor(number, usePreferences().theme)
  const [chosen, setChosen] = useState<number | null>(null)
  const [pointed, setPointed] = useState<number | null>(null)
  const { data: routes, error, isPending, refetch } = useLegs(trip, caseId)
  const drawn = useMemo(() => drawnLegs(trip, routes), [trip, routes])
  const readers = useMemo(() => drawnReaders(routes, chosen), [routes, chosen])
  useMapLayers(
    'trace-routes',
    useMemo(() => routeLayers({ legs: drawn, chosen, color, palette }), [drawn, chosen, color, palette]),
    'below',
  )
  useMapLayers(
    'trace-route-readers',
    useMemo(() => routeReaderLayers(readers, palette), [readers, palette]),
  )
  const path = (chosen !== null && pointed !== null && routes?.legs[chosen]?.ways[pointed]?.path) || null
  useMapLayers(
    'trace-way',
    useMemo(() => pointedWayLayers(path, palette), [path, palette]),
    'below',
  )
  if (trip.passages.length < 2) return null
  const choose = (index: number) => {
    setChosen(index === chosen ? null : index)
    setPointed(null)
    if (index !== chosen) flyTo({ ...flightOver(drawn[index]), zoom: CLOSEST })
  }
  const impossible = routes?.legs.filter(({ verdict }) => verdict.kind === 'infeasible') ?? []
  const misread = impossible.filter((leg) => leg.misread).length
  return (
    <Section title={t('title')} aside={routes && t('count', { count: routes.legs.length })}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-2" data-testid="legs">
        {isPending && <Skeleton lines={3} />}
        {error && (
          <Note tone="warn">
            {t('failed', { why: messageOf(error) })}{' '}
            <button type="button" className="underline" onClick={() => void refetch()}>
              {t('again')}
            </button>
          </Note>
        )}
        {routes && (
          <>
            {impossible.length > misread && (
              <Note tone="warn">{t('impossibleCount', { count: impossible.length - misread })}</Note>
            )}
            {misread > 0 && <Note tone="warn">{t('misreadCount', { count: misread })}</Note>}
            {routes.legs.length === 0 && <Note>{t('none')}</Note>}
            {routes.isCut.passages && <Note tone="warn">{t('cutPassages', { count: routes.passages.length })}</Note>}
            {routes.isCut.roads && <Note tone="warn">{t('cutRoads')}</Note>}
            <ol className="grid grid-cols-[minmax(0,1fr)] gap-1">
              {routes.legs.map((leg, index) => (
                <LegRow
                  key={leg.passages[0]}
                  leg={leg}
                  routes={routes}
                  isChosen={index === chosen}
                  onChoose={() => choose(index)}
                  onPoint={setPointed}
                />
              ))}
            </ol>
            {routes.legs.length > 0 && <RouteLegend color={color} />}
          </>
        )}
        <p className="text-ink-3 text-xs">{t('honest')}</p>
      </div>
    </Section>
  )
}

/** Everything that is drawn of a leg, with room about it. */
function flightOver({ from, to, stretches }: DrawnLeg) {
  const positions = [from, to, ...stretches.flatMap(({ path }) => path)]
  const [lngs, lats] = [positions.map(([lng]) => lng), positions.map(([, lat]) => lat)]
  const [west, south] = [Math.min(...lngs) - AROUND_DEGREES, Math.min(...lats) - AROUND_DEGREES]
  const [east, north] = [Math.max(...lngs) + AROUND_DEGREES, Math.max(...lats) + AROUND_DEGREES]
  return { lng: from[0], lat: from[1], bounds: [west, south, east, north] as [number, number, number, number] }
}

/** Until the answer is there, and where it fails, straight lines that are no ways. */
function drawnLegs(trip: VehicleTrip, routes: TripRoutes | undefined): DrawnLeg[] {
  if (!routes)
    return trip.passages.slice(1).map((to, i): DrawnLeg => {
      const from = trip.passages[i]
      return { from: [from.lng, from.lat], to: [to.lng, to.lat], kind: 'waiting', stretches: [] }
    })
  return routes.legs.map(({ passages, verdict, stretches }): DrawnLeg => {
    const [from, to] = passages.map((index): [number, number] => {
      const { lng, lat } = routes.passages[index]
      return [lng, lat]
    })
    return {
      from,
      to,
      kind: verdict.kind === 'feasible' && stretches.length === 0 ? 'unknown' : verdict.kind,
      stretches,
    }
  })
}

function drawnReaders(routes: TripRoutes | undefined, chosen: number | null) {
  const legs = routes?.legs.filter((_, index) => chosen === null || index === chosen) ?? []
  const states = new Map(legs.flatMap(({ readers }) => readers.map(({ id, state }) => [id, state] as const)))
  return (routes?.cameras ?? [])
    .filter(({ id }) => states.has(id))
    .map(({ id, lng, lat }) => ({
      position: [lng, lat] as [number, number],
      isSilent: states.get(id) === 'working',
    }))
}

/** A vehicle's passages and where it is now. Between passages nothing is known: the link is dashed and straight, not a route. */
import type { Layer } from '@deck.gl/core'
import { PathStyleExtension } from '@deck.gl/extensions'
import { PathLayer, ScatterplotLayer, TextLayer } from '@deck.gl/layers'
import { positionAt, type Trip, type TripPassage } from '../../../server/domain/trips'
import { type Palette, type Rgb, withAlpha } from '../palette'

export interface TripPathProps {
  trips: readonly Trip[]
  /** The one that is replayed, drawn strongly. */
  selected: Trip | null
  color: Rgb
  palette: Palette
}

type NumberedPassage = TripPassage & { order: number }

/** Several passages of one camera share its place: their numbers are written once, as a list. */
function numberedPlaces(trip: Trip | null): { position: [number, number]; label: string }[] {
  const places = new Map<string, { position: [number, number]; orders: number[] }>()
  const passages: NumberedPassage[] = (trip?.passages ?? []).map((passage, index) => ({ ...passage, order: index + 1 }))
  for (const { lng, lat, order } of passages) {
    const place = places.get(`${lng} ${lat}`) ?? { position: [lng, lat], orders: [] }
    place.orders.push(order)
    places.set(`${lng} ${lat}`, place)
  }
  return [...places.values()].map(({ position, orders }) => ({
    position,
    label: orders.length > 3 ? `${orders[0]}…${orders.at(-1)}` : orders.join('·'),
  }))
}

export function tripPathLayers({ trips, selected, color, palette }: TripPathProps): Layer[] {
  const dashed = new PathStyleExtension({ dash: true })
  return [
    new PathLayer<Trip>({
      id: 'trip-links',
      data: [...trips],
      getPath: (trip) => trip.passages.map(({ lng, lat }) => [lng, lat] as [number, number]),
      getColor: (trip) => withAlpha(color, trip === selected ? 230 : 70),
      getWidth: (trip) => (trip === selected ? 3 : 1.5),
      widthUnits: 'pixels',
      extensions: [dashed],
      ...{ getDashArray: [4, 3], dashJustified: true },
      updateTriggers: { getColor: selected, getWidth: selected },
    }),
    new ScatterplotLayer<{ position: [number, number]; label: string }>({
      id: 'trip-places',
      data: numberedPlaces(selected),
      getPosition: (place) => place.position,
      radiusUnits: 'pixels',
      getRadius: 6,
      stroked: true,
      lineWidthUnits: 'pixels',
      getLineWidth: 2,
      getLineColor: withAlpha(palette.halo, 255),
      getFillColor: withAlpha(color, 255),
    }),
    new TextLayer<{ position: [number, number]; label: string }>({
      id: 'trip-numbers',
      data: numberedPlaces(selected),
      characterSet: [...'0123456789·…'],
      getPosition: (place) => place.position,
      getText: (place) => place.label,
      getSize: 12,
      fontWeight: 700,
      fontFamily: 'Inter, sans-serif',
      getColor: withAlpha(palette.halo, 255),
      background: true,
      getBackgroundColor: withAlpha(color, 255),
      backgroundPadding: [5, 2],
      backgroundBorderRadius: 7,
      getPixelOffset: [0, -20],
    }),
  ]
}

/** The vehicle at the clock's time: filled where it was read, hollow where its place is a guess. */
export function vehicleLayers({
  trip,
  time,
  color,
  palette,
}: {
  trip: Trip | null
  time: number
  color: Rgb
  palette: Palette
}): Layer[] {
  const position = trip && positionAt(trip, time)
  const isGuess = position?.certainty === 'between'
  return [
    new ScatterplotLayer({
      id: 'vehicle',
      data: position ? [position] : [],
      getPosition: ({ lng, lat }: { lng: number; lat: number }) => [lng, lat],
      radiusUnits: 'pixels',
      getRadius: 10,
      stroked: true,
      lineWidthUnits: 'pixels',
      getLineWidth: 3,
      getLineColor: withAlpha(isGuess ? color : palette.halo, 255),
      getFillColor: isGuess ? withAlpha(palette.halo, 150) : withAlpha(color, 255),
    }),
  ]
}

/** The trips of traced vehicles. Links are dashed and straight, and no ways; of the selected trip `route-layers.ts` draws those. */
import type { Layer } from '@deck.gl/core'
import { PathStyleExtension } from '@deck.gl/extensions'
import { PathLayer, ScatterplotLayer, TextLayer } from '@deck.gl/layers'
import type { Trip, TripPassage } from '../../../server/domain/trips'
import { inkOn, type Palette, type Rgb, withAlpha } from '../palette'

export interface DrawnVehicle {
  /** From 1; the same on the map, in lists and on the timeline. */
  number: number
  color: Rgb
  trips: readonly Trip[]
}

export interface TripPathProps {
  vehicles: readonly DrawnVehicle[]
  /** The one that is replayed alone, with its places. */
  selected: Trip | null
  palette: Palette
}

type Position = [number, number]

interface Link {
  path: Position[]
  color: Rgb
  /** What the pointer is told. */
  tip: string
}

interface Place {
  position: Position
  label: string
}

type NumberedPassage = TripPassage & { order: number }

/** Several passages of one camera share its place: their numbers are written once, as a list. */
function numberedPlaces(trip: Trip | null): Place[] {
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

const dashed = new PathStyleExtension({ dash: true })

const placeOf = ({ lng, lat }: TripPassage): Position => [lng, lat]

/** From camera to camera, each once, however often it was gone and whichever way. */
function linksOf(trips: readonly Trip[]): Position[][] {
  const links = new Map<string, Position[]>()
  for (const { passages } of trips)
    for (let i = 1; i < passages.length; i++) {
      const ends = [placeOf(passages[i - 1]), placeOf(passages[i])].sort((a, b) => a[0] - b[0] || a[1] - b[1])
      if (ends[0].join() !== ends[1].join()) links.set(ends.join(), ends)
    }
  return [...links.values()]
}

function linkLayer({ vehicles, selected }: TripPathProps): Layer {
  const links = vehicles.flatMap(({ number, color, trips }) =>
    linksOf(trips.filter((trip) => trip !== selected)).map(
      (path): Link => ({ path, color, tip: `${number} · ${trips[0].plate}` }),
    ),
  )
  return new PathLayer<Link>({
    id: 'trip-links',
    data: links,
    getPath: ({ path }) => path,
    getColor: ({ color }) => withAlpha(color, selected ? 70 : 130),
    getWidth: 1.5,
    widthUnits: 'pixels',
    extensions: [dashed],
    ...{ getDashArray: [4, 3], dashJustified: true },
    pickable: true,
  })
}

export function tripPathLayers(props: TripPathProps): Layer[] {
  const { vehicles, selected, palette } = props
  const color = vehicles.find(({ trips }) => selected && trips.includes(selected))?.color ?? palette.accent
  const places = numberedPlaces(selected)
  return [
    linkLayer(props),
    new ScatterplotLayer<Place>({
      id: 'trip-places',
      data: places,
      getPosition: (place) => place.position,
      radiusUnits: 'pixels',
      getRadius: 6,
      stroked: true,
      lineWidthUnits: 'pixels',
      getLineWidth: 2,
      getLineColor: withAlpha(palette.halo, 255),
      getFillColor: withAlpha(color, 255),
    }),
    new TextLayer<Place>({
      id: 'trip-numbers',
      data: places,
      characterSet: [...'0123456789·…'],
      getPosition: (place) => place.position,
      getText: (place) => place.label,
      getSize: 12,
      fontWeight: 700,
      fontFamily: 'Inter, sans-serif',
      getColor: withAlpha(inkOn(color), 255),
      background: true,
      getBackgroundColor: withAlpha(color, 255),
      backgroundPadding: [5, 2],
      backgroundBorderRadius: 7,
      getPixelOffset: [0, -20],
    }),
  ]
}

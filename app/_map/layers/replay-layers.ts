/** What moves with the replay's clock: the vehicles, and the places where they were read up to now. The same data with every frame; only the time is new. */
import type { Layer } from '@deck.gl/core'
import { DataFilterExtension, type DataFilterExtensionProps } from '@deck.gl/extensions'
import { IconLayer, ScatterplotLayer } from '@deck.gl/layers'
import type { Track } from '../../../server/domain/tracks'
import type { TripPosition } from '../../../server/domain/trips'
import type { IconAtlas } from '../camera-icons'
import type { Rgb } from '../palette'
import { vehicleIcon } from '../vehicle-icons'

/** The places where vehicles were read, as the columns that the graphics card reads. */
export interface PassageColumns {
  length: number
  attributes: {
    getPosition: { value: Float64Array; size: 2 }
    getFillColor: { value: Uint8Array; size: 4 }
    /** When the vehicle was first read there, seconds since `from`: a card's 32-bit floats cannot tell instants of an epoch apart; of a month they tell quarters of a second. */
    getFilterValue: { value: Float32Array; size: 1 }
  }
}

/** Rows of a track at which the vehicle was read at a place for the first time: what is drawn there stays. */
function firstReads({ lng, lat }: Track): number[] {
  const seen = new Set<string>()
  const rows: number[] = []
  for (let row = 0; row < lng.length; row++) {
    const place = `${lng[row]} ${lat[row]}`
    if (!seen.has(place)) rows.push(row)
    seen.add(place)
  }
  return rows
}

export function passageColumns(tracks: readonly { track: Track; color: Rgb }[], from: number): PassageColumns {
  const reads = tracks.flatMap(({ track, color }) => firstReads(track).map((row) => ({ track, color, row })))
  const length = reads.length
  const positions = new Float64Array(2 * length)
  const colors = new Uint8Array(4 * length)
  const seconds = new Float32Array(length)
  reads.forEach(({ track, color, row }, i) => {
    positions.set([track.lng[row], track.lat[row]], 2 * i)
    colors.set([...color, 255], 4 * i)
    seconds[i] = (track.at[row] - from) / 1_000
  })
  return {
    length,
    attributes: {
      getPosition: { value: positions, size: 2 },
      getFillColor: { value: colors, size: 4 },
      getFilterValue: { value: seconds, size: 1 },
    },
  }
}

export interface VehiclePlace extends TripPosition {
  number: number
}

export interface ReplayLayersProps {
  columns: PassageColumns
  /** Seconds since the columns' `from`. */
  seconds: number
  places: readonly VehiclePlace[]
  atlas: IconAtlas
}

const upToNow = new DataFilterExtension({ filterSize: 1 })
const VEHICLE_PIXELS = 32

export function replayLayers({ columns, seconds, places, atlas }: ReplayLayersProps): Layer[] {
  return [
    new ScatterplotLayer<unknown, DataFilterExtensionProps>({
      id: 'places-so-far',
      data: columns,
      positionFormat: 'XY',
      radiusUnits: 'pixels',
      getRadius: 3.5,
      extensions: [upToNow],
      filterRange: [Number.MIN_SAFE_INTEGER, seconds],
    }),
    new IconLayer<VehiclePlace>({
      id: 'vehicles',
      data: places,
      iconAtlas: atlas.image as unknown as string,
      iconMapping: atlas.mapping,
      getIcon: ({ number, certainty }) => vehicleIcon(number, certainty),
      getPosition: ({ lng, lat }) => [lng, lat],
      getSize: VEHICLE_PIXELS,
    }),
  ]
}

/** Reads a Mapbox vector tile (version 2.1) far enough to see what is in it. */
import { PbfReader } from 'pbf'

export interface TileFeature {
  id: number
  /** 1 point, 2 line, 3 polygon. */
  type: number
  properties: Record<string, string | number | boolean>
  /** Positions in tile units, all parts in one list. */
  points: [x: number, y: number][]
}

export interface TileLayer {
  version: number
  extent: number
  features: TileFeature[]
}

interface RawLayer extends Omit<TileLayer, 'features'> {
  name: string
  keys: string[]
  values: (string | number | boolean)[]
  raw: { id: number; type: number; tags: number[]; geometry: number[] }[]
}

function readValue(pbf: PbfReader): string | number | boolean {
  let value: string | number | boolean = ''
  pbf.readMessage((tag) => {
    if (tag === 1) value = pbf.readString()
    else if (tag === 2) value = pbf.readFloat()
    else if (tag === 3) value = pbf.readDouble()
    else if (tag === 4 || tag === 5) value = pbf.readVarint()
    else if (tag === 6) value = pbf.readSVarint()
    else if (tag === 7) value = pbf.readBoolean()
  }, null)
  return value
}

const readFeature = (pbf: PbfReader) =>
  pbf.readMessage(
    (tag, feature) => {
      if (tag === 1) feature.id = pbf.readVarint()
      else if (tag === 2) feature.tags = pbf.readPackedVarint()
      else if (tag === 3) feature.type = pbf.readVarint()
      else if (tag === 4) feature.geometry = pbf.readPackedVarint()
    },
    { id: 0, type: 0, tags: [] as number[], geometry: [] as number[] },
  )

const readLayer = (pbf: PbfReader) =>
  pbf.readMessage<RawLayer>(
    (tag, layer) => {
      if (tag === 1) layer.name = pbf.readString()
      else if (tag === 2) layer.raw.push(readFeature(pbf))
      else if (tag === 3) layer.keys.push(pbf.readString())
      else if (tag === 4) layer.values.push(readValue(pbf))
      else if (tag === 5) layer.extent = pbf.readVarint()
      else if (tag === 15) layer.version = pbf.readVarint()
    },
    { name: '', version: 1, extent: 4096, keys: [], values: [], raw: [] },
  )

const unzigzag = (n: number) => (n >>> 1) ^ -(n & 1)

/** Commands 1 and 2 are followed by as many pairs of steps as they say; 7 closes a ring. */
function pointsOf(geometry: readonly number[]): [number, number][] {
  const points: [number, number][] = []
  let [x, y] = [0, 0]
  for (let at = 0; at < geometry.length; ) {
    const command = geometry[at++]
    if ((command & 7) === 7) continue
    for (let left = command >> 3; left > 0; left--) {
      x += unzigzag(geometry[at++])
      y += unzigzag(geometry[at++])
      points.push([x, y])
    }
  }
  return points
}

export function readTile(bytes: Uint8Array): Record<string, TileLayer> {
  const layers: Record<string, TileLayer> = {}
  new PbfReader(bytes).readFields((tag, _result, pbf) => {
    if (tag !== 3) return
    const { name, version, extent, keys, values, raw } = readLayer(pbf)
    const features = raw.map(({ id, type, tags, geometry }) => ({
      id,
      type,
      points: pointsOf(geometry),
      properties: Object.fromEntries(
        Array.from({ length: tags.length / 2 }, (_, i) => [keys[tags[2 * i]], values[tags[2 * i + 1]]]),
      ),
    }))
    layers[name] = { version, extent, features }
  }, null)
  return layers
}

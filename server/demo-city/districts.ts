import type { JurisdictionRecord } from '../formats/records'
import { CENTRE } from './arteries'
import { facesOf } from './faces'
import { area, contains, distance, type Line, lineLength, pointAlong, type Ring, spline, type Vec } from './plane'
import type { Street } from './street'
import { type StreetEdge, type StreetGraph, streetGraph } from './street-graph'
import type { Terrain } from './terrain'

export interface Jurisdiction {
  code: string
  kind: JurisdictionRecord['kind']
  name: string
  nameEn: string
  parentCode: string | null
  ring: Ring
}

/** The fictional civil area code: no province begins with 99. */
export const CITY_CODE = '9901'

interface Station {
  name: string
  nameEn: string
  district: number
  /** A place inside it. */
  at: Vec
}

const DISTRICTS = [
  { name: '鼓楼区', nameEn: 'Gulou District' },
  { name: '北安区', nameEn: "Bei'an District" },
  { name: '江南区', nameEn: 'Jiangnan District' },
]
const STATIONS: Station[] = [
  { name: '鼓楼派出所', nameEn: 'Gulou Station', district: 0, at: [150, 0] },
  { name: '文昌派出所', nameEn: 'Wenchang Station', district: 0, at: [150, 700] },
  { name: '望江派出所', nameEn: 'Wangjiang Station', district: 0, at: [900, -900] },
  { name: '学府派出所', nameEn: 'Xuefu Station', district: 1, at: [-2000, 1500] },
  { name: '迎宾派出所', nameEn: 'Yingbin Station', district: 1, at: [2200, 1500] },
  { name: '西江派出所', nameEn: 'Xijiang Station', district: 2, at: [-2600, -1800] },
  { name: '江湾派出所', nameEn: 'Jiangwan Station', district: 2, at: [-700, -2400] },
  { name: '南湖派出所', nameEn: 'Nanhu Station', district: 2, at: [900, -2400] },
  { name: '东洲派出所', nameEn: 'Dongzhou Station', district: 2, at: [2700, -1600] },
]

/**
 * The city, its districts and its stations. Borders follow the river and the great roads; every border is one line that
 * both neighbours share corner by corner, so the parts tile the whole exactly.
 */
export function layDistricts(terrain: Terrain, streets: StreetGraph): Jurisdiction[] {
  const borders = borderGraph(terrain, streets)
  const faces = facesOf(borders)
  const stations = STATIONS.map((station, i) => {
    const face = faces.find(({ ring }) => contains(ring, station.at))
    if (!face) throw new RangeError(`no ground for ${station.nameEn}`)
    const parentCode = districtCode(station.district)
    return {
      code: `${parentCode}${String(i + 1).padStart(2, '0')}`,
      kind: 'station' as const,
      name: station.name,
      nameEn: station.nameEn,
      parentCode,
      ring: face.ring,
      face,
      district: station.district,
    }
  })
  const ringAround = (members: typeof stations): Ring => {
    const inside = members.flatMap(({ face }) => face.edges)
    const outer = borders.edges.filter((edge) => inside.filter((other) => other === edge).length === 1)
    return facesOf({ nodes: borders.nodes, edges: outer }).reduce(
      (best, { ring }) => (area(ring) > area(best) ? ring : best),
      [] as Ring,
    )
  }
  const districts = DISTRICTS.map(({ name, nameEn }, i) => ({
    code: districtCode(i),
    kind: 'district' as const,
    name,
    nameEn,
    parentCode: CITY_CODE,
    ring: ringAround(stations.filter(({ district }) => district === i)),
  }))
  const city = {
    code: CITY_CODE,
    kind: 'city' as const,
    name: '清澜市',
    nameEn: 'Qinglan',
    parentCode: null,
    ring: ringAround(stations),
  }
  return [city, ...districts, ...stations.map(({ face: _face, district: _district, ...station }) => station)]
}

const districtCode = (district: number) => `${CITY_CODE}${String(district + 1).padStart(2, '0')}`

function borderGraph(terrain: Terrain, streets: StreetGraph): StreetGraph {
  const ring = lineOf(streets, '一环路')
  const limits = spline(
    Array.from({ length: 24 }, (_, i): Vec => cityLimit((i / 24) * 2 * Math.PI)),
    90,
    true,
  )
  const lines = [
    limits,
    terrain.river.line,
    ring,
    ...['中央大道', '人民大道', '西江路', '江南大道'].map((name) => lineOf(streets, name)),
  ]
  const graph = streetGraph(lines.map(asBorder))
  const kept = graph.edges.filter((edge) => isBorder(edge, { limits, ring, terrain, lines }))
  return withoutEnds({ nodes: graph.nodes, edges: kept })
}

function cityLimit(angle: number): Vec {
  const uneven = 1 + 0.045 * Math.sin(3 * angle + 0.4) + 0.035 * Math.sin(5 * angle + 1.1) + 0.02 * Math.sin(9 * angle)
  return [60 + 3950 * uneven * Math.cos(angle), -80 + 3500 * uneven * Math.sin(angle)]
}

/** The axis parts the north only outside the ring and the south below the river; the way east and west parts all north of the river. */
function isBorder(
  { line, street }: StreetEdge,
  { limits, ring, terrain, lines }: { limits: Line; ring: Line; terrain: Terrain; lines: Line[] },
): boolean {
  const middle = pointAlong(line, lineLength(line) / 2).point
  if (street.line === limits || street.line === ring) return true
  if (!contains(limits, middle)) return false
  if (street.line === terrain.river.line) return true
  const isSouth = isSouthOfRiver(middle, terrain)
  const [, , , axis, across] = lines
  if (street.line === axis) return isSouth || (middle[1] > CENTRE[1] && !contains(ring, middle))
  if (street.line === across) return true
  return isSouth
}

function isSouthOfRiver(p: Vec, { river }: Terrain): boolean {
  const nearest = river.line.reduce((best, q, i) => (distance(p, q) < distance(p, river.line[best]) ? i : best), 0)
  const [a, b] = [river.line[Math.max(0, nearest - 1)], river.line[nearest + 1]]
  return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]) < 0
}

/** The pieces of one street, end to end. */
function lineOf({ edges }: StreetGraph, name: string): Line {
  const street = edges.find((edge) => edge.street.name === name)?.street
  if (!street) throw new RangeError(`no street is called ${name}`)
  return street.line
}

const asBorder = (line: Line): Street => ({ line, kind: 'primary', name: null, nameEn: null, oneway: 'no' })

function withoutEnds({ nodes, edges }: StreetGraph): StreetGraph {
  let kept = edges
  for (;;) {
    const degree = new Map<number, number>()
    for (const { from, to } of kept) for (const node of [from, to]) degree.set(node, (degree.get(node) ?? 0) + 1)
    const next = kept.filter(({ from, to }) => degree.get(from)! > 1 && degree.get(to)! > 1)
    if (next.length === kept.length) return { nodes, edges: kept }
    kept = next
  }
}

/** The station whose ground holds `p`, or null outside the city. */
export function stationAt(p: Vec, jurisdictions: readonly Jurisdiction[]): Jurisdiction | null {
  return jurisdictions.find(({ kind, ring }) => kind === 'station' && contains(ring, p)) ?? null
}

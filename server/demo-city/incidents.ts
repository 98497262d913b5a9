import type { LocalFrame } from '../domain/frame'
import type { IncidentRecord } from '../formats/records'
import { lineLength, pointAlong } from './plane'
import type { Random } from './random'
import type { RoadNetwork } from './road-network'
import { isRoad } from './street'
import { centrality } from './zones'

const DAY_MS = 86_400_000
const KINDS: readonly (readonly [kind: string, title: string, titleEn: string, weight: number, hours: number])[] = [
  ['traffic_accident', '交通事故', 'Traffic accident', 16, 1.2],
  ['theft', '电动车被盗', 'Electric bicycle stolen', 9, 2.5],
  ['theft', '店铺失窃', 'Shop theft', 5, 2],
  ['dispute', '邻里纠纷', 'Dispute between neighbours', 7, 1],
  ['dispute', '消费纠纷', 'Dispute in a shop', 5, 0.8],
  ['fire', '火情', 'Fire', 4, 2],
  ['flooding', '路面积水', 'Street under water', 4, 5],
  ['lost_person', '走失求助', 'Lost person', 5, 3],
  ['fallen_tree', '树木倒伏', 'Fallen tree', 3, 2.5],
  ['obstruction', '占道堵塞', 'Road blocked', 6, 1.5],
  ['noise', '噪音扰民', 'Noise at night', 4, 1],
]

/** What happened on the day and in the week before it; some of the day's incidents are not over. */
export function makeIncidents(
  network: RoadNetwork,
  frame: LocalFrame,
  dayStart: number,
  random: Random,
): IncidentRecord[] {
  const edges = network.graph.edges.filter(
    ({ street, line }) =>
      isRoad(street.kind) && street.kind !== 'motorway' && street.name && Math.hypot(...line[0]) < 3_300,
  )
  const incidents = Array.from({ length: 60 }, (_, i): Omit<IncidentRecord, 'sourceId'> => {
    let edge = random.pick(edges)
    while (!random.chance(0.35 + 0.65 * centrality(edge.line[0]))) edge = random.pick(edges)
    const [kind, title, titleEn, , hours] = random.weighted(KINDS.map((entry) => [entry, entry[3]] as const))
    const { point } = pointAlong(edge.line, random.between(0, lineLength(edge.line)))
    const [lng, lat] = frame.toLngLat(point[0] + random.between(-9, 9), point[1] + random.between(-9, 9))
    const daysAgo = i < 18 ? 0 : random.integer(1, 7)
    const startedAt = dayStart - daysAgo * DAY_MS + Math.floor(random.normal(14, 4.2) * 3_600_000)
    const endedAt = startedAt + Math.floor(hours * random.between(0.4, 1.8) * 3_600_000)
    const isOpen = daysAgo === 0 && random.chance(0.35)
    return {
      kind,
      title: `${edge.street.name}${title}`,
      titleEn: `${titleEn}, ${edge.street.nameEn}`,
      lng,
      lat,
      startedAt,
      endedAt: isOpen ? null : endedAt,
    }
  })
  return incidents
    .sort((a, b) => a.startedAt - b.startedAt)
    .map((incident, i) => ({ sourceId: `I${String(i + 1).padStart(4, '0')}`, ...incident }))
}

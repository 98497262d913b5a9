import { longAxis } from './arrange'
import { type Face, facesOf } from './faces'
import { insetRing } from './inset'
import { add, area, centroid, distance, left, mix, type Ring, scale, subtract, unit, type Vec } from './plane'
import type { Random } from './random'
import { reserveOf } from './street'
import type { StreetGraph } from './street-graph'
import type { Terrain } from './terrain'
import { type Zone, zoneAt } from './zones'

export type BlockUse =
  | 'old_estate'
  | 'new_estate'
  | 'offices'
  | 'towers'
  | 'mall'
  | 'old_town'
  | 'industrial'
  | 'campus'
  | 'school'
  | 'hospital'
  | 'park'
  | 'square'
  | 'government'
  | 'station'
  | 'stadium'
  | 'village'
  | 'fields'
  | 'riverside'

/** Ground between streets, and what it is for. */
export interface Block {
  face: Face
  /** Inside the pavements. */
  ring: Ring
  centre: Vec
  zone: Zone
  use: BlockUse
}

const LARGEST_BLOCK = 320_000

/** Narrower ground is a strip of green, metres. */
const NARROWEST_M = 36

/** Places the city wants somewhere near: the nearest block of the right size becomes it. Areas in square metres, depth in metres. */
const WANTED: readonly (readonly [use: BlockUse, near: Vec, smallest: number, largest: number, depth?: number])[] = [
  ['square', [230, 330], 9_000, 40_000],
  ['government', [190, 640], 9_000, 60_000],
  ['station', [450, 1780], 15_000, 320_000, 90],
  ['square', [420, 1560], 4_000, 40_000],
  ['park', [-720, 830], 40_000, 200_000],
  ['stadium', [1350, -1800], 40_000, 200_000, 190],
  ['square', [380, -1850], 8_000, 60_000],
  ['mall', [480, 60], 9_000, 50_000],
  ['mall', [120, -1930], 12_000, 70_000],
  ['mall', [-1450, 330], 12_000, 90_000],
  ['mall', [1840, 800], 12_000, 90_000],
  ['mall', [1500, -2350], 12_000, 90_000],
  ['hospital', [900, 780], 10_000, 60_000],
  ['hospital', [-900, -1650], 15_000, 90_000],
  ['hospital', [2400, -500], 15_000, 90_000],
  ['park', [1120, -420], 15_000, 90_000],
  ['park', [2450, 250], 25_000, 150_000],
  ['park', [-1400, -1500], 25_000, 150_000],
  ['park', [-2560, -60], 20_000, 150_000],
  ['park', [720, 2200], 15_000, 120_000],
  ['park', [-260, -2450], 20_000, 120_000],
  ['park', [-250, 480], 6_000, 22_000],
  ['park', [2150, -1500], 15_000, 120_000],
  ['old_estate', [-520, 1700], 10_000, 90_000],
  ['square', [-560, -240], 2_500, 12_000],
]
const SCHOOL_SPACING = 640

/** Cuts the ground between the streets into blocks and gives each its use. */
export function layBlocks(graph: StreetGraph, terrain: Terrain, random: Random): Block[] {
  const blocks = facesOf(graph)
    .map((face) => blockOf(face, terrain, random))
    .filter((block) => block !== null)
  const free = new Set(blocks.filter(({ use }) => use !== 'riverside'))
  for (const [use, near, smallest, largest, depth = 0] of WANTED) {
    const fits = [...free].filter(
      ({ ring, face }) =>
        within(area(ring), smallest, largest) &&
        longAxis(ring).depth >= depth &&
        (use !== 'station' || face.sides.some(({ street }) => street.kind === 'rail')),
    )
    const nearest = fits.sort((a, b) => distance(a.centre, near) - distance(b.centre, near))[0]
    if (!nearest) continue
    nearest.use = use
    free.delete(nearest)
  }
  chooseSchools([...free], random)
  return blocks
}

const within = (value: number, low: number, high: number) => value >= low && value <= high

function blockOf(face: Face, terrain: Terrain, random: Random): Block | null {
  const bank = face.sides.findIndex(({ street }) => street.kind === 'bank')
  if (bank >= 0) {
    const [a, b] = [face.ring[bank], face.ring[(bank + 1) % face.ring.length]]
    const inside = add(mix(a, b, 0.5), scale(left(unit(subtract(b, a))), 2))
    if (terrain.distanceToWater(inside) < 0) return null
  }
  if (area(face.ring) > LARGEST_BLOCK) return null
  const ring = insetRing(
    face.ring,
    face.sides.map(({ street }) => reserveOf(street.kind)),
  )
  if (!ring) return null
  const centre = centroid(ring)
  const zone = zoneAt(centre)
  return { face, ring, centre, zone, use: bank >= 0 ? 'riverside' : usualUse(zone, ring, random) }
}

function usualUse(zone: Zone, ring: Ring, random: Random): BlockUse {
  if (area(ring) < 1_800 || longAxis(ring).depth < NARROWEST_M) return 'park'
  const isCentral = zone === 'downtown' || zone === 'new_centre'
  const options: Record<Zone, readonly (readonly [BlockUse, number])[]> = {
    downtown: [
      ['offices', 6],
      ['towers', 3],
      ['old_estate', 2.6],
      ['park', 0.25],
    ],
    old_town: [['old_town', 1]],
    new_centre: [
      ['towers', 5],
      ['offices', 2],
      ['new_estate', 2],
      ['park', 0.5],
    ],
    inner_estates: [
      ['old_estate', 6],
      ['new_estate', 2.4],
      ['offices', 1],
      ['park', 0.3],
    ],
    outer_estates: [
      ['new_estate', 6],
      ['old_estate', 1.6],
      ['offices', 0.4],
      ['park', 0.5],
    ],
    industrial: [
      ['industrial', 7],
      ['old_estate', 0.7],
      ['offices', 0.3],
    ],
    campus: [['campus', 1]],
    village: [
      ['village', 3],
      ['fields', 2],
      ['new_estate', 1],
      ['industrial', 0.6],
    ],
  }
  const use = random.weighted(options[zone])
  return use === 'offices' && !isCentral && area(ring) > 15_000 ? 'old_estate' : use
}

/** Some blocks of flats become schools, well apart from one another. */
function chooseSchools(free: Block[], random: Random): void {
  const chosen: Block[] = []
  for (const block of random.shuffled(free)) {
    const isAmongHomes = block.use === 'old_estate' || block.use === 'new_estate'
    const isApart = chosen.every(({ centre }) => distance(centre, block.centre) > SCHOOL_SPACING)
    if (!isAmongHomes || !isApart || !within(area(block.ring), 14_000, 52_000)) continue
    block.use = 'school'
    chosen.push(block)
  }
}

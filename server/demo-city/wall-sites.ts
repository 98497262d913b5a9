import { metresAlong } from './arrange'
import type { BuiltBlock } from './built-block'
import type { CameraSite } from './camera-site'
import type { Name } from './names'
import { add, bearingOf, contains, distance, left, pointAlong, scale, subtract, unit, type Vec } from './plane'
import type { Random } from './random'
import { watchfulness } from './watchfulness'

/** On walls of shops, offices and banks, looking at the pavement. */
export function wallSites(blocks: readonly BuiltBlock[], count: number, random: Random): CameraSite[] {
  const sites: CameraSite[] = []
  const fronts = blocks.flatMap(({ buildings, block }) =>
    buildings
      .filter(({ use }) => /retail|commercial|office|hotel|hospital|government/.test(use))
      .map((building) => ({ building, block, buildings })),
  )
  for (let tries = 0; sites.length < count && tries < 8_000; tries++) {
    const { building, block, buildings } = random.pick(fronts)
    const { outline } = building
    const i = random.integer(0, outline.length - 1)
    const [a, b] = [outline[i], outline[(i + 1) % outline.length]]
    if (distance(a, b) < 8 || !random.chance(watchfulness(a))) continue
    const outwards = scale(left(unit(subtract(b, a))), -1)
    const wall = pointAlong([a, b], distance(a, b) * random.between(0.2, 0.8)).point
    // Only walls that face the street: nothing of the block stands in front.
    const ahead = add(wall, scale(outwards, 12))
    if (contains(block.ring, ahead) || buildings.some((other) => other !== building && contains(other.outline, ahead)))
      continue
    const at = add(wall, scale(outwards, 0.3))
    if (sites.some((other) => distance(other.at, at) < 45)) continue
    const isHigh = building.heightM > 30 && random.chance(0.12)
    const street = nearestStreetName(block, ahead)
    sites.push({
      at,
      bearing: bearingOf(outwards),
      heightM: isHigh ? Math.min(32, building.heightM - 1) : Math.min(building.heightM - 0.6, random.between(3, 4.8)),
      tilt: isHigh ? 28 : random.between(12, 24),
      kind: isHigh ? 'panoramic' : random.chance(0.5) ? 'dome' : 'fixed',
      mountKind: isHigh ? 'roof' : 'wall',
      ownership: random.chance(0.85) ? 'enterprise' : 'unknown',
      pointClass: random.chance(0.75) ? 3 : 9,
      checkpoint: null,
      name: `${street.name}沿街 ${sites.length + 1} 号点`,
      nameEn: `${street.nameEn}, shop front ${sites.length + 1}`,
    })
  }
  return sites
}

function nearestStreetName({ face }: BuiltBlock['block'], p: Vec): Name {
  const named = face.edges.filter(({ street }) => street.name)
  const away = ({ line }: (typeof named)[number]) => distance(pointAlong(line, metresAlong(line, p)).point, p)
  const { street } = named.reduce((best, edge) => (away(edge) < away(best) ? edge : best), named[0])
  return { name: street.name ?? '', nameEn: street.nameEn ?? '' }
}

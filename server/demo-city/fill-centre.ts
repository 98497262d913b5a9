import { buildFronts, buildRows, longAxis, lotsOf, quadOf, siteFor } from './arrange'
import type { Block } from './blocks'
import { type BuiltBlock, emptyBlock, gateSites } from './built-block'
import { insetEvenly } from './inset'
import { add, angleOf, area, centroid, distance, type Line, scale, subtract, type Vec } from './plane'
import { Plot } from './plot'
import type { Random } from './random'
import { chamfered, fitted, lotPlan, oval, placed, rectangle, shrunk } from './shapes'
import { centrality } from './zones'

/** Lots of offices and shops: full, angled, around a yard; higher towards the middle. */
export function fillOffices(block: Block, random: Random): BuiltBlock {
  const built = emptyBlock(block)
  const tallness = centrality(block.centre)
  for (const lot of lotsOf(block.ring, random.between(1_200, 2_900), random)) {
    const ring = insetEvenly(lot, random.between(3, 5))
    if (!ring || area(ring) < 160) continue
    const levels = Math.max(3, Math.round(random.between(4, 9) + tallness * random.between(-3, 16)))
    const quad = quadOf(ring)
    const yard = quad && area(quad) > 1_500 && random.chance(0.4) ? insetEvenly(quad, random.between(12, 15)) : null
    const outline = quad && !yard ? fitted(lotPlan(random, random.between(0.36, 0.48)), quad) : ring
    built.buildings.push({
      outline,
      courtyards: yard && area(yard) > 120 ? [yard] : [],
      levels,
      heightM: levels * 3.6 + 1.5,
      use: random.pick(['office', 'commercial', 'commercial', 'hotel']),
    })
  }
  built.grounds.push({ kind: 'commercial', ring: block.ring })
  return built
}

/** Towers on a plaza, and a low front along the street. */
export function fillTowers(block: Block, random: Random): BuiltBlock {
  const built = emptyBlock(block)
  const plot = new Plot(block.ring)
  const tallness = centrality(block.centre)
  const size = random.between(28, 40)
  if (random.chance(0.6)) {
    buildFronts(plot, () => random.chance(0.55), {
      depth: random.between(14, 18),
      width: () => random.between(30, 58),
      gap: 9,
      setBack: 2,
      building: () => ({ levels: 4, heightM: random.between(15, 21), use: 'commercial' }),
    })
  }
  buildRows(plot, {
    angle: angleOf(longAxis(block.ring).along),
    pitch: size + random.between(24, 36),
    sideGap: random.between(20, 30),
    piece: () => {
      const levels = Math.round(random.between(14, 20) + tallness * random.between(2, 14))
      const shape = random.weighted([
        [rectangle(size, size * 0.8), 3],
        [chamfered(size, size, size * 0.22), 3],
        [oval(size * 1.1, size, 24), 1.4],
        [rectangle(size * 1.3, size * 0.62), 2],
      ])
      return {
        shape,
        width: size * 1.15,
        building: { levels, heightM: Math.min(120, levels * 3.7 + 3), use: 'office' },
      }
    },
  })
  built.buildings = plot.buildings
  built.grounds.push({ kind: 'commercial', ring: block.ring })
  return built
}

/** One big house of shops with a car park. */
export function fillMall(block: Block, random: Random): BuiltBlock {
  const built = emptyBlock(block)
  const { along, middle, length, depth } = longAxis(block.ring)
  const plot = new Plot(block.ring)
  for (let share = 0.62; share > 0.3; share -= 0.06) {
    const outline = placed(
      chamfered(length * share, Math.min(depth * 0.66, 95), 14),
      add(middle, scale(along, -length * 0.12)),
      angleOf(along),
    )
    if (plot.build({ outline, courtyards: [], levels: 5, heightM: 27, use: 'retail' }, 4)) break
  }
  const parking = placed(rectangle(length * 0.2, depth * 0.5), add(middle, scale(along, length * 0.33)), angleOf(along))
  if (plot.hasRoom(parking, 3)) {
    plot.reserve(parking)
    built.grounds.push({ kind: 'parking', ring: parking })
  }
  buildFronts(plot, () => random.chance(0.5), {
    depth: 13,
    width: () => random.between(24, 44),
    gap: 8,
    setBack: 1,
    building: () => ({ levels: 3, heightM: 13, use: 'retail' }),
  })
  built.buildings = plot.buildings
  built.grounds.unshift({ kind: 'commercial', ring: block.ring })
  return built
}

/** Open paving with a monument or a pavilion. */
export function fillSquare(block: Block, name: { name: string; nameEn: string }): BuiltBlock {
  const built = emptyBlock(block)
  const heart = centroid(block.ring)
  built.grounds.push({ kind: 'square', ring: block.ring, ...name })
  for (const factor of [0.28, 0.22]) {
    const { along } = longAxis(block.ring)
    const lawn = shrunk(
      block.ring,
      add(heart, scale(along, (factor === 0.28 ? 1 : -1) * Math.sqrt(area(block.ring)) * 0.36)),
      factor,
    )
    if (area(lawn) > 200) built.grounds.push({ kind: 'green', ring: lawn })
  }
  built.buildings.push({
    outline: placed(oval(9, 9, 12), heart, 0),
    courtyards: [],
    levels: 1,
    heightM: 22,
    use: 'monument',
  })
  built.landmarks.push({ at: heart, kind: 'place', ...name })
  return built
}

/** Where travellers expect the station: at the head of the square. */
const STATION_FRONT: Vec = [480, 1850]

/** A long hall beside the tracks, as large as fits near its square. */
export function fillStation(block: Block, rail: Line, name: { name: string; nameEn: string }): BuiltBlock {
  const built = emptyBlock(block)
  const plot = new Plot(block.ring)
  const nearest = rail.reduce(
    (best, p, i) => (distance(p, STATION_FRONT) < distance(rail[best], STATION_FRONT) ? i : best),
    0,
  )
  const angle = angleOf(subtract(rail[nearest + 1], rail[nearest - 1]))
  for (const [width, depth] of [
    [230, 62],
    [190, 52],
    [150, 44],
    [110, 36],
    [80, 26],
  ]) {
    const outline = siteFor(plot, chamfered(width, depth, 9), angle, 4, (p) => distance(p, STATION_FRONT))
    if (!outline) continue
    plot.build({ outline, courtyards: [], levels: 3, heightM: 28, use: 'train_station' }, 4)
    built.landmarks.push({ at: centroid(outline), kind: 'station', ...name })
    break
  }
  built.buildings = plot.buildings
  built.grounds.push({ kind: 'square', ring: block.ring, ...name })
  for (const site of gateSites(block, block.ring).slice(0, 2)) built.gates.push({ ...site, kind: 'entrance', name })
  return built
}

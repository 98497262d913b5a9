import { buildFronts, buildRows, longAxis, siteFor } from './arrange'
import type { Block } from './blocks'
import { type BuiltBlock, emptyBlock, gateSites } from './built-block'
import { insetEvenly } from './inset'
import type { Name } from './names'
import {
  add,
  angleOf,
  area,
  boxOf,
  centroid,
  contains,
  distance,
  distanceToRing,
  left,
  mix,
  type Ring,
  scale,
  spline,
  turned,
  type Vec,
} from './plane'
import { Plot } from './plot'
import type { Random } from './random'
import { chamfered, comb, hShape, lShape, oval, placed, rectangle, shrunk, uShape } from './shapes'

/** The outermost place where the shape fits. */
const fitsAnywhere = (plot: Plot, shape: Ring, angle: number, gap: number): Ring | null => {
  const heart = centroid(plot.ring)
  return siteFor(plot, shape, angle, gap, (p) => -distance(p, heart))
}

const axisAngle = (ring: Ring) => {
  const angle = angleOf(longAxis(ring).along)
  return angle - Math.round(angle / (Math.PI / 2)) * (Math.PI / 2)
}

/** A running track, teaching blocks, a gym, a gate to the quiet side. */
export function fillSchool(block: Block, name: Name, random: Random): BuiltBlock {
  const built = emptyBlock(block)
  const ring = insetEvenly(block.ring, 3) ?? block.ring
  const plot = new Plot(ring)
  const angle = axisAngle(ring)
  for (const [length, width] of [
    [172, 88],
    [140, 74],
    [110, 60],
    [84, 44],
  ]) {
    const isUpright = random.chance(0.6)
    const track =
      fitsAnywhere(plot, oval(length, width, 32), angle + (isUpright ? Math.PI / 2 : 0), 4) ??
      fitsAnywhere(plot, oval(length, width, 32), angle + (isUpright ? 0 : Math.PI / 2), 4)
    if (!track) continue
    plot.reserve(track)
    built.grounds.push({ kind: 'green', ring: track })
    break
  }
  const place = (shape: Ring, levels: number, use: string) => {
    const outline = fitsAnywhere(plot, shape, angle, 10)
    if (outline) plot.build({ outline, courtyards: [], levels, heightM: levels * 3.8 + 1, use }, 10)
  }
  place(comb(62, 74, 13), 5, 'school')
  place(uShape(64, 46, 13), 5, 'school')
  place(rectangle(42, 28), 2, 'school')
  place(lShape(48, 36, 13), 4, 'school')
  place(rectangle(46, 13), 6, 'dormitory')
  place(rectangle(46, 13), 6, 'dormitory')
  built.buildings = plot.buildings
  built.grounds.unshift({ kind: 'school', ring, ...name })
  built.landmarks.push({ at: centroid(ring), kind: 'school', ...name })
  for (const site of gateSites(block, ring).slice(0, 1)) built.gates.push({ ...site, kind: 'school_gate', name })
  return built
}

export function fillHospital(block: Block, name: Name): BuiltBlock {
  const built = emptyBlock(block)
  const plot = new Plot(block.ring)
  const angle = axisAngle(block.ring)
  for (const [shape, levels] of [
    [hShape(86, 62, 18), 14],
    [lShape(64, 52, 17), 8],
    [rectangle(58, 18), 6],
    [uShape(54, 40, 14), 5],
    [rectangle(40, 20), 3],
  ] as const) {
    const outline = fitsAnywhere(plot, shape, angle, 11)
    if (outline) plot.build({ outline, courtyards: [], levels, heightM: levels * 3.9 + 2, use: 'hospital' }, 11)
  }
  const parking = fitsAnywhere(plot, rectangle(56, 34), angle, 5)
  if (parking) built.grounds.push({ kind: 'parking', ring: parking })
  built.buildings = plot.buildings
  built.grounds.unshift({ kind: 'hospital', ring: block.ring, ...name })
  built.landmarks.push({ at: centroid(block.ring), kind: 'hospital', ...name })
  for (const site of gateSites(block, block.ring).slice(0, 2)) built.gates.push({ ...site, kind: 'entrance', name })
  return built
}

export function fillCampus(block: Block, name: Name, random: Random): BuiltBlock {
  const built = emptyBlock(block)
  const plot = new Plot(block.ring)
  const angle = axisAngle(block.ring)
  const track = fitsAnywhere(plot, oval(172, 90, 32), angle + Math.PI / 2, 6)
  if (track && random.chance(0.5)) {
    plot.reserve(track)
    built.grounds.push({ kind: 'green', ring: track })
  }
  const shapes = [
    uShape(74, 52, 15),
    hShape(82, 54, 15),
    lShape(66, 52, 15),
    comb(70, 84, 14),
    rectangle(64, 15),
    rectangle(64, 15),
    chamfered(48, 40, 8),
  ]
  buildRows(plot, {
    angle,
    pitch: 74,
    sideGap: 24,
    piece: () => {
      const shape = random.pick(shapes)
      const levels = random.integer(3, 7)
      const box = boxOf(shape)
      return { shape, width: box.maxX - box.minX, building: { levels, heightM: levels * 3.9 + 1, use: 'university' } }
    },
  })
  buildRows(plot, {
    angle,
    pitch: 32,
    sideGap: 12,
    piece: () => ({ shape: rectangle(54, 13), width: 54, building: { levels: 6, heightM: 20, use: 'dormitory' } }),
  })
  built.buildings = plot.buildings
  built.grounds.unshift({ kind: 'school', ring: block.ring, ...name })
  for (const site of gateSites(block, block.ring).slice(0, 1)) built.gates.push({ ...site, kind: 'school_gate', name })
  return built
}

export function fillGovernment(block: Block, name: Name): BuiltBlock {
  const built = emptyBlock(block)
  const plot = new Plot(block.ring)
  const angle = axisAngle(block.ring)
  for (const [shape, levels] of [
    [hShape(92, 48, 18), 9],
    [uShape(70, 46, 15), 6],
    [rectangle(58, 16), 5],
    [rectangle(58, 16), 5],
  ] as const) {
    const outline = fitsAnywhere(plot, shape, angle, 14)
    if (outline) plot.build({ outline, courtyards: [], levels, heightM: levels * 3.8 + 2, use: 'government' }, 14)
  }
  built.buildings = plot.buildings
  built.grounds.push({ kind: 'commercial', ring: block.ring, ...name })
  built.landmarks.push({ at: centroid(block.ring), kind: 'government', ...name })
  for (const site of gateSites(block, block.ring).slice(0, 1)) built.gates.push({ ...site, kind: 'entrance', name })
  return built
}

/** An arena: a ring of stands around the field. */
export function fillStadium(block: Block, name: Name): BuiltBlock {
  const built = emptyBlock(block)
  const heart = centroid(block.ring)
  const angle = angleOf(longAxis(block.ring).along)
  const reach = Math.min(118, distanceToRing(heart, block.ring) - 8)
  const stands = placed(oval(reach * 2, reach * 1.6, 40), heart, angle)
  const field = placed(oval(reach * 1.36, reach * 0.96, 40), heart, angle)
  built.buildings.push({ outline: stands, courtyards: [field], levels: 3, heightM: 32, use: 'stadium' })
  built.grounds.push({ kind: 'square', ring: block.ring, ...name }, { kind: 'green', ring: field })
  built.landmarks.push({ at: heart, kind: 'place', ...name })
  return built
}

/** Lawns with a few pavilions; parks with a name have paths, the great ones a lake with a path around it. */
export function fillPark(block: Block, name: Name | null, random: Random): BuiltBlock {
  const built = emptyBlock(block)
  const heart = centroid(block.ring)
  const lake = name && area(block.ring) > 38_000 ? lakeIn(block.ring, heart, random) : null
  built.grounds.push({ kind: 'green', ring: block.ring, holes: lake ? [lake] : [], ...name })
  if (lake) built.grounds.push({ kind: 'water', ring: lake })
  if (!name) return built
  const plot = new Plot(block.ring)
  layParkPaths(plot, built, heart, lake)
  if (lake) plot.reserve(lake)
  const pavilion = () => ({ levels: 1, heightM: random.between(4, 7), use: 'pavilion' })
  buildFronts(plot, () => random.chance(0.3), {
    depth: 8,
    width: () => random.between(10, 22),
    gap: 60,
    setBack: 9,
    building: pavilion,
  })
  built.buildings = plot.buildings
  built.landmarks.push({ at: heart, kind: 'place', ...name })
  return built
}

/** From the gates to the middle, or around the lake. */
function layParkPaths(plot: Plot, built: BuiltBlock, heart: Vec, lake: Ring | null): void {
  const gates = gateSites(built.block, plot.ring).slice(0, 4)
  const shore = lake ? shrunk(lake, heart, 1.22) : null
  if (shore) built.paths.push({ line: [...shore, shore[0]], kind: 'footway' })
  for (const { at, outwards } of gates) {
    const end = shore ? shore.reduce((best, p) => (distance(p, at) < distance(best, at) ? p : best)) : heart
    const bend = add(mix(at, end, 0.5), scale(left(outwards), distance(at, end) * 0.12))
    const line = spline([at, bend, end], 12)
    built.paths.push({ line, kind: 'footway' })
    for (let i = 1; i < line.length; i++) plot.reserve([...line.slice(i - 1, i + 1), add(line[i], [3, 3])])
  }
}

function lakeIn(ring: Ring, heart: Vec, random: Random): Ring | null {
  const { along, length, depth } = longAxis(ring)
  const [a, b, c] = [random.between(0, 6), random.between(0, 6), random.between(0, 6)]
  for (let share = 0.3; share > 0.12; share -= 0.03) {
    const lake = Array.from({ length: 48 }, (_, i): Vec => {
      const turn = (i / 48) * 2 * Math.PI
      const wave = 1 + 0.2 * Math.sin(2 * turn + a) + 0.13 * Math.sin(3 * turn + b) + 0.07 * Math.sin(5 * turn + c)
      return add(
        heart,
        turned([length * share * wave * Math.cos(turn), depth * share * 0.92 * wave * Math.sin(turn)], angleOf(along)),
      )
    })
    if (lake.every((p) => contains(ring, p) && distanceToRing(p, ring) > 12)) return lake
  }
  return null
}

import { buildRows } from './arrange'
import type { Block } from './blocks'
import { type BuiltBlock, emptyBlock, gateSites } from './built-block'
import { axisAngle, fitsAnywhere } from './fits-anywhere'
import { insetEvenly } from './inset'
import type { Name } from './names'
import { boxOf, centroid, type Ring } from './plane'
import { Plot } from './plot'
import type { Random } from './random'
import { chamfered, comb, hShape, lShape, oval, rectangle, uShape } from './shapes'

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

import { longAxis } from './arrange'
import type { Block } from './blocks'
import { type BuiltBlock, emptyBlock, gateSites } from './built-block'
import { axisAngle, fitsAnywhere } from './fits-anywhere'
import type { Name } from './names'
import { angleOf, centroid, distanceToRing } from './plane'
import { Plot } from './plot'
import { hShape, lShape, oval, placed, rectangle, uShape } from './shapes'

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

import type { CameraKind } from '../domain/camera'
import type { BuiltBlock } from './built-block'
import type { CameraSite } from './camera-site'
import { add, bearingOf, contains, distance, left, scale, subtract, unit, type Vec } from './plane'
import type { Random } from './random'
import { watchfulness } from './watchfulness'

/** At gates: a post beside the way, looking out at who comes. */
export function gateSitesOf(blocks: readonly BuiltBlock[], random: Random): CameraSite[] {
  return blocks.flatMap(({ gates }) =>
    gates.flatMap((gate): CameraSite[] => {
      const isSchool = gate.kind === 'school_gate'
      const isEstate = gate.kind === 'estate_entrance'
      if (!random.chance(isSchool ? 0.8 : isEstate ? 0.2 * watchfulness(gate.at) : 0.9)) return []
      const place = gate.name ?? { name: '', nameEn: '' }
      const at = add(add(gate.at, scale(left(gate.outwards), 4.2)), scale(gate.outwards, 0.8))
      return [
        {
          at,
          bearing: bearingOf(add(gate.outwards, scale(left(gate.outwards), -0.35))),
          heightM: random.between(2.9, 4.5),
          tilt: random.between(14, 24),
          kind: random.chance(0.55) ? 'dome' : 'fixed',
          mountKind: 'pole',
          ownership: isSchool ? 'public' : isEstate ? 'resident' : 'enterprise',
          pointClass: isSchool ? 2 : 3,
          checkpoint: null,
          name: `${place.name}门口`,
          nameEn: `${place.nameEn}, gate`,
        },
      ]
    }),
  )
}

/** Squares and parks: one that sees all round in the middle, others at the corners. */
export function openSpaceSites(blocks: readonly BuiltBlock[], random: Random): CameraSite[] {
  return blocks.flatMap(({ block, buildings, grounds, landmarks }): CameraSite[] => {
    const isSquare = block.use === 'square' || block.use === 'station' || block.use === 'stadium'
    if (
      !isSquare &&
      !((block.use === 'park' && landmarks.length > 0) || (block.use === 'riverside' && random.chance(0.5)))
    )
      return []
    const name = landmarks[0] ?? { name: '滨江公园', nameEn: 'Riverside Park' }
    const corners = random.shuffled(block.ring).slice(0, isSquare ? 5 : 2)
    const isFree = (p: Vec) =>
      contains(block.ring, p) &&
      !buildings.some(({ outline }) => contains(outline, p)) &&
      !grounds.some(({ kind, ring }) => kind === 'water' && contains(ring, p))
    return corners.flatMap((corner, i): CameraSite[] => {
      const inwards = unit(subtract(block.centre, corner))
      const at = add(corner, scale(inwards, i === 0 && isSquare ? distance(corner, block.centre) * 0.7 : 4))
      if (!isFree(at)) return []
      const kind: CameraKind = i === 0 && isSquare ? 'panoramic' : random.chance(0.6) ? 'ptz' : 'dome'
      return [
        {
          at,
          bearing: kind === 'panoramic' ? null : bearingOf(inwards),
          heightM: isSquare ? 8 : 5,
          tilt: kind === 'panoramic' ? 35 : 13,
          kind,
          mountKind: 'pole',
          ownership: 'public',
          pointClass: isSquare ? 1 : 2,
          checkpoint: null,
          name: `${name.name} ${i + 1} 号`,
          nameEn: `${name.nameEn} ${i + 1}`,
        },
      ]
    })
  })
}

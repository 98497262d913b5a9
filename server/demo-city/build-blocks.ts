import { longAxis } from './arrange'
import type { Block } from './blocks'
import type { BuiltBlock } from './built-block'
import { fillMall, fillOffices, fillSquare, fillStation, fillTowers } from './fill-centre'
import { fillEstate } from './fill-estate'
import { fillOldTown } from './fill-old-town'
import { fillIndustry, fillVillage } from './fill-outskirts'
import { fillPark } from './fill-park'
import { fillGovernment, fillHospital, fillStadium } from './fill-public'
import { fillCampus, fillSchool } from './fill-school'
import { type NamePool, PublicNames } from './names'
import { area } from './plane'
import type { Random } from './random'
import type { Terrain } from './terrain'

/** Puts houses, lawns and gates on every block. */
export function buildBlocks(blocks: readonly Block[], terrain: Terrain, names: NamePool, random: Random): BuiltBlock[] {
  const publicNames = new PublicNames()
  return blocks.map((block, i) => buildBlock(block, terrain, names, publicNames, random.fork(i)))
}

function buildBlock(
  block: Block,
  terrain: Terrain,
  names: NamePool,
  publicNames: PublicNames,
  random: Random,
): BuiltBlock {
  switch (block.use) {
    case 'old_estate':
      return fillEstate(block, false, names, random)
    case 'new_estate':
      return fillEstate(block, true, names, random)
    case 'offices':
      return fillOffices(block, random)
    case 'towers':
      return fillTowers(block, random)
    case 'mall':
      return fillMall(block, random)
    case 'old_town':
      return fillOldTown(block, random)
    case 'industrial':
      return fillIndustry(block, random)
    case 'campus':
      return fillCampus(block, { name: '清澜大学', nameEn: 'Qinglan University' }, random)
    case 'school':
      return fillSchool(block, publicNames.school(), random)
    case 'hospital':
      return fillHospital(block, publicNames.hospital())
    case 'square':
      return fillSquare(block, publicNames.square())
    case 'government':
      return fillGovernment(block, { name: '清澜市人民政府', nameEn: 'Qinglan City Government' })
    case 'station':
      return fillStation(block, terrain.rail.line, { name: '清澜站', nameEn: 'Qinglan Railway Station' })
    case 'stadium':
      return fillStadium(block, { name: '清澜体育中心', nameEn: 'Qinglan Sports Centre' })
    case 'village':
      return fillVillage(block, random)
    case 'fields':
      return fillPark(block, null, random)
    case 'riverside':
      return fillPark(block, null, random)
    case 'park':
      return fillPark(
        block,
        area(block.ring) > 12_000 && longAxis(block.ring).depth > 60 ? publicNames.park() : null,
        random,
      )
  }
}

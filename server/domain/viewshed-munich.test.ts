/** Real cameras among real buildings, against areas computed by two independent methods (they agree within 0.03 %). */
import { existsSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { parseOsmPbf } from '../formats/osm-pbf'
import type { BuildingRecord, CameraRecord } from '../formats/records'
import { completeDraft } from './camera-draft'
import { cameraViews } from './camera-views'
import { localFrame } from './frame'
import { indexObstacles } from './obstacles'
import { ViewGround } from './view-ground'
import { type Viewshed, viewshed } from './viewshed'

const DATA = new URL('../../../shared/data/munich/', import.meta.url)
const isAbsent = !existsSync(DATA)
const FRAME = localFrame([11.576, 48.1375])

interface Reference {
  camera: string
  lng: number
  lat: number
  kind: string
  bearing: number | null
  areaM2: number
}

function readReferences(): Reference[] {
  const lines = readFileSync(new URL('visibility_reference_R50_F85.csv', DATA), 'utf8').trim().split('\n').slice(1)
  return lines.map((line) => {
    const [camera, lng, lat, kind, bearing, , , areaM2] = line.split(',')
    return {
      camera,
      lng: Number(lng),
      lat: Number(lat),
      kind,
      bearing: bearing === '' ? null : Number(bearing),
      areaM2: Number(areaM2),
    }
  })
}

describe.skipIf(isAbsent)(
  `viewsheds in Munich${isAbsent ? ' (skipped: ../shared/data/munich is not there)' : ''}`,
  () => {
    let ground: ViewGround
    let references: Reference[]
    let cameras: CameraRecord[]
    let buildings: BuildingRecord[]
    const seenBy = ({ lng, lat, bearing }: Reference): Viewshed => {
      const [x, y] = FRAME.toLocal(lng, lat)
      const hfov = bearing === null ? 360 : 85
      return viewshed(ground, { x, y, bearing, hfov, nearM: 0, farM: 50, heightM: 5, targetHeightM: 1.5 })
    }
    const agreeing = (kind: string, tolerance: number) =>
      references
        .filter((reference) => reference.kind === kind)
        .filter((reference) => Math.abs(seenBy(reference).areaM2 / reference.areaM2 - 1) <= tolerance)

    beforeAll(() => {
      const extract = parseOsmPbf(readFileSync(new URL('munich-altstadt.osm.pbf', DATA)))
      // Flat: the reference knows no heights.
      ground = new ViewGround(
        indexObstacles(
          extract.buildings.records.map(({ geometry }) => ({ geometry })),
          FRAME,
        ),
      )
      references = readReferences()
      cameras = extract.cameras.records.filter((camera) => !camera.isIndoor)
      buildings = extract.buildings.records
    })

    it('agree within 1 % for every camera that stands free', () => {
      expect(agreeing('free', 0.01)).toHaveLength(22)
    })

    it('agree within 3 % for every camera on a wall, and within 1 % for 81 of the 82', () => {
      expect(agreeing('wall', 0.03)).toHaveLength(82)
      expect(agreeing('wall', 0.01).length).toBeGreaterThanOrEqual(81)
    })

    it('black out no camera, wherever it is drawn', () => {
      expect(references).toHaveLength(120)
      expect(references.filter((reference) => seenBy(reference).geometry === null)).toEqual([])
    })

    it('leave every camera a view at its own range and tilt, assumed where they are not tagged', () => {
      const views = cameraViews(cameras.map(completeDraft), buildings)
      expect(views).toHaveLength(120)
      expect(views.filter((view) => view === null || view.polygon === null)).toEqual([])
    })
  },
)

import { describe, expect, it } from 'vitest'
import { changeCounts } from './count-change'
import { addPieces, countRaster, resolveCounts } from './count-raster'
import { MeshViewer } from './expansion'
import { meshObstacles } from './obstacle-mesh'
import { keptPieces } from './polar-region'
import { numberedScene, SCENE_FRAME } from './testing/scenes'

const TILE = [-60, -50, 40, 70] as const

describe('changeCounts', () => {
  it('leaves what counting from the start leaves, also where views pass the edge of the tile', () => {
    for (let number = 1; number <= 120; number++) {
      const { scene } = numberedScene(number)
      const seen = new MeshViewer(meshObstacles(scene.obstacles, [-140, -140, 140, 140])).view(scene.look)
      if (seen === null) continue
      const view = { pieces: keptPieces(seen), x: scene.look.x, y: scene.look.y }
      const raster = countRaster(SCENE_FRAME, TILE, 1)
      addPieces(raster, view.pieces, view.x, view.y, 1)
      const counts = new Uint16Array(raster.columns * raster.rows)
      changeCounts(raster, counts, [{ ...view, sign: 1 }])
      expect(counts, `scene ${number}`).toEqual(resolveCounts(raster))
      const moved = { ...view, x: view.x + 7.3, y: view.y - 2.1 }
      changeCounts(raster, counts, [
        { ...view, sign: -1 },
        { ...moved, sign: 1 },
      ])
      const other = countRaster(SCENE_FRAME, TILE, 1)
      addPieces(other, moved.pieces, moved.x, moved.y, 1)
      expect(counts, `scene ${number} moved`).toEqual(resolveCounts(other))
    }
  })
})

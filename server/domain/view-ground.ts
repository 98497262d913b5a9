/** Ground to look over: outlines, and meshes of them that are made when first needed and kept. */
import { type Look, MeshViewer } from './expansion'
import { meshObstacles } from './obstacle-mesh'
import type { Obstacles } from './obstacles'
import type { VisiblePieces } from './polar-region'
import type { Bounds } from './raster'

/**
 * How much farther than any view its mesh should reach. A wall cut off at the border of a mesh turns by up to 0.06 mm, and
 * a camera must see the same in whatever mesh, so that its coverage can be taken away again: only walls longer than this
 * can be cut and in view.
 */
export const MESH_RIM_M = 30
/** A camera exactly on a wall has no side of it: it is put this far off. */
const OFF_WALL_M = 0.02
const DIRECTIONS = 8

interface KeptMesh {
  bounds: Bounds
  ignored: string
  viewer: MeshViewer
}

const NOTHING: VisiblePieces = { count: 0, corners: new Float64Array(0), marks: new Int32Array(0) }

export class ViewGround {
  readonly obstacles: Obstacles
  readonly #bounds: Bounds | null
  #whole: KeptMesh | null = null
  /** The last one without somebody's own building. */
  #without: KeptMesh | null = null

  /** With `bounds` (metres in the obstacles' frame) one mesh serves every view within them; else each view's own ground. */
  constructor(obstacles: Obstacles, bounds: Bounds | null = null) {
    this.obstacles = obstacles
    this.#bounds = bounds
  }

  /** What is visible in a look, past the outlines in `ignored`; until the next one. */
  view(look: Look, ignored: ReadonlySet<number>): VisiblePieces {
    const viewer = this.#viewerFor(look, ignored)
    const seen = viewer.view(look)
    if (seen !== null) return seen
    for (let i = 0; i < DIRECTIONS; i++) {
      const angle = (2 * Math.PI * (i + 0.5)) / DIRECTIONS
      const x = look.x + OFF_WALL_M * Math.cos(angle)
      const y = look.y + OFF_WALL_M * Math.sin(angle)
      const beside = viewer.view({ ...look, x, y })
      if (beside !== null && beside.count > 0) return beside
    }
    return NOTHING
  }

  #viewerFor({ x, y, farM }: Look, ignored: ReadonlySet<number>): MeshViewer {
    const key = [...ignored].sort((a, b) => a - b).join()
    const kept = key === '' ? this.#whole : this.#without
    if (kept !== null && kept.ignored === key && holds(kept.bounds, x, y, farM + OFF_WALL_M)) return kept.viewer
    const reach = farM + MESH_RIM_M
    const own: Bounds = [x - reach, y - reach, x + reach, y + reach]
    const bounds = this.#bounds !== null && holds(this.#bounds, x, y, farM + OFF_WALL_M) ? this.#bounds : own
    const made = { bounds, ignored: key, viewer: new MeshViewer(meshObstacles(this.obstacles, bounds, ignored)) }
    if (key === '') this.#whole = made
    else this.#without = made
    return made.viewer
  }
}

function holds([minX, minY, maxX, maxY]: Bounds, x: number, y: number, reach: number): boolean {
  return x - reach >= minX && y - reach >= minY && x + reach <= maxX && y + reach <= maxY
}

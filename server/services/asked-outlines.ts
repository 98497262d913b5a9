/** The outlines of what cameras see under a question: as stored where these answer it, else drawn now. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { MultiPolygon, Polygon } from 'geojson'
import type { Queryable } from '../../db/client'
import { type Box, outlinesInBox } from '../../db/queries/buildings'
import { namesOfCameras } from '../../db/queries/cameras'
import { viewshedOutlines } from '../../db/queries/viewsheds'
import type { Caller } from '../domain/access'
import { DEFAULT_LEVEL } from '../domain/footprint-bounds'
import type { LocalFrame } from '../domain/frame'
import { OutlineStore } from '../domain/outline-store'
import type { Bounds } from '../domain/raster'
import { ViewGround } from '../domain/view-ground'
import { type Sector, viewshed } from '../domain/viewshed'
import { askedCameras, storedPurpose } from './asked-cameras'
import { USUAL_REACH_M } from './asked-coverage'
import { FARTHEST_M, levelSectors } from './coverage-cameras'
import { boundsOfBox, boxOfBounds } from './grid-box'
import type { BlindSpotQuestion } from './jurisdiction-blind-spots'
import { type ViewSettings, viewSettings } from './refresh-viewsheds'
import { ServiceError } from './service-error'

type Outline = Polygon | MultiPolygon

/** More than these take too long to wait for: look closer. */
const MOST_VIEWSHEDS = 5_000
/** Drawn before others get their turn. */
const GROUP = 64

/** What viewsheds were stored for, when those answer the question: at the usual level, of all owners; else null. */
export const storedOutlinePurpose = (question: BlindSpotQuestion, { standard }: ViewSettings) =>
  question.level === null || question.level === DEFAULT_LEVEL[standard] ? storedPurpose(question) : null

/** Of cameras in scope that may reach into the box. */
export async function askedOutlines(
  db: Queryable,
  caller: Caller,
  frame: LocalFrame,
  box: Box,
  question: BlindSpotQuestion,
): Promise<Outline[]> {
  const settings = await viewSettings(db)
  const purpose = storedOutlinePurpose(question, settings)
  const outlines = purpose
    ? await viewshedOutlines(db, caller, box, purpose, MOST_VIEWSHEDS + 1)
    : await drawnOutlines(db, caller, frame, box, question, settings)
  return requireFew(outlines)
}

async function drawnOutlines(
  db: Queryable,
  caller: Caller,
  frame: LocalFrame,
  box: Box,
  question: BlindSpotQuestion,
  settings: ViewSettings,
): Promise<Outline[]> {
  const bounds = boundsOfBox(frame, box)
  const around = (by: number) => boxOfBounds(frame, grown(bounds, by))
  const asked = await askedCameras(db, question, {
    box: around(USUAL_REACH_M),
    widerBox: around(FARTHEST_M),
    usualReachM: USUAL_REACH_M,
  })
  const on = asked.filter(({ isOn }) => isOn)
  const ids = on.map(({ row }) => row.id)
  const known = await namesOfCameras(db, caller, ids)
  const cameras = requireFew(on.filter(({ row }) => known.has(row.id)))
  const store = new OutlineStore(await outlinesInBox(db, around(2 * USUAL_REACH_M)), frame)
  const obstaclesIn = store.obstaclesIn.bind(store)
  const level = question.level ?? DEFAULT_LEVEL[settings.standard]
  const options = { ...settings, isNight: question.kind === 'night' }
  const outlines: Outline[] = []
  for (const [i, camera] of cameras.entries()) {
    const sector = levelSectors(camera, obstaclesIn, frame, options, [level]).get(level)
    const outline = sector ? viewshed(new ViewGround(obstaclesIn(boundsAround(sector))), sector).geometry : null
    if (outline) outlines.push(outline)
    if (i % GROUP === GROUP - 1) await nextTurn()
  }
  return outlines
}

function requireFew<T>(all: T[]): T[] {
  if (all.length <= MOST_VIEWSHEDS) return all
  throw new ServiceError('too-large', `More than ${MOST_VIEWSHEDS} viewsheds lie here. Ask for a smaller part.`)
}

const grown = ([minX, minY, maxX, maxY]: Bounds, by: number): Bounds => [minX - by, minY - by, maxX + by, maxY + by]
/** A camera at a wall stands a little off where it is drawn. */
const boundsAround = ({ x, y, farM }: Sector) => grown([x, y, x, y], farM + 2)

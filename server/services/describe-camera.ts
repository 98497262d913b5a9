/** Everything the camera panel shows: every field and where it came from, what it sees, its history and its states. */
import type { Connection } from '../../db/client'
import { readAim } from '../../db/queries/camera-aims'
import { describeCamera, listRevisions, listStates } from '../../db/queries/cameras'
import { leastDelays } from '../../db/queries/evidence'
import type { Caller } from '../domain/access'
import { completeDraft } from '../domain/camera-draft'
import { clockBehind } from '../domain/clock-skew'
import { footprintOf, homeFootprint, isTurning } from '../domain/footprint'
import { resolveOptics } from '../domain/optics'
import { liveFootprint } from '../domain/turning-footprints'
import { unknownCamera } from './camera-in-reach'
import { draftOf } from './camera-view-input'
import { viewSettings } from './refresh-viewsheds'

const DAY_MS = 86_400_000

const changedFields = (before: Record<string, unknown> | null, after: Record<string, unknown>) =>
  before === null ? [] : Object.keys(after).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))

export async function describeCameraFor({ db }: Connection, caller: Caller, id: number) {
  const row = await describeCamera(db, caller, id)
  if (!row) throw unknownCamera(id)
  const { camera, jurisdiction, viewshed } = row
  const draft = draftOf(camera)
  const complete = completeDraft(draft)
  const settings = await viewSettings(db)
  const aim = await readAim(db, id)
  const mayTurn = isTurning(camera.kind)
  const revisions = await listRevisions(db, id)
  const states = await listStates(db, id)
  const now = Date.now()
  const delays = await leastDelays(db, [id], new Date(now - DAY_MS), new Date(now))
  return {
    id: camera.id,
    code: camera.code,
    version: camera.version,
    state: camera.state,
    name: camera.name,
    ownership: camera.ownership,
    pointClass: camera.pointClass,
    readsPlates: camera.readsPlates,
    /** Of the last day: how far its clock is behind ours at most, milliseconds; null where nothing came. */
    clockBehindMs: clockBehind(delays[0]?.leastMs ?? []),
    isIndoor: camera.isIndoor,
    isPlanned: camera.isPlanned,
    isRetired: camera.retiredAt !== null,
    operator: camera.operator,
    streamPath: camera.streamPath,
    subStreamPath: camera.subStreamPath,
    mediaServerId: camera.mediaServerId,
    installedAt: camera.installedAt?.getTime() ?? null,
    jurisdiction,
    source: { kind: camera.sourceKind, crs: camera.sourceCrs, tags: camera.sourceTags },
    draft,
    optics: resolveOptics(complete, camera.kind, complete.provenance),
    /** What coverage counts; for a camera that turns, all that it can turn to. */
    footprint: footprintOf(complete, settings),
    home: mayTurn ? homeFootprint(complete, settings) : null,
    live: mayTurn && aim ? liveFootprint(complete, aim, settings) : null,
    aim,
    settings,
    viewshed: viewshed && {
      geometry: viewshed.geometry,
      areaM2: viewshed.areaM2,
      footprintAreaM2: viewshed.footprintAreaM2,
      assumed: viewshed.assumed,
      ownBuildingIgnored: viewshed.ownBuildingIgnored,
      computedAt: viewshed.computedAt.getTime(),
    },
    revisions: revisions.map(({ before, after, at, ...rest }) => ({
      ...rest,
      at: at.getTime(),
      fields: changedFields(before, after),
    })),
    states: states.map(({ fromAt, ...rest }) => ({ ...rest, fromAt: fromAt.getTime() })),
  }
}

export type CameraDescription = Awaited<ReturnType<typeof describeCameraFor>>

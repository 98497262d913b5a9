import { z } from 'zod'
import { searchCameras } from '../../db/queries/cameras'
import { CAMERA_STATES } from '../domain/camera'
import { MOST_PASTS } from '../domain/camera-past'
import { cameraPastsFor } from '../services/camera-pasts'
import { describeCameraFor } from '../services/describe-camera'
import { addCamera, editCamera, retireCamera, setCameraState, undoLastEdit } from '../services/edit-camera'
import { setAim } from '../services/set-aim'
import { allowed, router } from '../trpc'
import { cameraChanges, cameraFields, instant, liveAim, rowId, shortText } from './inputs'

const versioned = z.object({ id: rowId, version: rowId })
const done = ({ id, version }: { id: number; version: number }) => ({ id, version })

export const camerasRouter = router({
  search: allowed('camera.read')
    .input(z.object({ text: shortText(1) }))
    .query(({ ctx: { connection, caller }, input }) => searchCameras(connection.db, caller, input.text)),
  describe: allowed('camera.read')
    .input(z.object({ id: rowId }))
    .query(({ ctx: { connection, caller }, input }) => describeCameraFor(connection, caller, input.id)),
  /** How they were in a window of the past. */
  pasts: allowed('camera.read')
    .input(z.object({ ids: z.array(rowId).max(MOST_PASTS), from: instant, to: instant }))
    .query(({ ctx: { connection, caller }, input }) => cameraPastsFor(connection, caller, input)),
  add: allowed('camera.edit')
    .input(
      z.object({
        code: z
          .string()
          .trim()
          .max(64)
          .regex(/^[\w.-]+$/),
        fields: cameraFields,
      }),
    )
    .mutation(async ({ ctx: { connection, caller }, input }) =>
      done(await addCamera(connection, caller, input.code, input.fields)),
    ),
  edit: allowed('camera.edit')
    .input(versioned.extend({ changes: cameraChanges }))
    .mutation(async ({ ctx: { connection, caller }, input }) =>
      done(await editCamera(connection, caller, input.id, input.version, input.changes)),
    ),
  retire: allowed('camera.edit')
    .input(versioned)
    .mutation(async ({ ctx: { connection, caller }, input }) =>
      done(await retireCamera(connection, caller, input.id, input.version)),
    ),
  undo: allowed('camera.edit')
    .input(versioned)
    .mutation(async ({ ctx: { connection, caller }, input }) =>
      done(await undoLastEdit(connection, caller, input.id, input.version)),
    ),
  setState: allowed('camera.state')
    .input(z.object({ id: rowId, state: z.enum(CAMERA_STATES) }))
    .mutation(({ ctx: { connection, caller }, input }) => setCameraState(connection, caller, input.id, input.state)),
  setAim: allowed('camera.state')
    .input(z.object({ id: rowId, aim: liveAim }))
    .mutation(({ ctx: { connection, caller }, input }) => setAim(connection, caller, input.id, input.aim)),
})

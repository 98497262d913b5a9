import { z } from 'zod'
import { env } from '../env'
import { noteSnapshot } from '../services/feeds'
import { iceServers } from '../services/ice-servers'
import { steer, steeringOf, stopSteering } from '../services/ptz'
import { LONGEST_SPAN_MS, recordingsOf } from '../services/recordings'
import { ServiceError } from '../services/service-error'
import { MOST_ON_WALL, wallAlongStreet, wallAround, wallCameras } from '../services/wall-cameras'
import { allowed, router } from '../trpc'
import { finite, instant, position, rowId, shortText, text } from './inputs'

const steerCommand = z.discriminatedUnion('to', [
  z.object({ to: z.literal('point'), lng: finite(-180, 180), lat: finite(-89, 89) }),
  z.object({ to: z.literal('preset'), preset: shortText(1) }),
  z.object({ to: z.literal('step'), pan: finite(-180, 180), tilt: finite(-90, 90), zoom: finite(0.1, 10) }),
])

export const feedsRouter = router({
  iceServers: allowed('feed.open').query(({ ctx: { caller } }) => iceServers(env, caller, new Date())),
  cameras: allowed('feed.open')
    .input(z.object({ ids: z.array(rowId).max(MOST_ON_WALL) }))
    .query(({ ctx: { connection, caller }, input }) => wallCameras(connection, caller, input.ids)),
  alongStreet: allowed('feed.open')
    .input(z.object({ jurisdictionId: rowId, name: text(200, 1) }))
    .query(({ ctx: { connection, caller }, input }) => wallAlongStreet(connection, caller, input)),
  around: allowed('feed.open')
    .input(z.object({ position }))
    .query(
      ({
        ctx: { connection, caller },
        input: {
          position: [lng, lat],
        },
      }) => wallAround(connection, caller, { lng, lat }),
    ),
  /** Where a camera that turns looks now, and who turns it. */
  steering: allowed('feed.open')
    .input(z.object({ cameraId: rowId }))
    .query(({ ctx: { connection, caller }, input }) => steeringOf(connection, caller, input.cameraId)),
  steer: allowed('feed.steer')
    .input(z.object({ cameraId: rowId, command: steerCommand }))
    .mutation(({ ctx: { connection, caller }, input }) => steer(connection, caller, input.cameraId, input.command)),
  stopSteering: allowed('feed.steer')
    .input(z.object({ cameraId: rowId }))
    .mutation(({ ctx: { connection, caller }, input }) => stopSteering(connection, caller, input.cameraId)),
  /** What was recorded of these cameras, under a case. */
  recordings: allowed('passage.read')
    .input(z.object({ caseId: rowId, ids: z.array(rowId).max(MOST_ON_WALL), from: instant, to: instant }))
    .query(({ ctx: { connection, caller }, input }) => {
      if (!(input.from < input.to && input.to - input.from <= LONGEST_SPAN_MS))
        throw new ServiceError('invalid', 'A span lasts a day at most.')
      return recordingsOf(connection, caller, input)
    }),
  /** Before a picture of the feed is kept. Answers with what is written under it. */
  noteSnapshot: allowed('feed.open')
    .input(z.object({ cameraId: rowId }))
    .mutation(({ ctx: { connection, caller }, input }) => noteSnapshot(connection, caller, input.cameraId)),
})

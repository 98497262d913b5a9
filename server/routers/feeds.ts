import { z } from 'zod'
import { env } from '../env'
import { noteSnapshot } from '../services/feeds'
import { iceServers } from '../services/ice-servers'
import { allowed, router } from '../trpc'
import { rowId } from './inputs'

export const feedsRouter = router({
  iceServers: allowed('feed.open').query(({ ctx: { caller } }) => iceServers(env, caller, new Date())),
  /** Before a picture of the feed is kept. Answers with what is written under it. */
  noteSnapshot: allowed('feed.open')
    .input(z.object({ cameraId: rowId }))
    .mutation(({ ctx: { connection, caller }, input }) => noteSnapshot(connection, caller, input.cameraId)),
})

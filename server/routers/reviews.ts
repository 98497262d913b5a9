import { z } from 'zod'
import { ownWaiting } from '../../db/queries/reviews'
import { waitingReviews, writeVerdict } from '../services/reviews'
import { allowed, router } from '../trpc'
import { lines, rowId } from './inputs'

export const reviewsRouter = router({
  waiting: allowed('audit.review').query(({ ctx: { connection, caller } }) => waitingReviews(connection, caller)),
  /** The caller's own breakings of the glass that nobody has judged yet. */
  own: allowed('passage.read').query(({ ctx: { connection, caller } }) => ownWaiting(connection.db, caller)),
  write: allowed('audit.review')
    .input(z.object({ id: rowId, isProper: z.boolean(), words: lines(500) }))
    .mutation(({ ctx: { connection, caller }, input }) => writeVerdict(connection, caller, input)),
})

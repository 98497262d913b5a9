import { z } from 'zod'
import { addBookmark, listBookmarks, setBookmarkRemoved } from '../services/bookmarks'
import { allowed, router } from '../trpc'
import { instant, rowId, text } from './inputs'

const bookmark = z.object({ caseId: rowId, cameraId: rowId, from: instant, to: instant, note: text(200) })

export const bookmarksRouter = router({
  list: allowed('passage.read')
    .input(z.object({ caseId: rowId }))
    .query(({ ctx: { connection, caller }, input }) => listBookmarks(connection, caller, input.caseId)),
  add: allowed('passage.read')
    .input(bookmark)
    .mutation(({ ctx: { connection, caller }, input }) => addBookmark(connection, caller, input)),
  setRemoved: allowed('passage.read')
    .input(z.object({ id: rowId, isRemoved: z.boolean() }))
    .mutation(({ ctx: { connection, caller }, input }) =>
      setBookmarkRemoved(connection, caller, input.id, input.isRemoved),
    ),
})

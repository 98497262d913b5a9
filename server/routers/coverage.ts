import { z } from 'zod'
import { viewshedsInBox } from '../../db/queries/viewsheds'
import { jurisdictionBlindSpots } from '../services/jurisdiction-blind-spots'
import { surroundings } from '../services/surroundings'
import { allowed, router } from '../trpc'
import { box, rowId } from './inputs'

export const coverageRouter = router({
  viewsheds: allowed('coverage.read')
    .input(z.object({ box }))
    .query(({ ctx: { connection, caller }, input }) => viewshedsInBox(connection.db, caller, input.box)),
  /** The outlines a viewshed at this position can meet: what the browser's worker needs to preview a draft. */
  surroundings: allowed('coverage.read')
    .input(z.object({ lng: z.number().min(-180).max(180), lat: z.number().min(-85).max(85) }))
    .query(({ ctx: { connection }, input }) => surroundings(connection, input.lng, input.lat)),
  blindSpots: allowed('coverage.read')
    .input(z.object({ jurisdictionId: rowId }))
    .query(({ ctx: { connection, caller }, input }) =>
      jurisdictionBlindSpots(connection, caller, input.jurisdictionId),
    ),
})

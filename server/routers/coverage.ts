import { z } from 'zod'
import { OWNERSHIPS } from '../domain/camera'
import { COVERAGE_PURPOSES } from '../domain/coverage-purpose'
import { MOST_CORNERS } from '../domain/drawn-area'
import { COVERAGE_KINDS } from '../services/asked-cameras'
import { coverageMap } from '../services/coverage-map'
import { cancelCoverage, coverageStatus, startCoverage } from '../services/coverage-runs'
import { exactCoverageInBox } from '../services/exact-coverage'
import { fewestCameras } from '../services/fewest-cameras'
import { jurisdictionBlindSpots } from '../services/jurisdiction-blind-spots'
import { jurisdictionOutline } from '../services/jurisdiction-outline'
import { jurisdictionShares } from '../services/jurisdiction-shares'
import { placeShape } from '../services/place-shape'
import { pointSights } from '../services/point-sights'
import { soleCoverage } from '../services/sole-coverage'
import { surroundings } from '../services/surroundings'
import { allowed, allowedFresh, router } from '../trpc'
import { box, densityLevel, instant, position, rowId, text } from './inputs'

const place = z.object({ lng: z.number().min(-180).max(180), lat: z.number().min(-85).max(85) })
const question = z
  .object({
    kind: z.enum(COVERAGE_KINDS),
    ownership: z.enum(OWNERSHIPS).nullable(),
    at: instant.nullable(),
    level: densityLevel.nullable(),
  })
  .refine(({ kind, at }) => kind !== 'past' || at !== null, 'A question about the past needs an instant.')

export const coverageRouter = router({
  /** The outlines a viewshed at this position can meet: what the browser's worker needs to preview a draft. */
  surroundings: allowed('coverage.read')
    .input(place)
    .query(({ ctx: { connection }, input }) => surroundings(connection, input.lng, input.lat)),
  map: allowed('coverage.read')
    .input(z.object({ box, purpose: z.enum(COVERAGE_PURPOSES), level: densityLevel.nullable() }))
    .query(({ ctx: { connection, caller }, input }) => coverageMap(connection, caller, input)),
  blindSpots: allowed('coverage.read')
    .input(z.object({ jurisdictionId: rowId, question }))
    .query(({ ctx: { connection, caller }, input }) =>
      jurisdictionBlindSpots(connection, caller, input.jurisdictionId, input.question),
    ),
  /** Every jurisdiction in scope side by side. */
  shares: allowed('coverage.read')
    .input(z.object({ question }))
    .query(({ ctx: { connection, caller }, input }) => jurisdictionShares(connection, caller, input.question)),
  /** The exact outline of what is seen in a box, for a close look. */
  outline: allowed('coverage.read')
    .input(z.object({ box, question }))
    .query(({ ctx: { connection, caller }, input }) => exactCoverageInBox(connection, caller, input)),
  /** The same of a whole jurisdiction, as GeoJSON that says what it was computed from. */
  export: allowedFresh('coverage.read')
    .input(z.object({ jurisdictionId: rowId, question }))
    .query(({ ctx: { connection, caller }, input }) => jurisdictionOutline(connection, caller, input)),
  /** Where a street or watched place of a report is. */
  place: allowed('coverage.read')
    .input(
      z.object({
        jurisdictionId: rowId,
        place: z.object({ kind: z.enum(['street', 'area']), id: text(300, 1) }),
      }),
    )
    .query(({ ctx: { connection, caller }, input }) => placeShape(connection, caller, input)),
  /** Which cameras see a point, and what keeps the others from it. */
  point: allowed('coverage.read')
    .input(place.extend({ question }))
    .query(({ ctx: { connection, caller }, input }) => pointSights(connection, caller, input)),
  /** The smallest set of working cameras that together see a shape. */
  shape: allowed('coverage.read')
    .input(z.object({ ring: z.array(position).max(2 * MOST_CORNERS), level: densityLevel.nullable() }))
    .query(({ ctx: { connection, caller }, input }) => fewestCameras(connection, caller, input)),
  /** Ground lost by each fault, and ground that hangs on one camera. */
  sole: allowed('coverage.read')
    .input(z.object({ jurisdictionId: rowId }))
    .query(({ ctx: { connection, caller }, input }) => soleCoverage(connection, caller, input.jurisdictionId)),
  status: allowed('coverage.read').query(({ ctx: { connection } }) => coverageStatus(connection)),
  recompute: allowed('area.edit')
    .input(z.object({ isResumed: z.boolean() }))
    .mutation(({ ctx: { connection, caller }, input }) => startCoverage(connection, caller, input.isResumed)),
  cancel: allowed('area.edit').mutation(({ ctx: { connection } }) => cancelCoverage(connection)),
})

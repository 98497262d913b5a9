import { z } from 'zod'
import { findJurisdiction } from '../../db/queries/jurisdictions'
import { MOST_CORNERS } from '../domain/drawn-area'
import { JURISDICTION_CODE, JURISDICTION_KINDS } from '../domain/jurisdiction-kind'
import { drawJurisdiction, editJurisdiction, retireJurisdiction } from '../services/edit-jurisdiction'
import { ServiceError } from '../services/service-error'
import { allowed, allowedFresh, router } from '../trpc'
import { position, rowId, shortText } from './inputs'

const fields = z.object({
  name: shortText(1),
  nameEn: shortText(1).nullable(),
  parentId: rowId.nullable(),
  /** Closed or not; a little more than allowed, so that the refusal says how many came. */
  ring: z.array(position).max(2 * MOST_CORNERS),
})
const drawn = fields.extend({ code: z.string().max(40).regex(JURISDICTION_CODE), kind: z.enum(JURISDICTION_KINDS) })
const changes = fields.partial().refine((given) => Object.keys(given).length > 0, 'Nothing was changed.')
const versioned = z.object({ id: rowId, version: rowId })

export const jurisdictionsRouter = router({
  outline: allowed('city.edit')
    .input(z.object({ id: rowId }))
    .query(async ({ ctx: { connection, caller }, input }) => {
      const found = await findJurisdiction(connection.db, caller, input.id)
      if (!found) throw new ServiceError('not-found', `There is no jurisdiction ${input.id} that you may see.`)
      const { id, code, kind, name, nameEn, parentId, version, geometry } = found
      return { id, code, kind, name, nameEn, parentId, version, geometry }
    }),
  draw: allowedFresh('city.edit')
    .input(drawn)
    .mutation(({ ctx: { connection, caller }, input }) => drawJurisdiction(connection, caller, input)),
  edit: allowedFresh('city.edit')
    .input(versioned.extend({ changes }))
    .mutation(({ ctx: { connection, caller }, input }) =>
      editJurisdiction(connection, caller, input.id, input.version, input.changes),
    ),
  retire: allowedFresh('city.edit')
    .input(versioned)
    .mutation(({ ctx: { connection, caller }, input }) =>
      retireJurisdiction(connection, caller, input.id, input.version),
    ),
})

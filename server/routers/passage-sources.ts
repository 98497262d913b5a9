import { z } from 'zod'
import { addPassageSource, listPassageSources, setPassageSource } from '../services/passage-sources'
import { allowed, allowedFresh, router } from '../trpc'
import { rowId, shortText, text } from './inputs'

const common = { name: shortText(1), jurisdictionId: rowId.nullable() }
const source = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('key'), ...common }),
  z.object({
    kind: z.literal('viid'),
    ...common,
    /** As GB/T 28181 numbers devices. */
    deviceId: z
      .string()
      .max(20)
      .regex(/^\d{20}$/),
    password: text(100, 8),
  }),
])

export const passageSourcesRouter = router({
  list: allowed('city.edit').query(({ ctx: { connection, caller } }) => listPassageSources(connection, caller)),
  add: allowedFresh('city.edit')
    .input(source)
    .mutation(({ ctx: { connection, caller }, input }) => addPassageSource(connection, caller, input)),
  set: allowedFresh('city.edit')
    .input(z.object({ id: rowId, isActive: z.boolean() }))
    .mutation(({ ctx: { connection, caller }, input: { id, ...change } }) =>
      setPassageSource(connection, caller, id, change),
    ),
})

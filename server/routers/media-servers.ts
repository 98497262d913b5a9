import { z } from 'zod'
import { MEDIA_SERVER_KINDS } from '../domain/media-server'
import {
  addMediaServer,
  editMediaServer,
  listMediaServers,
  mediaServerNames,
  removeMediaServer,
  testMediaServer,
} from '../services/manage-media-servers'
import { mediaOutages } from '../services/media-outages'
import { allowed, allowedFresh, router } from '../trpc'
import { rowId, shortText, text, timeZone } from './inputs'

const address = text(300, 1)
const fields = z.object({
  name: shortText(1),
  kind: z.enum(MEDIA_SERVER_KINDS),
  baseUrl: address,
  apiUrl: address.nullable(),
  recordingsUrl: address.nullable(),
  isLoopback: z.boolean(),
  recordingsZone: timeZone,
})
const secret = text(500, 1)
const one = z.object({ id: rowId })

export const mediaServersRouter = router({
  list: allowed('city.edit').query(({ ctx: { connection } }) => listMediaServers(connection)),
  names: allowed('camera.edit').query(({ ctx: { connection } }) => mediaServerNames(connection)),
  /** Those that do not answer now. */
  outages: allowed('camera.read').query(({ ctx: { connection, caller } }) => mediaOutages(connection, caller)),
  add: allowedFresh('city.edit')
    .input(z.object({ fields, secret: secret.nullable() }))
    .mutation(({ ctx: { connection, caller }, input }) =>
      addMediaServer(connection, caller, input.fields, input.secret),
    ),
  /** Without a secret the one that is stored stays. */
  edit: allowedFresh('city.edit')
    .input(one.extend({ fields, secret: secret.nullable().optional() }))
    .mutation(({ ctx: { connection, caller }, input }) =>
      editMediaServer(connection, caller, input.id, input.fields, input.secret),
    ),
  remove: allowedFresh('city.edit')
    .input(one)
    .mutation(({ ctx: { connection, caller }, input }) => removeMediaServer(connection, caller, input.id)),
  test: allowed('city.edit')
    .input(one)
    .mutation(({ ctx: { connection }, input }) => testMediaServer(connection, input.id)),
})

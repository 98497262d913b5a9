import { z } from 'zod'
import { DRAWN_AREA_KINDS, MOST_CORNERS } from '../domain/drawn-area'
import { isWatchSubject, MOST_WEIGHT } from '../domain/watch-rules'
import { cordonOf } from '../services/cordon'
import { drawArea, editArea, removeArea, undoAreaEdit } from '../services/edit-area'
import { listAreas } from '../services/list-areas'
import { watchAreasInBox } from '../services/watch-areas-in-box'
import { setWatchRule, watchRulesOf } from '../services/watch-rules'
import { watchedTiles } from '../services/watched-tiles'
import { allowed, router } from '../trpc'
import { box, densityLevel, lines, position, rowId, shortText } from './inputs'

const weight = z.number().min(0).max(MOST_WEIGHT)
const requiredLevel = densityLevel.nullable()

const fields = z.object({
  name: shortText(1),
  /** Closed or not; a little more than allowed, so that the refusal says how many came. */
  ring: z.array(position).max(2 * MOST_CORNERS),
  weight,
  requiredLevel,
  reason: lines(500).nullable(),
})
const changes = fields.partial().refine((given) => Object.keys(given).length > 0, 'Nothing was changed.')
const versioned = z.object({ id: rowId, version: rowId })
const rule = z.object({ subject: z.string().max(64).refine(isWatchSubject), weight, requiredLevel, isOn: z.boolean() })
const done = ({ id, version, removedAt }: { id: number; version: number; removedAt: Date | null }) => ({
  id,
  version,
  isRemoved: removedAt !== null,
})

export const areasRouter = router({
  list: allowed('coverage.read')
    .input(z.object({ box: box.optional() }))
    .query(({ ctx: { connection, caller }, input }) => listAreas(connection, caller, input.box)),
  draw: allowed('area.edit')
    .input(z.object({ kind: z.enum(DRAWN_AREA_KINDS), fields }))
    .mutation(async ({ ctx: { connection, caller }, input }) =>
      done(await drawArea(connection, caller, input.kind, input.fields)),
    ),
  edit: allowed('area.edit')
    .input(versioned.extend({ changes }))
    .mutation(async ({ ctx: { connection, caller }, input }) =>
      done(await editArea(connection, caller, input.id, input.version, input.changes)),
    ),
  remove: allowed('area.edit')
    .input(versioned)
    .mutation(async ({ ctx: { connection, caller }, input }) =>
      done(await removeArea(connection, caller, input.id, input.version)),
    ),
  undo: allowed('area.edit')
    .input(versioned)
    .mutation(async ({ ctx: { connection, caller }, input }) =>
      done(await undoAreaEdit(connection, caller, input.id, input.version)),
    ),
  /** Which ways into and out of a cordon plate readers capture. */
  cordon: allowed('coverage.read')
    .input(z.object({ id: rowId }))
    .query(({ ctx: { connection, caller }, input }) => cordonOf(connection, caller, input.id)),
  /** What must be seen in a box, streets apart. */
  watched: allowed('coverage.read')
    .input(z.object({ box }))
    .query(({ ctx: { connection, caller }, input }) => watchAreasInBox(connection, caller, input.box)),
  /** The same with streets, cell by cell of the city's grid, about one place. */
  watchedTiles: allowed('coverage.read')
    .input(z.object({ box }))
    .query(({ ctx: { connection, caller }, input }) => watchedTiles(connection, caller, input.box)),
  rules: allowed('coverage.read').query(({ ctx: { connection, caller } }) => watchRulesOf(connection, caller)),
  setRule: allowed('area.edit')
    .input(rule)
    .mutation(({ ctx: { connection, caller }, input }) => setWatchRule(connection, caller, input)),
})

import { z } from 'zod'
import { listUnits } from '../../db/queries/people'
import { ROLES } from '../domain/access'
import { OWNERSHIPS } from '../domain/camera'
import {
  addPerson,
  editPerson,
  peopleInReach,
  renameUnit,
  resetPassword,
  resetSecondFactor,
  setPersonActive,
  signPersonOut,
} from '../services/manage-people'
import { allowed, allowedFresh, router } from '../trpc'
import { rowId, shortText, text } from './inputs'

const name = shortText(1)
const personFields = z.object({
  displayName: name,
  role: z.enum(ROLES),
  unit: name,
  jurisdictionId: rowId.nullable(),
  owners: z.array(z.enum(OWNERSHIPS)).min(1).max(OWNERSHIPS.length).nullable(),
  oidcSubject: text(255, 1).nullable(),
})
const username = z
  .string()
  .max(64)
  .regex(/^[\w.-]{2,64}$/)
const onePerson = z.object({ id: rowId })

/** Sign-in data is none of a request's own: all of this runs as Sightline itself. */
export const peopleRouter = router({
  list: allowed('people.manage').query(({ ctx: { connection, caller } }) => peopleInReach(connection.system, caller)),
  add: allowedFresh('people.manage')
    .input(personFields.extend({ username }))
    .mutation(({ ctx: { connection, caller }, input }) => addPerson(connection.system, caller, input)),
  edit: allowedFresh('people.manage')
    .input(onePerson.extend({ changes: personFields.partial() }))
    .mutation(({ ctx: { connection, caller }, input }) =>
      editPerson(connection.system, caller, input.id, input.changes),
    ),
  setActive: allowedFresh('people.manage')
    .input(onePerson.extend({ isActive: z.boolean() }))
    .mutation(({ ctx: { connection, caller }, input }) =>
      setPersonActive(connection.system, caller, input.id, input.isActive),
    ),
  signOut: allowedFresh('people.manage')
    .input(onePerson)
    .mutation(({ ctx: { connection, caller }, input }) => signPersonOut(connection.system, caller, input.id)),
  resetPassword: allowedFresh('people.manage')
    .input(onePerson)
    .mutation(({ ctx: { connection, caller }, input }) => resetPassword(connection.system, caller, input.id)),
  resetSecondFactor: allowedFresh('people.manage')
    .input(onePerson)
    .mutation(({ ctx: { connection, caller }, input }) => resetSecondFactor(connection.system, caller, input.id)),
  units: allowed('people.manage').query(({ ctx: { connection } }) => listUnits(connection.system.db)),
  renameUnit: allowedFresh('people.manage')
    .input(z.object({ from: shortText(), to: name }))
    .mutation(({ ctx: { connection, caller }, input }) => renameUnit(connection.system, caller, input.from, input.to)),
})

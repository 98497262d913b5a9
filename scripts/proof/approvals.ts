/** Tries to get more out of one approval than one use of one query by one person. */
import { sql } from 'drizzle-orm'
import { onBehalfOf } from '../../db/client'
import type { Caller } from '../../server/domain/access'
import { decideApproval, requestApproval } from '../../server/services/approvals'
import { openCase } from '../../server/services/cases'
import { readOf, traceVehicle } from '../../server/services/trace-vehicle'
import type { Proof } from './proof'
import { addPerson, withScratchCity } from './scratch-city'

const AT_ONCE = 1_000
const DAY_MS = 86_400_000
const WHY = 'A child is missing and was last seen in this car'

export const approvalsProof: Proof = {
  name: 'approvals',
  about: `${AT_ONCE} uses of one approval at once, and what else might pass as approved`,
  guards: [
    {
      about: 'the single use',
      file: 'db/queries/approvals.ts',
      find: '        isNull(approvals.usedAt),\n        gt(approvals.expiresAt, sql`now()`),\n      ),\n    )\n    .returning({ id: approvals.id })',
      replace: '      ),\n    )\n    .returning({ id: approvals.id })',
    },
    {
      about: 'the binding to the exact query',
      file: 'db/queries/approvals.ts',
      find: '        eq(approvals.queryHash, queryHash),\n',
      replace: '',
    },
  ],
  run: () =>
    withScratchCity(async ({ connection, name }) => {
      const asking = await addPerson(connection, 'officer', 'CID 1')
      const colleague = await addPerson(connection, 'officer', 'CID 1')
      const other = await addPerson(connection, 'officer', 'CID 2')
      const leader = await addPerson(connection, 'leadership', 'Command')
      const as = (caller: Caller) => onBehalfOf(connection, caller)
      const opened = { number: 'P-1', offenceClass: 'missing-person', reason: WHY, validDays: 7 } as const
      const { id: caseId } = await openCase(as(asking), asking, opened)
      const broad = { caseId, plate: '测A12345', from: 0, to: 60 * DAY_MS }
      const trace = async (approvalId: number, changes: Partial<typeof broad> = {}, caller = asking) =>
        traceVehicle(as(caller), caller, { ...broad, ...changes, leave: { approvalId } })
      const ask = async () => (await requestApproval(as(asking), asking, readOf(broad))).id
      const agree = (caller: Caller, id: number) => decideApproval(as(caller), caller, id, true)
      const approved = async () => {
        const id = await ask()
        await agree(other, id)
        return id
      }
      const notes = [`on the ${name}`]
      let [tried, accepted, refused, lost, leaked] = [0, 0, 0, 0, 0]
      const outcome = async (attempt: Promise<unknown>) => {
        tried++
        const passed = await attempt.then(
          () => true,
          () => false,
        )
        if (passed) accepted++
        else refused++
        return passed
      }
      const mustFail = async (about: string, attempt: Promise<unknown>) => {
        if (!(await outcome(attempt))) return
        leaked++
        notes.push(`let through: ${about}`)
      }

      const once = await approved()
      const uses = await Promise.all(Array.from({ length: AT_ONCE }, () => outcome(trace(once))))
      const passed = uses.filter(Boolean).length
      notes.push(`${AT_ONCE} uses at once: ${passed} let through`)
      if (passed > 1) leaked += passed - 1
      if (passed === 0) lost++

      await mustFail('a used one again', trace(once))
      await mustFail(
        'one that nobody decided on',
        ask().then((id) => trace(id)),
      )
      await mustFail(
        'approved by whoever asked',
        ask().then((id) => agree(asking, id)),
      )
      await mustFail(
        'approved by a colleague of the same unit',
        ask().then((id) => agree(colleague, id)),
      )
      await mustFail(
        'approved by leadership',
        ask().then((id) => agree(leader, id)),
      )
      const edits: Partial<typeof broad>[] = [
        { plate: '测A12346' },
        { from: 1 },
        { to: 60 * DAY_MS + 1 },
        { plate: '测A1234?' },
      ]
      for (const edit of edits)
        await mustFail(
          `an edited query ${JSON.stringify(edit)}`,
          approved().then((id) => trace(id, edit)),
        )
      await mustFail(
        'used by a colleague',
        approved().then((id) => trace(id, {}, colleague)),
      )
      await mustFail(
        'used by whoever approved',
        approved().then((id) => trace(id, {}, other)),
      )
      await mustFail(
        'an expired one',
        approved().then(async (id) => {
          await connection.db.execute(
            sql`UPDATE approvals SET expires_at = now() - interval '1 second' WHERE id = ${id}`,
          )
          return trace(id)
        }),
      )
      await mustFail(
        'a refused one',
        ask().then(async (id) => {
          await decideApproval(as(other), other, id, false)
          return trace(id)
        }),
      )
      for (const change of [
        sql`used_at = now()`,
        sql`decided_by = requested_by, decider_unit = 'x', decided_at = now(), is_approved = true`,
        sql`decided_by = ${other.personId}, decider_unit = requester_unit, decided_at = now(), is_approved = true`,
        sql`decided_by = ${other.personId}, is_approved = true`,
      ]) {
        const id = await ask()
        await mustFail(
          'a row written past the service',
          connection.db.execute(sql`UPDATE approvals SET ${change} WHERE id = ${id}`),
        )
      }
      return { result: { tried, accepted, refused, lost, leaked, seed: 0 }, notes }
    }),
}

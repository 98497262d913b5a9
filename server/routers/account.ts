import { z } from 'zod'
import { changeOwnPassword } from '../services/own-account'
import { endOwnSession, endOwnSessions, ownSessions } from '../services/sessions'
import { allowed, router } from '../trpc'
import { newPassword, password, rowId } from './inputs'

/** What everyone may do with their own account. */
export const accountRouter = router({
  sessions: allowed('account.own').query(
    ({
      ctx: {
        connection: { system },
        caller,
      },
    }) => ownSessions(system, caller),
  ),
  endSession: allowed('account.own')
    .input(z.object({ id: rowId }))
    .mutation(
      ({
        ctx: {
          connection: { system },
          caller,
        },
        input,
      }) => endOwnSession(system, caller, input.id),
    ),
  endSessions: allowed('account.own').mutation(
    ({
      ctx: {
        connection: { system },
        caller,
      },
    }) => endOwnSessions(system, caller),
  ),
  changePassword: allowed('account.own')
    .input(z.object({ current: password, next: newPassword }))
    .mutation(
      ({
        ctx: {
          connection: { system },
          caller,
        },
        input,
      }) => changeOwnPassword(system, caller, input),
    ),
})

import { z } from 'zod'
import { changeOwnPassword } from '../services/own-account'
import { proveIdentity } from '../services/prove-identity'
import {
  beginSecondFactor,
  confirmSecondFactor,
  ownSecondFactor,
  removeOwnSecondFactor,
  renewRecoveryCodes,
} from '../services/second-factor'
import { endOwnSession, endOwnSessions, ownSessions } from '../services/sessions'
import { allowed, allowedFresh, router } from '../trpc'
import { newPassword, password, rowId, text } from './inputs'

const code = text(40, 6)

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
  secondFactor: allowed('account.own').query(({ ctx: { connection, caller } }) =>
    ownSecondFactor(connection.system, caller),
  ),
  beginSecondFactor: allowedFresh('account.own').mutation(({ ctx: { connection, caller } }) =>
    beginSecondFactor(connection.system, caller),
  ),
  confirmSecondFactor: allowedFresh('account.own')
    .input(z.object({ code }))
    .mutation(({ ctx: { connection, caller }, input }) => confirmSecondFactor(connection.system, caller, input.code)),
  removeSecondFactor: allowedFresh('account.own').mutation(({ ctx: { connection, caller } }) =>
    removeOwnSecondFactor(connection.system, caller),
  ),
  renewRecoveryCodes: allowedFresh('account.own').mutation(({ ctx: { connection, caller } }) =>
    renewRecoveryCodes(connection.system, caller),
  ),
  /** By a code, else by the password: traces and exports are open again for a while. */
  prove: allowed('account.own')
    .input(z.object({ proof: password }))
    .mutation(({ ctx: { connection, caller }, input }) => proveIdentity(connection.system, caller, input.proof)),
})

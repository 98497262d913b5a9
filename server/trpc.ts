/** Context, and the one base every procedure is built from: no procedure without a permission. */
import { initTRPC, TRPCError } from '@trpc/server'
import { type Connection, onBehalfOf } from '../db/client'
import { isDatabaseAway } from '../db/database-away'
import { LONGEST_STATEMENT_MS } from '../db/guarded-pool'
import { access, type Caller, type Permission } from './domain/access'
import { MediaError, type MediaReason } from './media/gateway'
import { requireFresh } from './services/prove-identity'
import { ServiceError } from './services/service-error'

export interface Context {
  connection: Connection
  caller: Caller | null
}

const t = initTRPC.context<Context>().meta<{ permission: Permission }>().create({ isDev: false })

export const router = t.router
export const createCaller = t.createCallerFactory

const CODES = {
  'not-found': 'NOT_FOUND',
  conflict: 'CONFLICT',
  refused: 'FORBIDDEN',
  invalid: 'BAD_REQUEST',
  'too-large': 'PAYLOAD_TOO_LARGE',
  unavailable: 'SERVICE_UNAVAILABLE',
  'needs-approval': 'PRECONDITION_REQUIRED',
  unproved: 'PRECONDITION_FAILED',
} as const

const MEDIA_CODES: Record<MediaReason, TRPCError['code']> = {
  unreachable: 'SERVICE_UNAVAILABLE',
  timeout: 'SERVICE_UNAVAILABLE',
  busy: 'SERVICE_UNAVAILABLE',
  offline: 'CONFLICT',
  'unknown-stream': 'NOT_FOUND',
  'no-recording': 'NOT_FOUND',
  'no-session': 'NOT_FOUND',
  'incomplete-offer': 'UNPROCESSABLE_CONTENT',
  unsupported: 'METHOD_NOT_SUPPORTED',
  codec: 'METHOD_NOT_SUPPORTED',
  'b-frames': 'METHOD_NOT_SUPPORTED',
  refused: 'BAD_REQUEST',
}

/** Longer than any question of a large city takes; the database ends a statement at the same age. */
async function inTime<T>(answer: Promise<T>): Promise<T> {
  let limit: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    limit = setTimeout(
      () => reject(new TRPCError({ code: 'TIMEOUT', message: 'This took too long and was given up.' })),
      LONGEST_STATEMENT_MS,
    )
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(limit)
  }
}

/** A procedure that only callers with this permission reach; `ctx.caller` is then known. */
export const allowed = (permission: Permission) =>
  t.procedure.meta({ permission }).use(async ({ ctx, next }) => {
    if (!ctx.caller) throw new TRPCError({ code: 'UNAUTHORIZED', message: 'Sign in first.' })
    if (!access(ctx.caller.role, permission))
      throw new TRPCError({
        code: 'FORBIDDEN',
        message: `The role ${ctx.caller.role} may not do this (${permission}).`,
      })
    if (ctx.caller.session?.mustEnrol && permission !== 'account.own')
      throw new TRPCError({ code: 'FORBIDDEN', message: 'Set up a second factor first.' })
    const result = await inTime(
      next({ ctx: { caller: ctx.caller, connection: onBehalfOf(ctx.connection, ctx.caller) } }),
    )
    if (!result.ok && isDatabaseAway(result.error))
      throw new TRPCError({
        code: 'SERVICE_UNAVAILABLE',
        message: 'The database does not answer. Try again in a moment.',
      })
    if (!result.ok && result.error.cause instanceof MediaError)
      throw new TRPCError({ code: MEDIA_CODES[result.error.cause.reason], message: result.error.cause.message })
    if (!result.ok && result.error.cause instanceof ServiceError)
      throw new TRPCError({ code: CODES[result.error.cause.reason], message: result.error.cause.message })
    return result
  })

/** The same, for who has proved lately to be who they are; others are asked to, and may then call again. */
export const allowedFresh = (permission: Permission) =>
  allowed(permission).use(({ ctx, next }) => {
    requireFresh(ctx.caller)
    return next()
  })

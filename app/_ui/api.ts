/** The browser's one client. Everything is a POST: inputs may hold plates and must not end up in an address. */
import { createTRPCClient, httpBatchLink, TRPCClientError } from '@trpc/client'
import type { AppRouter } from '../../server/router'
import { identityLink } from './identity-link'

export const api = createTRPCClient<AppRouter>({
  links: [identityLink, httpBatchLink({ url: '/api/trpc', methodOverride: 'POST', maxItems: 10 })],
})

/** Too much was asked in too short a time: the same will be answered in a few seconds. */
export const isAskedToWait = (error: unknown): boolean =>
  error instanceof TRPCClientError && error.data?.code === 'TOO_MANY_REQUESTS'

/** What a person reads when a call failed. */
export const messageOf = (error: unknown): string =>
  error instanceof TRPCClientError || error instanceof Error ? error.message : String(error)

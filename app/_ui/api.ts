/** The browser's one client. Everything is a POST: inputs may hold plates and must not end up in an address. */
import { createTRPCClient, httpBatchLink, TRPCClientError } from '@trpc/client'
import type { AppRouter } from '../../server/router'
import { identityLink } from './identity-link'

export const api = createTRPCClient<AppRouter>({
  links: [identityLink, httpBatchLink({ url: '/api/trpc', methodOverride: 'POST', maxItems: 10 })],
})

/** What a person reads when a call failed. */
export const messageOf = (error: unknown): string =>
  error instanceof TRPCClientError || error instanceof Error ? error.message : String(error)

/** What becomes of a call that is refused for want of identity: whoever is signed out is sent to sign in. */
import type { TRPCLink } from '@trpc/client'
import { observable } from '@trpc/server/observable'
import type { AppRouter } from '../../server/router'

export const identityLink: TRPCLink<AppRouter> =
  () =>
  ({ next, op }) =>
    observable((observer) =>
      next(op).subscribe({
        next: (value) => observer.next(value),
        complete: () => observer.complete(),
        error: (error) => {
          if (error.data?.code === 'UNAUTHORIZED') window.location.assign('/sign-in')
          observer.error(error)
        },
      }),
    )

/** What becomes of a call that is refused for want of identity: who must prove it is asked, who is signed out signs in. */
import type { TRPCLink } from '@trpc/client'
import { observable, type Unsubscribable } from '@trpc/server/observable'
import type { AppRouter } from '../../server/router'
import { askForProof } from './prove'

export const identityLink: TRPCLink<AppRouter> =
  () =>
  ({ next, op }) =>
    observable((observer) => {
      let running: Unsubscribable | null = null
      let isStopped = false
      const run = (mayAsk: boolean) => {
        running = next(op).subscribe({
          next: (value) => observer.next(value),
          complete: () => observer.complete(),
          error: async (error) => {
            if (error.data?.code === 'UNAUTHORIZED') window.location.assign('/sign-in')
            const isProved = mayAsk && error.data?.code === 'PRECONDITION_FAILED' && (await askForProof())
            if (isStopped) return
            if (isProved) run(false)
            else observer.error(error)
          },
        })
      }
      run(true)
      return () => {
        isStopped = true
        running?.unsubscribe()
      }
    })

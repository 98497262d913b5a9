import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { connection } from '../../server/connection'
import { appRouter } from '../../server/router'
import { createCaller } from '../../server/trpc'
import { MapShell } from '../_map/map-shell'
import { currentCaller } from '../_server/guard'

export const dynamic = 'force-dynamic'

export default async function MapLayout({ children }: { children: ReactNode }) {
  const caller = await currentCaller()
  if (!caller) redirect('/sign-in')
  if (caller.session?.mustEnrol) redirect('/enrol')
  const overview = await createCaller(appRouter)({ connection: connection(), caller }).city.overview()
  return <MapShell overview={overview}>{children}</MapShell>
}

import { accountRouter } from './routers/account'
import { areasRouter } from './routers/areas'
import { auditRouter } from './routers/audit'
import { bookmarksRouter } from './routers/bookmarks'
import { camerasRouter } from './routers/cameras'
import { casesRouter } from './routers/cases'
import { cityRouter } from './routers/city'
import { coverageRouter } from './routers/coverage'
import { exportsRouter } from './routers/exports'
import { feedsRouter } from './routers/feeds'
import { flowsRouter } from './routers/flows'
import { heatRouter } from './routers/heat'
import { importsRouter } from './routers/imports'
import { incidentsRouter } from './routers/incidents'
import { jurisdictionsRouter } from './routers/jurisdictions'
import { mediaServersRouter } from './routers/media-servers'
import { oversightRouter } from './routers/oversight'
import { passageSourcesRouter } from './routers/passage-sources'
import { passagesRouter } from './routers/passages'
import { peopleRouter } from './routers/people'
import { reviewsRouter } from './routers/reviews'
import { router } from './trpc'

export const appRouter = router({
  account: accountRouter,
  areas: areasRouter,
  audit: auditRouter,
  bookmarks: bookmarksRouter,
  cameras: camerasRouter,
  cases: casesRouter,
  city: cityRouter,
  coverage: coverageRouter,
  exports: exportsRouter,
  feeds: feedsRouter,
  flows: flowsRouter,
  heat: heatRouter,
  imports: importsRouter,
  incidents: incidentsRouter,
  jurisdictions: jurisdictionsRouter,
  mediaServers: mediaServersRouter,
  oversight: oversightRouter,
  passageSources: passageSourcesRouter,
  passages: passagesRouter,
  people: peopleRouter,
  reviews: reviewsRouter,
})

export type AppRouter = typeof appRouter

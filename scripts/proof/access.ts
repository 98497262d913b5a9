/** Every procedure and every door × every role × own, other and no jurisdiction or owners, over HTTP and by SQL as the app signs in. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from '../../db/client'
import { installDebianPackages } from '../lib/debian-packages.mjs'
import { startScratchPostgres } from '../lib/scratch-postgres.mjs'
import { interrupt, ROOT, startOwnCity } from '../testing/own-city'
import { bySql } from './access-by-sql'
import { overHttp, procedures } from './access-over-http'
import { Tally } from './access-tally'
import { fillMatrixCity } from './matrix-city'
import { DOORS, OTHER_DOORS, OWN_END, REQUESTS } from './matrix-requests'
import type { Proof } from './proof'

export const accessProof: Proof = {
  name: 'access',
  about: 'every procedure and route × role × {own, other, no} jurisdiction and owners, and the tables beneath by SQL',
  guards: [
    {
      about: 'the permission of procedures',
      file: 'server/trpc.ts',
      find: 'if (!access(ctx.caller.role, permission))',
      replace: 'if (false)',
    },
    {
      about: 'the policy on cameras',
      file: 'db/migrations/0017_owner_classes.sql',
      find: 'USING (in_scope(jurisdiction_id) AND of_owner(ownership)) WITH CHECK',
      replace: 'USING (true) WITH CHECK',
    },
    {
      about: 'the owners in the policy on cameras',
      file: 'db/migrations/0017_owner_classes.sql',
      find: 'USING (in_scope(jurisdiction_id) AND of_owner(ownership)) WITH CHECK',
      replace: 'USING (in_scope(jurisdiction_id)) WITH CHECK',
    },
    {
      about: 'the policy on people',
      file: 'db/migrations/0015_people_rows.sql',
      find: 'EXISTS (SELECT 1 FROM approvals a WHERE a.requested_by = people.id)',
      replace: 'true',
    },
  ],
  notGuards: ['proxy.ts'],
  async run() {
    const missing = installDebianPackages(['postgresql-15', 'postgresql-15-postgis-3'], console.error)
    const server = missing.length === 0 ? startScratchPostgres() : null
    const dataFolder = mkdtempSync(join(tmpdir(), 'sightline-matrix-'))
    const app = await startOwnCity(['--empty'], dataFolder, server?.url ?? '')
    try {
      const url = server?.url ?? (await embeddedUrl(dataFolder))
      const connection = connect(url)
      const city = await fillMatrixCity(connection)
      await connection.close()
      const tally = new Tally(`on the ${server ? 'PostgreSQL server' : 'embedded database'}`)
      noteUnknown(tally)
      await overHttp(tally, app.address, city)
      await bySql(tally, url, city)
      return { result: tally.result(), notes: tally.notes }
    } finally {
      await interrupt(app)
      server?.stop()
      rmSync(dataFolder, { recursive: true, force: true })
    }
  },
}

/** Nothing may be left out of the matrix: not a procedure, not a door. */
function noteUnknown(tally: Tally): void {
  for (const [path, { _def }] of procedures) {
    const problem = !_def.meta?.permission
      ? { leaked: 'has no permission' }
      : !(path in REQUESTS || OWN_END.includes(path))
        ? { lost: 'is not in the matrix' }
        : {}
    tally.add(path, true, problem)
  }
  const known = new Set([...DOORS.map(({ route }) => route), ...OTHER_DOORS])
  for (const file of readdirSync(join(ROOT, 'app/api'), { recursive: true, encoding: 'utf8' }))
    if (file.endsWith('route.ts')) {
      const route = file.slice(0, -'/route.ts'.length)
      tally.add(route, true, known.has(route) ? {} : { lost: 'is not in the matrix' })
    }
}

async function embeddedUrl(dataFolder: string): Promise<string> {
  const { openDatabase } = await import('../../db/open-database')
  return (await openDatabase({ databaseUrl: null, dataFolder })).url
}

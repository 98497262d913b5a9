/** Turns one camera again and again until it is killed: edit-loop.ts DATABASE_URL CAMERA. */
import { sql } from 'drizzle-orm'
import { asSystem, connect } from '../../db/client'
import type { Caller } from '../../server/domain/access'
import { editCamera } from '../../server/services/edit-camera'

const [url, id] = process.argv.slice(2)
const connection = asSystem(connect(url, { max: 1 }))
const { rows } = await connection.db.execute<{ id: number }>(sql`SELECT id FROM people WHERE role = 'planner' LIMIT 1`)
const planner: Caller = {
  personId: rows[0].id,
  displayName: 'planner',
  role: 'planner',
  unit: 'unit',
  scope: null,
  owners: null,
}
for (let i = 0; ; i++) {
  const camera = await connection.db.execute<{ version: number; bearing: number }>(
    sql`SELECT version, bearing FROM cameras WHERE id = ${Number(id)}`,
  )
  const { version, bearing } = camera.rows[0]
  await editCamera(connection, planner, Number(id), version, { bearing: (bearing + 7) % 360 })
  if (i === 0) console.log('editing')
}

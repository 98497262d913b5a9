import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asSystem, type Connection, connect, onBehalfOf } from '../../db/client'
import type { Caller } from '../domain/access'
import { env } from '../env'
import { addCaller, openTestCity, stopTestDatabase, type TestCity } from '../testing/test-city'
import { appendAudit } from './audit'
import { auditPublicKey, checkpointAudit, readCheckpoints } from './audit-checkpoints'
import { auditSeal, exportAudit } from './audit-export'
import { openCase } from './cases'
import { readAuditExport, verifyAudit } from './verify-audit'

let city: TestCity
let app: Connection
let officer: Caller

const look = (object: string) =>
  app.db.transaction((tx) => appendAudit(tx, officer, { action: 'feed-opened', object, details: { z: 1, a: '“”' } }))
const exported = async () => {
  let text = ''
  for await (const line of exportAudit(app)) text += line
  return text
}
const verdict = async () => {
  const { rows, checkpoints } = readAuditExport(await exported())
  return verifyAudit(rows, checkpoints, auditPublicKey())
}

beforeAll(async () => {
  city = await openTestCity()
  app = asSystem(city.connection)
  officer = await addCaller(city.connection, 'officer')
})
beforeEach(async () => {
  await city.connection.db.execute(sql`TRUNCATE audit, audit_head`)
  rmSync(join(env.dataFolder, 'audit-checkpoints.ndjson'), { force: true })
  for (let i = 1; i <= 5; i++) await look(`camera ${i}`)
})
afterAll(async () => {
  await city.close()
  await stopTestDatabase()
})

describe('the audit', () => {
  it('is exported with signed checkpoints, and verified with nothing but the export and the public key', async () => {
    await checkpointAudit(app)
    for (let i = 6; i <= 8; i++) await look(`camera ${i}`)
    expect(await verdict()).toEqual({ rows: 8, checkpoints: 2, unsigned: 0, fault: null })
    expect(readCheckpoints().map(({ size }) => size)).toEqual([5, 8])
    expect(await auditSeal(app)).toMatchObject({ rows: 8, fault: null })
  })

  it('names the first row that was changed, and rows that are gone since they were signed', async () => {
    await checkpointAudit(app)
    await city.connection.db.execute(sql`UPDATE audit SET object = 'another' WHERE id = 3`)
    expect((await verdict()).fault).toEqual({ row: 3, what: 'changed' })
    await city.connection.db.execute(sql`UPDATE audit SET object = 'camera 3' WHERE id = 3`)
    expect((await verdict()).fault).toBeNull()
    await city.connection.db.execute(sql`DELETE FROM audit WHERE id > 3`)
    expect((await verdict()).fault).toEqual({ row: 4, what: 'missing since it was signed' })
  })

  it('signs nothing anew once it is shorter than what was signed', async () => {
    await checkpointAudit(app)
    await city.connection.db.execute(sql`DELETE FROM audit WHERE id > 3`)
    await checkpointAudit(app)
    expect(readCheckpoints()).toHaveLength(1)
  })

  it('keeps the order of appends that come at once', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => look(`at once ${i}`)))
    expect(await verdict()).toMatchObject({ rows: 25, fault: null })
  })

  it('is read by auditors alone, and written by nobody past its one function', async () => {
    const count = async (caller: Caller) => {
      const { rows } = await onBehalfOf(app, caller).db.execute<{ n: number }>(
        sql`SELECT count(*)::int AS n FROM audit`,
      )
      return rows[0].n
    }
    expect(await count(await addCaller(city.connection, 'auditor'))).toBe(5)
    expect(await count(officer)).toBe(0)
    for (const write of ['DELETE FROM audit', 'UPDATE audit_head SET size = 0', "UPDATE audit SET object = 'x'"])
      await expect(onBehalfOf(app, officer).db.execute(sql.raw(write))).rejects.toThrow()
  })

  it.runIf(env.databaseUrl !== null)(
    'lets nothing through that it cannot note (on a server: embedded, nobody else can hold a lock)',
    async () => {
      const holder = connect(city.url, { max: 1 })
      const client = await holder.pool.connect()
      await client.query('BEGIN; LOCK TABLE audit IN ACCESS EXCLUSIVE MODE')
      const opened = openCase(onBehalfOf(app, officer), officer, {
        number: 'L-1',
        offenceClass: 'theft',
        reason: 'Van seen at three thefts from building sites',
        validDays: 1,
      })
      await expect(opened).rejects.toMatchObject({ reason: 'unavailable' })
      await client.query('ROLLBACK')
      client.release()
      await holder.close()
      const { rows } = await city.connection.db.execute(sql`SELECT 1 FROM cases WHERE number = 'L-1'`)
      expect(rows).toHaveLength(0)
    },
  )
})

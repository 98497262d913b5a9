/** Tampers with the audit in every way a database administrator could, and tries to write it as the app's role. */
import { generateKeyPairSync, sign } from 'node:crypto'
import { type SQL, sql } from 'drizzle-orm'
import type { Connection, Queryable } from '../../db/client'
import { appendRow, auditLines } from '../../db/queries/audit'
import { seededRandom } from '../../server/domain/testing/random'
import { type Checkpoint, checkpointText, verifyAudit } from '../../server/services/verify-audit'
import { TAMPERS } from './audit-tampers'
import type { Proof } from './proof'
import { withScratchCity } from './scratch-city'

const SEED = 1
const ROWS = 60
const SIGNED = [20, 45, ROWS]
const ROUNDS = 30
const { privateKey, publicKey } = generateKeyPairSync('ed25519')

/** As the app's role; none may succeed. */
const WRITES: readonly SQL[] = [
  sql`UPDATE audit SET object = 'x'`,
  sql`DELETE FROM audit`,
  sql`TRUNCATE audit`,
  sql`INSERT INTO audit SELECT id + 1000, at, person_id, person_name, role, unit, action, object, case_id, reason, details, hash FROM audit`,
  sql`UPDATE audit_head SET size = 0`,
  sql`ALTER TABLE audit DISABLE TRIGGER ALL`,
  sql`SET ROLE sightline_audit`,
  sql`DROP TABLE audit`,
  sql`CREATE OR REPLACE FUNCTION audit_hash(previous bytea, a audit) RETURNS bytea LANGUAGE sql AS 'SELECT previous'`,
]

class Rollback extends Error {}

export const auditProof: Proof = {
  name: 'audit',
  about: `${TAMPERS.length} kinds of tampering with the sealed audit, ${ROUNDS} times each; every one named by its first row`,
  guards: [
    {
      about: 'the comparison of hashes',
      file: 'server/services/verify-audit.ts',
      find: 'expected === hash && idIn(text) === place',
      replace: 'true',
    },
    {
      about: 'the comparison with what was signed',
      file: 'server/services/verify-audit.ts',
      find: 'signed[next].hash !== row.hash',
      replace: 'false',
    },
    {
      about: 'the grants of the app’s role',
      file: 'db/migrations/0004_audit_chain.sql',
      find: 'GRANT SELECT ON "audit", "audit_head" TO sightline_app;',
      replace: 'GRANT ALL ON "audit", "audit_head" TO sightline_app;',
    },
  ],
  run: () =>
    withScratchCity(async ({ connection, name, asApp }) => {
      await fill(connection)
      const checkpoints = await signedCheckpoints(connection)
      const notes: string[] = [`on the ${name}: ${ROWS} rows, signed at ${SIGNED.join(', ')}`]
      const random = seededRandom(SEED)
      let [tried, refused, leaked] = [0, 0, 0]
      const judge = async (db: Queryable) => verifyAudit(await auditLines(db, 0, 1000), checkpoints, publicKey).fault
      const untouched = await judge(connection.db)
      if (untouched) notes.push(`an untouched audit was refused at row ${untouched.row}: ${untouched.what}`)
      for (const tamper of TAMPERS)
        for (let round = 0; round < ROUNDS; round++) {
          tried++
          const { statements, firstBad } = tamper.of(1 + Math.floor(random() * ROWS), ROWS, SIGNED)
          const fault = await inVain(connection, statements, judge)
          if (fault?.row === firstBad) refused++
          else {
            leaked++
            notes.push(
              `${tamper.kind}: expected row ${firstBad}, named ${fault ? `${fault.row} (${fault.what})` : 'none'}`,
            )
          }
        }
      for (const statement of WRITES) {
        tried++
        if (
          await asApp([statement]).then(
            () => false,
            () => true,
          )
        )
          refused++
        else {
          leaked++
          notes.push(`the app’s role was let: ${JSON.stringify(statement.queryChunks)}`)
        }
      }
      return { result: { tried, accepted: 0, refused, lost: untouched ? 1 : 0, leaked, seed: SEED }, notes }
    }),
}

async function fill({ db }: Connection): Promise<void> {
  for (let i = 1; i <= ROWS; i++)
    await appendRow(db, {
      personId: i % 7,
      personName: `官员 ${i % 7}`,
      role: 'officer',
      unit: `unit ${i % 3}`,
      action: 'passages-read',
      object: `object ${i}`,
      caseId: i % 4 === 0 ? null : i,
      reason: i % 4 === 0 ? null : `reason ${i}`,
      details: { z: i, a: ['“”', null, 1e21] },
    })
}

async function signedCheckpoints({ db }: Connection): Promise<Checkpoint[]> {
  const lines = await auditLines(db, 0, ROWS)
  return SIGNED.map((size) => {
    const checkpoint = { size, hash: lines[size - 1].hash, at: new Date(0).toISOString() }
    return {
      ...checkpoint,
      signature: sign(null, Buffer.from(checkpointText(checkpoint)), privateKey).toString('base64'),
    }
  })
}

/** What `judge` finds after some statements, which are then taken back. */
async function inVain<T>(
  { db }: Connection,
  statements: readonly SQL[],
  judge: (db: Queryable) => Promise<T>,
): Promise<T> {
  let found: T
  await db
    .transaction(async (tx) => {
      for (const statement of statements) await tx.execute(statement)
      found = await judge(tx)
      throw new Rollback()
    })
    .catch((error: Error) => {
      if (!(error instanceof Rollback)) throw error
    })
  return found!
}

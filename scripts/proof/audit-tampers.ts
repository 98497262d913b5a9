/** What someone with the database in hand can do to the audit. Each tampers with row `at` of `size` and says which row is then the first wrong one. */
import { type SQL, sql } from 'drizzle-orm'

export interface Tamper {
  kind: string
  /** Statements, and the first row that a verifier must name. */
  of(at: number, size: number, signed: readonly number[]): { statements: SQL[]; firstBad: number }
}

const edit = (kind: string, change: SQL): Tamper => ({
  kind,
  of: (at) => ({ statements: [sql`UPDATE audit SET ${change} WHERE id = ${at}`], firstBad: at }),
})

const RECOMPUTE = (from: number): SQL => sql`
  DO $$ DECLARE a audit; last bytea; BEGIN
    SELECT coalesce((SELECT hash FROM audit WHERE id = ${sql.raw(String(from - 1))}), sha256('sightline audit')) INTO last;
    FOR a IN SELECT * FROM audit WHERE id >= ${sql.raw(String(from))} ORDER BY id LOOP
      last := audit_hash(last, a);
      UPDATE audit SET hash = last WHERE id = a.id;
    END LOOP;
    UPDATE audit_head SET size = (SELECT max(id) FROM audit), hash = last;
  END $$`

const APPEND = sql`SELECT append_audit(1, 'n', 'officer', 'unit', 'passages-read', 'o', NULL, NULL, '{}')`
const CUT = (after: number): SQL[] => [
  sql`DELETE FROM audit WHERE id > ${after}`,
  sql`UPDATE audit_head SET size = ${after}, hash = (SELECT hash FROM audit WHERE id = ${after})`,
]
const firstSignedFrom = (at: number, signed: readonly number[]) => signed.find((size) => size >= at)!

export const TAMPERS: readonly Tamper[] = [
  edit('person', sql`person_id = person_id + 1`),
  edit('name', sql`person_name = person_name || 'x'`),
  edit('role', sql`role = 'auditor'`),
  edit('unit', sql`unit = 'another unit'`),
  edit('action', sql`action = 'sign-in'`),
  edit('object', sql`object = 'another object'`),
  edit('case', sql`case_id = coalesce(case_id, 0) + 1`),
  edit('reason', sql`reason = coalesce(reason, '') || ' and more'`),
  edit('details', sql`details = details || '{"more": 1}'`),
  edit('time', sql`at = at - interval '1 millisecond'`),
  edit('hash', sql`hash = sha256(hash)`),
  {
    kind: 'deleted',
    of: (at, size) => ({
      statements: [sql`DELETE FROM audit WHERE id = ${at}`],
      // Nobody misses the last row in the chain itself; it was signed.
      firstBad: Math.min(at, size),
    }),
  },
  {
    kind: 'swapped',
    of: (at, size) => {
      const other = at === size ? at - 1 : at + 1
      const statements = [
        sql`UPDATE audit SET id = -1 WHERE id = ${at}`,
        sql`UPDATE audit SET id = ${at} WHERE id = ${other}`,
        sql`UPDATE audit SET id = ${other} WHERE id = -1`,
      ]
      return { statements, firstBad: Math.min(at, other) }
    },
  },
  {
    kind: 'renumbered',
    of: (at) => ({ statements: [sql`DELETE FROM audit WHERE id = ${at}`, ...moved(at)], firstBad: at }),
  },
  {
    kind: 'forged',
    of: (at, size) => ({
      statements: [
        sql`UPDATE audit SET id = -id WHERE id >= ${at}`,
        sql`UPDATE audit SET id = 1 - id WHERE id < 0`,
        sql`INSERT INTO audit SELECT ${at}, at, person_id, person_name, role, unit, action, 'forged', case_id, reason, details, sha256('forged') FROM audit WHERE id = ${at === 1 ? size + 1 : at - 1}`,
      ],
      firstBad: at,
    }),
  },
  {
    kind: 'edited and the chain recomputed',
    of: (at, _size, signed) => ({
      statements: [sql`UPDATE audit SET object = 'another object' WHERE id = ${at}`, RECOMPUTE(at)],
      firstBad: firstSignedFrom(at, signed),
    }),
  },
  {
    kind: 'tail cut and the head rewritten',
    of: (at) => ({ statements: CUT(Math.max(1, at - 1)), firstBad: Math.max(1, at - 1) + 1 }),
  },
  {
    kind: 'old backup restored and gone on with',
    of: (at, size, signed) => {
      const kept = Math.max(1, at - 1)
      return {
        statements: [...CUT(kept), ...Array.from({ length: size + 5 - kept }, () => APPEND)],
        firstBad: firstSignedFrom(kept + 1, signed),
      }
    },
  },
]

/** All after a gap one place down. */
const moved = (at: number): SQL[] => [
  sql`UPDATE audit SET id = -id WHERE id > ${at}`,
  sql`UPDATE audit SET id = -id - 1 WHERE id < 0`,
]

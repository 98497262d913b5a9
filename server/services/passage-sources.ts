/** Who may send passages: what an administrator does with sources, and how one is known by its key. A key is shown once. */
import { createHash, randomBytes } from 'node:crypto'
import { asc, eq, sql } from 'drizzle-orm'
import type { Connection, Queryable } from '../../db/client'
import { findSourceByKey, type PassageSourceRow } from '../../db/queries/passage-sources'
import { answersForAll } from '../../db/queries/scope'
import { passageSourceDays, passageSources } from '../../db/schema'
import type { Caller } from '../domain/access'
import { appendAudit } from './audit'
import { seal, unseal } from './data-key'
import { ServiceError } from './service-error'

const KEY_BYTES = 32
const PREFIX = 'slk_'
const KEY_NAME = 'passage-sources'
const DAYS_SHOWN = 7

/** A key has 256 bits: a plain hash is enough. */
const hashKey = (key: string) => createHash('sha256').update(key).digest('hex')
const newKey = () => PREFIX + randomBytes(KEY_BYTES).toString('base64url')

export const sourceOfKey = ({ system: { db } }: Connection, key: string): Promise<PassageSourceRow | null> =>
  /^slk_[\w-]{43}$/.test(key) ? findSourceByKey(db, hashKey(key)) : Promise.resolve(null)

/** What a GA/T 1400 device proves to know. */
export const secretOf = ({ deviceId, secret }: PassageSourceRow): string => unseal(KEY_NAME, deviceId!, secret!)

export interface PassageSourceFields {
  name: string
  jurisdictionId: number | null
}

export type NewPassageSource = PassageSourceFields &
  ({ kind: 'key' } | { kind: 'viid'; deviceId: string; password: string })

export async function listPassageSources({ system: { db } }: Connection, caller: Caller) {
  const all = await db.select().from(passageSources).orderBy(asc(passageSources.name))
  const forAll = await answersForAll(db, caller)
  const rows = all.filter(({ jurisdictionId }) => isWithin(caller, forAll, jurisdictionId))
  const days = await db
    .select({
      sourceId: passageSourceDays.sourceId,
      accepted: sql<number>`sum(accepted)::float8`,
      duplicates: sql<number>`sum(duplicates)::float8`,
      refused: sql<number>`sum(refused)::float8`,
      dropped: sql<number>`sum(dropped)::float8`,
    })
    .from(passageSourceDays)
    .where(sql`day > (now() AT TIME ZONE 'UTC')::date - ${DAYS_SHOWN}::int`)
    .groupBy(passageSourceDays.sourceId)
  return rows.map(({ keyHash: _key, secret: _secret, seenAt, problemAt, createdAt, ...row }) => ({
    ...row,
    seenAt: seenAt?.getTime() ?? null,
    problemAt: problemAt?.getTime() ?? null,
    createdAt: createdAt.getTime(),
    week: days.find(({ sourceId }) => sourceId === row.id) ?? { accepted: 0, duplicates: 0, refused: 0, dropped: 0 },
  }))
}

async function requireFree(tx: Queryable, source: NewPassageSource): Promise<void> {
  const [named] = await tx.select().from(passageSources).where(eq(passageSources.name, source.name))
  if (named) throw new ServiceError('conflict', `There is a source called ${source.name} already.`)
  if (source.kind !== 'viid') return
  const [device] = await tx.select().from(passageSources).where(eq(passageSources.deviceId, source.deviceId))
  if (device) throw new ServiceError('conflict', `The device ${source.deviceId} is a source already: ${device.name}.`)
}

/** Who answers for some jurisdictions only lets sources in for those. */
const isWithin = ({ scope }: Pick<Caller, 'scope'>, forAll: boolean, jurisdictionId: number | null) =>
  scope === null || (jurisdictionId === null ? forAll : scope.includes(jurisdictionId))

/** Answers the key, which is never to be seen again; null for a device that has a password. */
export function addPassageSource(
  { system: { db } }: Connection,
  caller: Caller,
  source: NewPassageSource,
): Promise<{ id: number; key: string | null }> {
  const { name, kind, jurisdictionId } = source
  const key = kind === 'key' ? newKey() : null
  const proof =
    source.kind === 'key'
      ? { keyHash: hashKey(key!) }
      : { deviceId: source.deviceId, secret: seal(KEY_NAME, source.deviceId, source.password) }
  return db.transaction(async (tx) => {
    if (!isWithin(caller, await answersForAll(tx, caller), jurisdictionId))
      throw new ServiceError('refused', 'This is beyond your own jurisdictions.')
    await requireFree(tx, source)
    const [{ id }] = await tx
      .insert(passageSources)
      .values({ name, kind, jurisdictionId, ...proof })
      .returning({ id: passageSources.id })
    await appendAudit(tx, caller, { action: 'passage-source-added', object: name, details: { kind, jurisdictionId } })
    return { id, key }
  })
}

/** A source that is off is refused at the door at once. */
export function setPassageSource(
  { system: { db } }: Connection,
  caller: Caller,
  id: number,
  change: { isActive: boolean },
): Promise<void> {
  return db.transaction(async (tx) => {
    const [row] = await tx.update(passageSources).set(change).where(eq(passageSources.id, id)).returning()
    if (!row || !isWithin(caller, await answersForAll(tx, caller), row.jurisdictionId))
      throw new ServiceError('not-found', 'There is no such source.')
    await appendAudit(tx, caller, { action: 'passage-source-edited', object: row.name, details: { ...change } })
  })
}

/** Puts texts into every field of the demo city's database that a page shows, past every check. */
import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '../../db/client'

interface Field {
  name: string
  /** Puts them in, and says how many rows hold some. */
  fill(texts: readonly string[]): SQL
}

/** Rows of `table` in the order of `by`, the first ones given one text each. */
const rows = (table: string, column: string, by = 'id'): Field => ({
  name: `${table}.${column}`,
  fill: (texts) => {
    const name = sql.raw(column)
    return sql`UPDATE ${sql.raw(table)} t SET ${name} = given.text
      FROM (SELECT id, row_number() OVER (ORDER BY ${sql.raw(by)}) AS place FROM ${sql.raw(table)}) o,
        unnest(${sql.param(texts)}::text[]) WITH ORDINALITY AS given(text, place)
      WHERE o.id = t.id AND given.place = o.place`
  },
})

const NEAR_THE_MIDDLE = `position <-> ST_SetSRID(ST_MakePoint(126.2157, 45.4311), 4326)`
const BESIDE_THE_MIDDLE = `geometry <-> ST_SetSRID(ST_MakePoint(126.2157, 45.4311), 4326)`

/** One text for everybody. */
const all = (table: string, column: string, isList = false): Field => ({
  name: `${table}.${column}`,
  fill: (texts) =>
    sql`UPDATE ${sql.raw(table)} SET ${sql.raw(column)} = ${isList ? sql`${sql.param(texts)}::text[]` : texts.join(' ¦ ')}`,
})

/** A row for each, made for it. */
const made = (name: string, fill: Field['fill']): Field => ({ name, fill })

/** The case that the officer opens for marks in recordings. */
export const MARKS_CASE = 'I-marks'

export const FIELDS: readonly Field[] = [
  rows('cameras', 'name', NEAR_THE_MIDDLE),
  rows('cameras', 'operator', NEAR_THE_MIDDLE),
  rows('cameras', 'code', `${NEAR_THE_MIDDLE} DESC`),
  rows('roads', 'name', BESIDE_THE_MIDDLE),
  rows('roads', 'name_en', BESIDE_THE_MIDDLE),
  rows('places', 'name'),
  rows('places', 'name_en'),
  rows('areas', 'name', BESIDE_THE_MIDDLE),
  rows('buildings', 'name', BESIDE_THE_MIDDLE),
  rows('incidents', 'title', 'started_at DESC'),
  rows('incidents', 'title_en', 'started_at DESC'),
  rows('incidents', 'kind', 'started_at DESC'),
  rows('import_runs', 'file_name'),
  all('jurisdictions', 'name'),
  all('jurisdictions', 'name_en'),
  all('people', 'display_name'),
  all('people', 'unit'),
  all('cases', 'reason'),
  all('drawn_areas', 'name'),
  all('drawn_areas', 'reason'),
  all('city_settings', 'name'),
  all('city_settings', 'name_en'),
  all('city_settings', 'attributions', true),
  made(
    'case_bookmarks.note',
    (texts) => sql`INSERT INTO case_bookmarks (case_id, camera_id, from_at, to_at, note, person_id)
      SELECT c.id, (SELECT min(id) FROM cameras), now() - interval '2 minutes', now() - interval '1 minute', given.text, c.opened_by
      FROM cases c, unnest(${sql.param(texts)}::text[]) AS given(text) WHERE c.number = ${MARKS_CASE}`,
  ),
  made(
    'audit_reviews.words',
    (texts) => sql`INSERT INTO audit_reviews (audit_id, is_proper, words, reviewer_id, reviewer_unit)
      SELECT a.id, true, given.text, a.reviewer, 'another unit'
      FROM (SELECT audit.id, p.id AS reviewer, row_number() OVER (ORDER BY audit.id DESC) AS place
          FROM audit JOIN people p ON p.username = 'officer2' WHERE person_id <> p.id) a,
        unnest(${sql.param(texts)}::text[]) WITH ORDINALITY AS given(text, place)
      WHERE a.place = given.place`,
  ),
  // At an address that is never called.
  made(
    'media_servers.name',
    (texts) => sql`INSERT INTO media_servers (name, kind, base_url, recordings_zone)
      VALUES (${texts.join(' ¦ ')}, 'whep', 'http://192.0.2.1', 'UTC')`,
  ),
]

export async function fillFields(db: Database, texts: readonly string[]): Promise<void> {
  for (const { fill } of FIELDS) await db.execute(fill(texts))
}

/** Every text that is kept in a field that the API writes. */
export async function keptTexts(db: Database): Promise<string[]> {
  const { rows: kept } = await db.execute<{ text: string }>(sql`
    SELECT name AS text FROM cameras WHERE name IS NOT NULL UNION ALL SELECT operator FROM cameras WHERE operator IS NOT NULL
    UNION ALL SELECT code FROM cameras UNION ALL SELECT name FROM drawn_areas UNION ALL SELECT reason FROM drawn_areas WHERE reason IS NOT NULL
    UNION ALL SELECT number FROM cases UNION ALL SELECT reason FROM cases
    UNION ALL SELECT username FROM people UNION ALL SELECT display_name FROM people UNION ALL SELECT unit FROM people
    UNION ALL SELECT oidc_subject FROM people WHERE oidc_subject IS NOT NULL
    UNION ALL SELECT note FROM case_bookmarks`)
  return kept.map(({ text }) => text)
}

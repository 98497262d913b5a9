/** The usual way to a view in a database: the sector less the union of the shadows of the walls in it. */
import type { Client } from 'pg'
import { areaWithin } from './disc-area'
import { timedQuery } from './postgis'

/**
 * Microseconds a camera for 90° looks (0 … 90° from the x axis, to `radiusM`), and each one's area in m². The walls in
 * range, relative to their camera, are a table already. They are cut to the sector first: a wall's shadow is one quad only
 * where the wall spans less than half a turn. The sector ends in a corner, so that no arc is cut to chords; its area
 * within the circle is taken from the answer in closed form.
 */
export async function sectorsByQuads(client: Client, walls: readonly Float64Array[], radiusM: number) {
  await client.query('create table wall (camera int, geom geometry)')
  for (const [camera, segments] of walls.entries())
    await client.query(
      `insert into wall select $1, ST_MakeLine(ST_MakePoint(s[1], s[2]), ST_MakePoint(s[3], s[4]))
       from (select ($2::float8[])[i:i + 3] s from generate_series(1, $3, 4) i) each
       where ST_Length(ST_MakeLine(ST_MakePoint(s[1], s[2]), ST_MakePoint(s[3], s[4]))) > 0`,
      [camera, [...segments], segments.length],
    )
  await client.query('create index on wall (camera); analyze wall')
  const seen = seenSql(radiusM)
  const { ms } = await timedQuery(client, `select sum(ST_Area(geom)) from (${seen}) seen`)
  const { rows } = await client.query<{ camera: number; shape: string }>(
    `select camera, ST_AsGeoJSON(geom, 15) shape from (${seen}) seen order by camera`,
  )
  return { us: (1000 * ms) / walls.length, areas: rows.map(({ shape }) => areaOf(shape, radiusM)) }
}

function seenSql(radiusM: number): string {
  const sector = `ST_MakeEnvelope(0, 0, ${radiusM}, ${radiusM})`
  const farM = 4 * radiusM
  return `
    with part as (
      select camera, (ST_Dump(ST_Intersection(geom, ${sector}))).geom from wall where ST_Intersects(geom, ${sector})
    ), ends as (
      select camera, ST_StartPoint(geom) a, ST_EndPoint(geom) b, ${farM} / ST_Distance(geom, ST_MakePoint(0, 0)) k
      from part where ST_Dimension(geom) = 1
    ), shadow as (
      select camera, ST_MakePolygon(ST_MakeLine(array[a, b, ST_Scale(b, k, k), ST_Scale(a, k, k), a])) geom from ends
      where abs(ST_X(a) * ST_Y(b) - ST_Y(a) * ST_X(b)) > 1e-9
    )
    select camera, coalesce(ST_Difference(${sector}, (select ST_Union(geom) from shadow where shadow.camera = all_cameras.camera)), ${sector}) geom
    from (select distinct camera from wall) all_cameras`
}

/** Only the part that holds the camera counts: rounding leaves splinters behind walls. */
function areaOf(shape: string, radiusM: number): number {
  const { type, coordinates } = JSON.parse(shape) as { type: string; coordinates: number[][][] | number[][][][] }
  const shells =
    type === 'Polygon' ? [(coordinates as number[][][])[0]] : (coordinates as number[][][][]).map(([shell]) => shell)
  const own = shells.find((shell) => shell.some(([x, y]) => x === 0 && y === 0))
  return own === undefined ? 0 : areaWithin(own.slice(0, -1) as [number, number][], radiusM)
}

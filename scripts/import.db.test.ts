/** `npm run import` as a person runs it, against a city that is already open: what it says, how it ends, and what it wrote. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { env } from '../server/env'
import { hasRealData, readRealData } from '../server/formats/test-data'
import { rowCounts } from '../server/testing/row-counts'
import { openTestCity, stopTestDatabase, type TestCity } from '../server/testing/test-city'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const HEADER = 'code,name,lng,lat,bearing'
const GOOD_ROW = 'A1,Gate,126.2,45.42,90'

let city: TestCity
let folder: string

beforeAll(async () => {
  city = await openTestCity()
  folder = mkdtempSync(join(tmpdir(), 'sightline-import-'))
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await city.close()
  await stopTestDatabase()
})

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const linesOf = (text: string) => text.split('\n').filter((line) => line !== '' && !/^npm (warn|notice)/.test(line))

function runImportCommand(...args: string[]): Promise<{ code: number; said: string[]; problems: string[] }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['scripts/run.mjs', 'scripts/import.ts', ...args],
      {
        cwd: ROOT,
        env: { ...process.env, DATABASE_URL: env.databaseUrl ? city.url : '', SIGHTLINE_DATA: env.dataFolder },
      },
      (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code) : 0, said: linesOf(stdout), problems: linesOf(stderr) }),
    )
  })
}

describe('npm run import', () => {
  const refused: [what: string, kind: string, make: () => string, message: RegExp, isSkipped: boolean][] = [
    [
      'an OSM file cut short (skipped without ../shared/data)',
      'osm',
      () => file('cut.osm.pbf', readRealData('munich/munich-altstadt.osm.pbf').subarray(0, 400_000)),
      /cut|short|end/i,
      !hasRealData,
    ],
    ['a file of another format', 'osm', () => file('text.osm.pbf', 'not a map'), /PBF/i, false],
    [
      'a list without a needed column',
      'cameras',
      () => file('columns.csv', `number,where\nA1,here\n`),
      /"?(code|lng|lat)"?/,
      false,
    ],
    ['an empty file', 'cameras', () => file('empty.csv', ''), /empty/, false],
    ['a file that is not there', 'cameras', () => join(folder, 'nowhere.csv'), /nowhere\.csv.*no such file/, false],
    [
      'a coordinate beyond all numbers',
      'cameras',
      () => file('far.csv', `${HEADER}\n${GOOD_ROW}\nA2,Far,1e400,45.42,90\n`),
      /far\.csv: 1 rows? (was|were) refused/,
      false,
    ],
    [
      'passages of a camera that is not there',
      'passages',
      () => file('passages.csv', 'plate,camera_code,time\n测A12345,gone,2026-01-15T07:00:21+08:00\n'),
      /"gone": no such camera/,
      false,
    ],
    ['a kind that there is not', 'people', () => file('people.csv', HEADER), /npm run import -- osm\|/, false],
  ]

  for (const [what, kind, make, message, isSkipped] of refused)
    it.skipIf(isSkipped)(`refuses ${what} in one line, and writes nothing`, async () => {
      const before = await rowCounts(city.connection)
      const { code, problems } = await runImportCommand(kind, make())
      expect(problems).toHaveLength(1)
      expect(problems[0]).toMatch(message)
      expect(code).toBe(1)
      expect(await rowCounts(city.connection)).toEqual(before)
    })

  it('shows what a file holds and writes nothing with --dry-run', async () => {
    const before = await rowCounts(city.connection)
    const { code, said, problems } = await runImportCommand(
      'cameras',
      file('dry.csv', `${HEADER}\n${GOOD_ROW}\n`),
      '--dry-run',
    )
    expect({ code, problems }).toEqual({ code: 0, problems: [] })
    expect(said.join('\n')).toMatch(/1 cameras[\s\S]*nothing was written/)
    expect(await rowCounts(city.connection)).toEqual(before)
  })

  it('writes the good rows of a file with --partial, and names the others', async () => {
    const path = file('partial.csv', `${HEADER}\n${GOOD_ROW}\nA2,Far,1e400,45.42,90\nA3,Yard,126.21,45.42,\n`)
    const { code, said } = await runImportCommand('cameras', path, '--partial')
    expect(code).toBe(0)
    expect(said.join('\n')).toMatch(/error row 3, lng "1e400"/)
    expect(said.join('\n')).toMatch(/2 new cameras; 1 refused/)
    expect(await rowCounts(city.connection)).toMatchObject({ cameras: 2, viewsheds: 2, import_runs: 1 })
  })

  it('keeps what earlier files brought when a later one of the same call is refused', async () => {
    const good = file('good.csv', `${HEADER}\nB1,Gate,126.2,45.42,90\n`)
    const { code, problems } = await runImportCommand('cameras', good, join(folder, 'nowhere.csv'))
    expect({ code, problems: problems.length }).toEqual({ code: 1, problems: 1 })
    expect(await rowCounts(city.connection)).toMatchObject({ cameras: 3, import_runs: 2 })
  })
})

import { describe, expect, test } from 'vitest'
import { parseIncidentsCsv } from './incidents-csv'
import { parsePassagesCsv } from './passages-csv'
import { hasRealData, readRealData } from './test-data'

const bytes = (text: string) => new TextEncoder().encode(text)

describe('passages', () => {
  test.skipIf(!hasRealData)('the Munich passages are taken as they are (skipped without ../shared/data)', () => {
    const { records, remarks, read } = parsePassagesCsv(readRealData('munich/munich_sim_passages.csv'))
    expect([read, records.length, remarks]).toEqual([4_800, 4_800, []])
    expect(new Set(records.map(({ plate }) => plate)).size).toBe(1_160)
    expect(new Set(records.map(({ cameraCode }) => cameraCode)).size).toBe(71)
    expect(records[0]).toMatchObject({
      plate: 'SIM00005',
      cameraCode: 'n6356714092',
      at: Date.UTC(2026, 0, 15, 6, 0, 21, 510),
      bearing: 16.2,
      speedKmh: 22.5,
      lane: '3845695#0_0',
      vehicleClass: 'car',
      vehicleColour: null,
      sourceId: 'P000001',
    })
  })

  test('Chinese headers; local time is said once', () => {
    const { records, remarks } = parsePassagesCsv(
      bytes('车牌号,卡口编号,过车时间,车速\n测A12345,C1,20260115070021,60\n测A12346,C1,20260115070022,999\n'),
    )
    expect(records).toMatchObject([
      { plate: '测A12345', at: Date.UTC(2026, 0, 14, 23, 0, 21), speedKmh: 60 },
      { speedKmh: null },
    ])
    expect(remarks.map(({ row, field }) => [row, field])).toEqual([
      [2, 'time'],
      [3, 'speed_kmh'],
    ])
  })

  test.each([
    [',C1,2026-01-15', 'plate'],
    ['测A\u202E12345,C1,2026-01-15', 'plate'],
    ['测A12345,,2026-01-15', 'camera_code'],
    ['测A12345,C1,later', 'time'],
  ])('%j is refused', (line, field) => {
    expect(parsePassagesCsv(bytes(`plate,camera_code,time\n${line}\n`))).toMatchObject({
      records: [],
      read: 1,
      remarks: [{ row: 2, field, severity: 'error' }],
    })
  })

  test('what a file says about people never gets in', () => {
    const { records } = parsePassagesCsv(
      bytes('plate,camera_code,time,driver_face,NumOfPassenger\n测A12345,C1,2026-01-15T00:00Z,AAAA,2\n'),
    )
    expect(JSON.stringify(records)).not.toMatch(/AAAA|assenger|face/)
  })
})

describe('incidents', () => {
  test.skipIf(!hasRealData)(
    'a year of the City of London: 10,032 rows, 676 without a place (skipped without ../shared/data)',
    () => {
      let [read, taken, refused] = [0, 0, 0]
      const ids = new Set<string>()
      for (let month = 1; month <= 12; month++) {
        const parsed = parseIncidentsCsv(
          readRealData(`london/2019-${String(month).padStart(2, '0')}-city-of-london-street.csv`),
          { localOffsetMinutes: 0 },
        )
        read += parsed.read
        taken += parsed.records.length
        refused += parsed.remarks.filter(({ severity }) => severity === 'error').length
        for (const { sourceId, startedAt } of parsed.records) {
          ids.add(sourceId)
          expect(startedAt).toBe(Date.UTC(2019, month - 1, 1))
        }
        expect(parsed.remarks.at(-1)?.why).toMatch(/dated to the month only/)
      }
      expect([read, taken, refused]).toEqual([10_032, 9_356, 676])
      expect(ids.size).toBe(taken)
    },
  )

  test('an end before the start is left out; a repeated number stays unique', () => {
    const { records, remarks } = parseIncidentsCsv(
      bytes(
        'id,kind,title,lng,lat,started_at,ended_at\n7,Bike theft,Stolen,1,2,2026-01-02T00:00Z,2026-01-01T00:00Z\n7,fire,,1,2,2026-01-02T00:00Z,2026-01-03T00:00Z\n',
      ),
    )
    expect(records).toMatchObject([
      { sourceId: '7', kind: 'bike_theft', title: 'Stolen', endedAt: null },
      { sourceId: '7#2', kind: 'fire', title: 'fire', endedAt: Date.UTC(2026, 0, 3) },
    ])
    expect(remarks).toMatchObject([{ row: 2, field: 'ended_at', severity: 'warning' }])
  })
})

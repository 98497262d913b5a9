import { describe, expect, it } from 'vitest'
import { FormatError } from './format-error'
import { parsePassagesNdjson } from './passages-ndjson'
import { parseMotorVehicles } from './viid-motor-vehicles'

const bytes = (text: string) => new TextEncoder().encode(text)
const vehicles = (...objects: unknown[]) =>
  bytes(JSON.stringify({ MotorVehicleListObject: { MotorVehicleObject: objects } }))
const VEHICLE = {
  MotorVehicleID: '340200000011900000010220260301160000000010200001',
  DeviceID: '34020000001190000001',
  TollgateID: '34020000001210000001',
  PassTime: '20260301160021',
  HasPlate: '1',
  PlateNo: '测A12345',
  PlateColor: '5',
  PlateReliability: '96',
  PlateCharReliability: '测-80,A-90,1-90,2-88,3-90,4-67,5-87',
  Speed: 43.5,
  Direction: '3',
  LaneNo: 2,
  VehicleClass: 'K33',
  VehicleColor: '2',
  IsCovered: 'true',
  StorageUrl2: 'http://10.1.2.3/plate.jpg',
  StorageUrl3: 'http://10.1.2.3/scene.jpg',
}

describe('vehicles as GA/T 1400 posts them', () => {
  it('become passages, numbers and codes read leniently', () => {
    const { records, remarks, ids, tollgates, dropped } = parseMotorVehicles(vehicles(VEHICLE))
    expect(remarks.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(records).toEqual([
      {
        plate: '测A12345',
        cameraCode: '34020000001190000001',
        at: Date.parse('2026-03-01T16:00:21+08:00'),
        bearing: 180,
        speedKmh: 43.5,
        lane: '2',
        vehicleClass: 'car',
        vehicleColour: 'white',
        vehicleBrand: null,
        plateColour: 'blue',
        reliability: 96,
        charReliability: [80, 90, 90, 88, 90, 67, 87],
        claims: ['covered'],
        plateImage: 'http://10.1.2.3/plate.jpg',
        sceneImage: 'http://10.1.2.3/scene.jpg',
        sourceId: VEHICLE.MotorVehicleID,
      },
    ])
    expect([ids, tollgates, dropped]).toEqual([[VEHICLE.MotorVehicleID], [VEHICLE.TollgateID], {}])
  })

  it('leave behind, counted, whatever is about people', () => {
    const { records, dropped } = parseMotorVehicles(
      vehicles({
        ...VEHICLE,
        NumOfPassenger: 2,
        SafetyBelt: '1',
        SubImageList: {
          SubImageInfoObject: [
            { Type: '04', StoragePath: 'http://10.1.2.3/driver.jpg' },
            { Type: '11', StoragePath: 'http://10.1.2.3/face.jpg' },
            { Type: '02', StoragePath: 'http://10.1.2.3/other.jpg' },
          ],
        },
        FaceList: { FaceObject: [{}, {}] },
        PersonList: { PersonObject: [{}] },
      }),
    )
    expect(dropped).toEqual({ occupantFields: 2, peopleImages: 2, faces: 2, persons: 1 })
    expect(JSON.stringify(records)).not.toMatch(/driver|face|passenger/i)
  })

  it('are refused one by one when there is no plate, no time or no device', () => {
    const { records, remarks, read } = parseMotorVehicles(
      vehicles(
        VEHICLE,
        { ...VEHICLE, HasPlate: '0' },
        { ...VEHICLE, PlateNo: '无牌' },
        { ...VEHICLE, PassTime: '20261331250000' },
        { ...VEHICLE, DeviceID: '', TollgateID: '' },
        'text',
        null,
      ),
    )
    const refused = remarks.filter(({ severity }) => severity === 'error')
    expect([read, records.length, refused.length]).toEqual([7, 1, 6])
    expect(refused.map(({ row }) => row)).toEqual([2, 3, 4, 5, 6, 7])
  })

  it.each(['', '{', '[]', '{"MotorVehicleListObject":[]}', '{"FaceListObject":{"FaceObject":[]}}'])(
    'are refused whole when the body is %s',
    (text) => expect(() => parseMotorVehicles(bytes(text))).toThrow(FormatError),
  )
})

describe('passages as NDJSON', () => {
  it('are read a line at a time, by any of the names of their fields, blank lines skipped', () => {
    const { records, rows, read } = parsePassagesNdjson(
      bytes(
        '{"plate":"测A12345","camera_code":"A1","time":"2026-03-01T08:00:00Z","speed_kmh":43,"char_reliability":[1,2,3,4,5,6,7]}\n\n{"车牌号":"测A99999","设备编码":"A2","过车时间":1772352000000}\r\n',
      ),
    )
    expect([read, rows]).toEqual([2, [1, 3]])
    expect(records.map(({ plate, cameraCode, at }) => [plate, cameraCode, at])).toEqual([
      ['测A12345', 'A1', Date.parse('2026-03-01T08:00:00Z')],
      ['测A99999', 'A2', 1_772_352_000_000],
    ])
    expect(records[0]).toMatchObject({ speedKmh: 43, charReliability: [1, 2, 3, 4, 5, 6, 7] })
  })

  it('lose a bad line and no other', () => {
    const good = '{"plate":"测A12345","camera_code":"A1","time":"2026-03-01T08:00:00Z"}'
    const { records, remarks, read } = parsePassagesNdjson(
      bytes(`${good}\n{"plate":\n[1]\n"x"\n{"plate":{},"camera_code":"A1","time":"2026-03-01T08:00:00Z"}\n${good}`),
    )
    expect([read, records.length]).toEqual([6, 2])
    expect(remarks.map(({ row }) => row)).toEqual([2, 3, 4, 5])
  })

  it('count and leave out what is about who sits in a vehicle', () => {
    const { records, dropped } = parsePassagesNdjson(
      bytes('{"plate":"测A12345","camera_code":"A1","time":"2026-03-01T08:00:00Z","driver_name":"x","face_url":"y"}'),
    )
    expect([records.length, dropped]).toEqual([1, { occupantFields: 2 }])
    expect(JSON.stringify(records)).not.toMatch(/"x"|"y"/)
  })
})

/**
 * Passages as GA/T 1400 devices and platforms post them to `/VIID/MotorVehicles`. Numbers and truth values come as texts or as they
 * are, dates as `yyyyMMddHHmmss` in local time. What shows people, and what is said about who sits in a vehicle, is counted and dropped.
 */
import { decodeText } from './decode-text'
import { FormatError } from './format-error'
import { type ParsedPassages, type PassageField, PassageReader } from './passage-fields'
import { refusal } from './remarks'
import { bearingOf, colourOf, PEOPLE_IMAGES, PLATE_IMAGES, SCENE_IMAGES, vehicleClassOf } from './viid-codes'

type Fields = Record<string, unknown>

/** What an upper platform may put about people into a vehicle's object. */
const ABOUT_OCCUPANTS = ['NumOfPassenger', 'SafetyBelt', 'Calling', 'Sunvisor', 'NameOfPassenger', 'DescOfPassenger']
const MOST_OBJECTS = 5_000

export interface ParsedMotorVehicles extends ParsedPassages {
  /** MotorVehicleID by row, for the answer. */
  ids: string[]
  /** Where a device's own code is not a camera's: the checkpoint it stands at, by record. */
  tollgates: string[]
}

const textOf = (value: unknown): string =>
  typeof value === 'string'
    ? value.trim()
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : ''
const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const listOf = (value: unknown): Fields[] =>
  (Array.isArray(value) ? value : value === undefined ? [] : [value]).filter(isObject)

/** The objects of an envelope such as `{"MotorVehicleListObject":{"MotorVehicleObject":[…]}}`. Throws `FormatError`. */
export function viidObjects(bytes: Uint8Array, kind: string): unknown[] {
  let root: unknown
  try {
    root = JSON.parse(decodeText(bytes))
  } catch (error) {
    if (error instanceof FormatError) throw error
    throw new FormatError('Expected JSON.')
  }
  const list = isObject(root) ? root[`${kind}ListObject`] : undefined
  const objects = isObject(list) ? list[`${kind}Object`] : undefined
  const found = Array.isArray(objects) ? objects : isObject(objects) ? [objects] : null
  if (!found) throw new FormatError(`Expected {"${kind}ListObject":{"${kind}Object":[…]}}.`)
  if (found.length > MOST_OBJECTS)
    throw new FormatError(`A batch holds at most ${MOST_OBJECTS} objects, got ${found.length}.`)
  return found
}

/** Rows count from 1. Throws `FormatError` when the whole cannot be read; a bad object is a remark. */
export function parseMotorVehicles(
  bytes: Uint8Array,
  options: { localOffsetMinutes?: number } = {},
): ParsedMotorVehicles {
  const objects = viidObjects(bytes, 'MotorVehicle')
  const reader = new PassageReader(options)
  const [ids, tollgates]: [string[], string[]] = [[], []]
  for (const [index, object] of objects.entries()) {
    const row = index + 1
    ids.push(isObject(object) ? textOf(object['MotorVehicleID']).slice(0, 80) : '')
    if (isObject(object)) takeObject(reader, row, object, tollgates)
    else reader.remarks.push(refusal(row, null, object, 'expected an object'))
  }
  return { ...reader.result(objects.length), ids, tollgates }
}

function takeObject(reader: PassageReader, row: number, object: Fields, tollgates: string[]): void {
  dropPeople(reader, object)
  const field = (name: string) => textOf(object[name])
  if (isFalse(field('HasPlate')) || /^(无(车)?牌|未识别|未知|车牌)?$/.test(field('PlateNo'))) {
    reader.remarks.push(
      refusal(row, 'PlateNo', field('PlateNo'), 'no plate was read, and passages are kept by their plate'),
    )
    return
  }
  const refusedBefore = reader.remarks.length
  reader.take({ row, text: textsOf(object) })
  const isRefused = reader.remarks.slice(refusedBefore).some(({ severity }) => severity === 'error')
  if (!isRefused) tollgates.push(field('TollgateID'))
}

const isFalse = (text: string) => /^(0|false)$/i.test(text)
const isTrue = (text: string) => /^(1|true)$/i.test(text)

function dropPeople(reader: PassageReader, object: Fields): void {
  const occupants = ABOUT_OCCUPANTS.filter((name) => object[name] !== undefined && textOf(object[name]) !== '')
  if (occupants.length > 0) reader.drop('occupantFields', occupants.length)
  const shown = subImages(object).filter(({ type }) => PEOPLE_IMAGES.includes(type))
  if (shown.length > 0) reader.drop('peopleImages', shown.length)
  for (const [list, kind] of [
    ['FaceList', 'Face'],
    ['PersonList', 'Person'],
  ]) {
    const found = isObject(object[list]) ? listOf((object[list] as Fields)[`${kind}Object`]).length : 0
    if (found > 0) reader.drop(kind === 'Face' ? 'faces' : 'persons', found)
  }
}

const subImages = (object: Fields) =>
  (isObject(object['SubImageList']) ? listOf(object['SubImageList']['SubImageInfoObject']) : []).map((image) => ({
    type: textOf(image['Type']).padStart(2, '0'),
    path: textOf(image['StoragePath']),
  }))

function textsOf(object: Fields): (name: PassageField) => string {
  const field = (name: string) => textOf(object[name])
  const first = (...names: string[]) => names.map(field).find((text) => text !== '') ?? ''
  const imageOf = (types: readonly string[]) =>
    subImages(object).find(({ type, path }) => types.includes(type) && path !== '')?.path ?? ''
  const texts: Record<PassageField, () => string> = {
    plate: () => field('PlateNo'),
    camera_code: () => first('DeviceID', 'TollgateID'),
    time: () => first('PassTime', 'AppearTime', 'MarkTime'),
    bearing: () => bearingOf(field('Direction')),
    speed_kmh: () => field('Speed'),
    speed_mps: () => '',
    lane: () => field('LaneNo'),
    vehicle_class: () => vehicleClassOf(field('VehicleClass')),
    vehicle_colour: () => colourOf(field('VehicleColor')),
    vehicle_brand: () => field('VehicleBrand'),
    plate_colour: () => colourOf(field('PlateColor')),
    reliability: () => field('PlateReliability'),
    char_reliability: () => field('PlateCharReliability'),
    claims: () =>
      [
        isTrue(field('IsCovered')) && 'covered',
        isTrue(field('IsAltered')) && 'altered',
        isTrue(field('IsDecked')) && 'decked',
      ]
        .filter(Boolean)
        .join(','),
    plate_image: () => field('StorageUrl2') || imageOf(PLATE_IMAGES),
    scene_image: () => field('StorageUrl3') || imageOf(SCENE_IMAGES),
    source_id: () => field('MotorVehicleID'),
  }
  return (name) => texts[name]()
}

/** What is asked of coverage, as the address keeps it: the question, a point, a shape. */
import type { Position } from 'geojson'
import { createParser, parseAsInteger, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useMemo, useState } from 'react'
import { OWNERSHIPS } from '../../server/domain/camera'
import { DEFAULT_LEVEL } from '../../server/domain/footprint-bounds'
import { DENSITY_LEVELS, type DensityLevelName } from '../../server/domain/optics'
import type { BlindSpotQuestion } from '../../server/services/jurisdiction-blind-spots'
import { useCity } from '../_ui/city-context'
import { dayStart } from '../_ui/zone-time'

export const ASKED_KINDS = [
  'designed',
  'effective',
  'night',
  'past',
] as const satisfies readonly BlindSpotQuestion['kind'][]
const LEVELS: readonly DensityLevelName[] = Object.values(DENSITY_LEVELS).flatMap((levels) =>
  levels.map(({ name }): DensityLevelName => name),
)
const DIGITS = 6

export const questionUrl = {
  ask: parseAsStringLiteral(ASKED_KINDS).withDefault('designed'),
  whose: parseAsStringLiteral(OWNERSHIPS),
  /** UTC epoch milliseconds, for the past. */
  when: parseAsInteger,
  level: parseAsStringLiteral(LEVELS),
}

/** The question in the address, and the level that it comes to. */
export function useQuestion() {
  const { timeZone, densityStandard } = useCity()
  const [{ ask, whose, when, level }, setQuestion] = useQueryStates(questionUrl)
  const [today] = useState(() => dayStart(Date.now(), timeZone))
  const levels: readonly { name: DensityLevelName; pixelsPerM: number }[] = DENSITY_LEVELS[densityStandard]
  const ownLevel = levels.some(({ name }) => name === level) ? level : null
  const question = useMemo<BlindSpotQuestion>(
    () => ({ kind: ask, ownership: whose, at: ask === 'past' ? (when ?? today) : null, level: ownLevel }),
    [ask, whose, when, today, ownLevel],
  )
  const usedLevel = levels.find(({ name }) => name === (ownLevel ?? DEFAULT_LEVEL[densityStandard]))!
  return { question, setQuestion, usedLevel }
}

/** Stored coverage answers these; the map shows coverage as designed for all others. */
export const isOnMap = ({ kind, ownership }: BlindSpotQuestion) =>
  ownership === null && (kind === 'designed' || kind === 'effective')

function positionOf(text: string): Position | null {
  const [lng, lat, ...rest] = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  return rest.length === 0 && Math.abs(lng) <= 180 && Math.abs(lat) <= 85 ? [lng, lat] : null
}

const textOf = ([lng, lat]: Position) => `${lng.toFixed(DIGITS)},${lat.toFixed(DIGITS)}`

/** `lng,lat` */
export const parseAsPosition = createParser<Position>({
  parse: positionOf,
  serialize: textOf,
  eq: (a, b) => textOf(a) === textOf(b),
})

/** `lng,lat;lng,lat;lng,lat…`, the first not repeated. */
export const parseAsRing = createParser<Position[]>({
  parse(text) {
    const ring = text.split(';').map(positionOf)
    return ring.length > 2 && ring.every((position) => position !== null) ? (ring as Position[]) : null
  },
  serialize: (ring) => ring.map(textOf).join(';'),
  eq: (a, b) => a.map(textOf).join(';') === b.map(textOf).join(';'),
})

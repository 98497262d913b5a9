import type { Connection } from '../../db/client'
import { outlinesInBox } from '../../db/queries/buildings'
import { boxAround } from './camera-view-input'

/** Enough for the longest range a preview draws. */
const SURROUNDINGS_M = 260

export const surroundings = async ({ db }: Connection, lng: number, lat: number) => ({
  radiusM: SURROUNDINGS_M,
  outlines: await outlinesInBox(db, boxAround(lng, lat, SURROUNDINGS_M)),
})

/** Batches of generated passages of a given instant on, as a source would send them. */
import type { IncomingPassage } from '../../db/queries/passage-ingest'
import { seededRandom } from '../../server/domain/testing/random'
import { CAMERAS } from './passage-store'

/** `perMs`: how many passages the city reads in a millisecond. Each batch goes on where the last ended. */
export function passageBatches(plates: readonly string[], from: number, perMs: number, seed: number) {
  const random = seededRandom(seed)
  let made = 0
  return (count: number): IncomingPassage[] =>
    Array.from({ length: count }, () => {
      const plate = plates[Math.floor(random() * plates.length)]
      return {
        plate,
        rawPlate: plate,
        at: from + Math.floor(made++ / perMs),
        cameraId: 1 + Math.floor(random() * CAMERAS),
        sourceId: '',
        bearing: 45 * Math.floor(random() * 8),
        speedKmh: 20 + Math.floor(random() * 60),
        lane: '2',
        vehicleClass: 'car',
        vehicleColour: 'white',
      }
    })
}

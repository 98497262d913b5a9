import type { Polygon, Position } from 'geojson'
import { drawnPolygon, type Largest } from '../domain/drawn-area'
import { ServiceError } from './service-error'

/** What a person drew as a polygon; what cannot be one is refused with the reason. */
export function polygonOfRing(ring: Position[], largest?: Largest): Polygon {
  try {
    return drawnPolygon(ring, largest)
  } catch (error) {
    if (error instanceof RangeError) throw new ServiceError('invalid', error.message)
    throw error
  }
}

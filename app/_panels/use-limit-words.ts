'use client'
/** What keeps a camera from a point, in words with the figure that matters. */
import { useTranslations } from 'use-intl'
import type { SightLimit } from '../../server/domain/point-sights'
import type { NamedSight } from '../../server/services/point-sights'
import { useMetres } from './use-metres'

type Limited = Pick<NamedSight, 'distanceM' | 'nearM' | 'pixelsPerM' | 'state'>

/** `required`: pixels per metre of the level asked for. Enough pixels and still too far: its range or its light ends before. */
export function useLimitWords(required: number, isNight: boolean): (sight: Limited, limit: SightLimit) => string {
  const t = useTranslations('sights.limit')
  const states = useTranslations('state')
  const metres = useMetres()
  return (sight, limit) => {
    if (limit === 'offline') return states(sight.state as 'offline')
    if (limit === 'dead-zone') return t('dead-zone', { metres: metres(Math.max(0.1, sight.nearM - sight.distanceM)) })
    if (limit !== 'pixels') return t(limit)
    if (sight.pixelsPerM >= required) return t(isNight ? 'light' : 'range')
    return t('pixels', { pixels: metres(sight.pixelsPerM), required })
  }
}

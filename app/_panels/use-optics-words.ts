'use client'
/** What a camera's optics come to, in one to three sentences. */
import { useTranslations } from 'use-intl'
import { IDENTIFYING_LEVEL, type LevelReach, type OpticsShape } from './optics-drawing-shape'
import { useMetres } from './use-metres'

export function useOpticsWords(): (shape: OpticsShape, focalMm: number | null) => string[] {
  const t = useTranslations('optics')
  const metres = useMetres()
  const named = ({ level, pixelsPerM }: LevelReach) => ({ level: t(`level.${level}`), pixels: pixelsPerM })
  return (shape, focalMm) => {
    const { levels, nearM, deadZoneM, longerLens } = shape
    const identifying = levels.find(({ level }) => Object.values(IDENTIFYING_LEVEL).some((name) => name === level))!
    const finest = levels.findLast(({ farM }) => farM > 0)
    const ring = (reach: LevelReach) => ({ ...named(reach), near: metres(nearM), far: metres(reach.farM) })
    if (identifying.farM > 0) return [t('words.identifies', ring(identifying))]
    const where = { ...named(identifying), depth: metres(identifying.depthM), deadZone: metres(deadZoneM) }
    const remedy = () => {
      if (longerLens === null) return []
      if (focalMm === null) return [t('words.lensTimes', { times: metres(longerLens) })]
      return [t('words.lens', { focal: Math.ceil(focalMm * longerLens) })]
    }
    return [
      t(nearM > 0 ? 'words.never' : 'words.neverAbove', where),
      ...remedy(),
      finest ? t('words.finest', ring(finest)) : t('words.none'),
    ]
  }
}

'use client'
/** What a camera's optics come to, in one to three sentences. */
import { useTranslations } from 'use-intl'
import { type FootprintCamera, isTurning } from '../../server/domain/footprint'
import { sweepFootprint } from '../../server/domain/turning-footprints'
import { type DrawingSettings, IDENTIFYING_LEVEL, type LevelReach, type OpticsShape } from './optics-drawing-shape'
import { useMetres } from './use-metres'

export function useOpticsWords(): (shape: OpticsShape, camera: FootprintCamera, settings: DrawingSettings) => string[] {
  const t = useTranslations('optics')
  const metres = useMetres()
  const named = ({ level, pixelsPerM }: Pick<LevelReach, 'level' | 'pixelsPerM'>) => ({
    level: t(`level.${level}`),
    pixels: pixelsPerM,
  })

  const lensThatWould = ({ longerLens }: OpticsShape, { focalMm }: FootprintCamera) => {
    if (longerLens === null) return []
    if (focalMm === null) return [t('words.lensTimes', { times: metres(longerLens) })]
    return [t('words.lens', { focal: Math.ceil(focalMm * longerLens) })]
  }

  const whatTurningGives = (camera: FootprintCamera, settings: DrawingSettings) => {
    const identifying = IDENTIFYING_LEVEL[settings.standard]
    const { farM } = sweepFootprint(camera, settings).ranges.find(({ level }) => level === identifying)!
    if (farM === 0) return [t('words.notEvenTurned')]
    if (camera.teleHfov == null) return [t('words.turned', { far: metres(farM) })]
    return [t('words.zoomed', { hfov: metres(camera.teleHfov), far: metres(farM) })]
  }

  return (shape, camera, settings) => {
    const { levels, nearM, deadZoneM } = shape
    const identifying = levels.find(({ level }) => level === IDENTIFYING_LEVEL[settings.standard])!
    const finest = levels.findLast(({ farM }) => farM > 0)
    const ring = (reach: LevelReach) => ({ ...named(reach), near: metres(nearM), far: metres(reach.farM) })
    const turns = isTurning(camera.kind)
    const more = turns ? whatTurningGives(camera, settings) : []
    if (identifying.farM > 0) return [t('words.identifies', ring(identifying)), ...more]
    const where = { ...named(identifying), depth: metres(identifying.depthM), deadZone: metres(deadZoneM) }
    const best = finest ? t('words.finest', ring(finest)) : t('words.none')
    if (turns) return [best, ...more]
    return [t(nearM > 0 ? 'words.never' : 'words.neverAbove', where), ...lensThatWould(shape, camera), best]
  }
}

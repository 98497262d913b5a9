'use client'
/** Cameras about a point: those that see it by density, then the others with what keeps each from it. */
import { useQueryStates } from 'nuqs'
import { useTranslations } from 'use-intl'
import type { CameraState } from '../../server/domain/camera'
import { DENSITY_LEVELS } from '../../server/domain/optics'
import type { NamedSight } from '../../server/services/point-sights'
import { urlState } from '../_map/url-state'
import { useCity, useLocalName } from '../_ui/city-context'
import { StateMark } from '../_ui/state-mark'
import { CauseIcon } from './cause-mark'
import { useLimitWords } from './use-limit-words'
import { useMetres } from './use-metres'

interface SightListProps {
  sights: readonly NamedSight[]
  /** Pixels per metre of the level asked for. */
  required: number
  isNight: boolean
  onHover(cameraId: number | null): void
}

export function SightList({ sights, required, isNight, onHover }: SightListProps) {
  const t = useTranslations('sights')
  const states = useTranslations('state')
  const levels = useTranslations('optics.level')
  const { densityStandard } = useCity()
  const metres = useMetres()
  const localName = useLocalName()
  const limitWords = useLimitWords(required, isNight)
  const [, setUrl] = useQueryStates(urlState)
  const levelAt = (pixelsPerM: number) =>
    [...DENSITY_LEVELS[densityStandard]].findLast((level) => level.pixelsPerM <= pixelsPerM)
  return (
    <ul className="-mx-2 text-[13px]" data-testid="sights">
      {sights.map((sight) => {
        const { cameraId, code, state, distanceM, pixelsPerM, limits } = sight
        const level = levelAt(pixelsPerM)
        return (
          <li key={cameraId}>
            <button
              type="button"
              className="grid w-full grid-cols-[1rem_1fr_auto] gap-x-2 rounded-md px-2 py-1.5 text-left hover:bg-surface-2"
              onClick={() => void setUrl({ camera: cameraId })}
              onPointerEnter={() => onHover(cameraId)}
              onPointerLeave={() => onHover(null)}
              onFocus={() => onHover(cameraId)}
              onBlur={() => onHover(null)}
            >
              <span className="pt-0.5">
                <StateMark state={state as CameraState} />
                <span className="sr-only">{states(state as CameraState)}</span>
              </span>
              <span className="truncate">{localName(sight) || code}</span>
              <span className="text-right">{t('density', { pixels: metres(pixelsPerM) })}</span>
              <span className="col-start-2 text-ink-2 text-xs">
                {limits.map((limit) => (
                  <span key={limit} className="flex items-center gap-1">
                    <CauseIcon cause={limit} />
                    {limitWords(sight, limit)}
                  </span>
                ))}
                {limits.length === 0 && level && levels(level.name)}
              </span>
              <span className="text-right text-ink-3 text-xs">{t('away', { metres: metres(distanceM) })}</span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
